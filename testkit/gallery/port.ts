import { PortTaken } from "../../local/servers.ts";

/** What keeps the gallery from starting on `port`, and what to do; undefined for what isn't the port's fault. */
export function portProblem(error: unknown, port: string): string | undefined {
  if (error instanceof PortTaken) {
    return `Port ${port} is taken. Press Ctrl+C, then choose another one: PORT=4005 npm run gallery`;
  }
  const isNone = error instanceof RangeError && "code" in error && error.code === "ERR_SOCKET_BAD_PORT";
  return isNone
    ? `PORT is "${port}"; it takes a whole number from 0 to 65535. Press Ctrl+C, then choose one.`
    : undefined;
}
