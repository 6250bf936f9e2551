import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { HOST } from "./address.ts";
import { ownPagesOnly } from "../packages/durable-lambda-local/src/own-pages.ts";
import { BadChoice } from "../tools/command-line.ts";

/** The port is another program's. */
export class PortTaken extends BadChoice {
  override name = "PortTaken";
  constructor(port: number) {
    super(
      `Port ${port} is taken, perhaps by another npm start. Stop that one, or choose other ports and another folder: PORT=4000 npm start -- --data DIR`,
    );
  }
}

/**
 * Listens on loopback and gives the server's address; throws PortTaken where another program has the port. Web pages of
 * other sites are refused, but for the paths that `isPublic` names.
 */
export async function listen(server: Server, port: number, isPublic?: (path: string) => boolean): Promise<string> {
  ownPagesOnly(server, isPublic);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", (error: NodeJS.ErrnoException) =>
    reject(error.code === "EADDRINUSE" ? new PortTaken(port) : error),
  );
  server.listen(port, HOST, resolve);
  await promise;
  return urlOf(server);
}

/** The address of a listening server. */
export function urlOf(server: Server): string {
  const { port } = server.address() as AddressInfo; // an object for every server that listens on TCP
  return `http://${HOST}:${port}`;
}

/** Throws PortTaken for the first of these ports that another program has; 0 is always free. */
export async function assertFree(ports: number[]): Promise<void> {
  for (const port of ports.filter((candidate) => candidate !== 0)) {
    const probe = createServer();
    await listen(probe, port);
    await close(probe);
  }
}

/** Closes a server and every connection that is still open to it. */
export async function close(server: Server & { closeAllConnections?: () => void }): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections?.();
  await promise;
}
