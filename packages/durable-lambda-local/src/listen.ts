import type { AddressInfo, Server } from "node:net";
import { ownPagesOnly } from "./own-pages.ts";

const LOOPBACK = "127.0.0.1"; // no credential is checked: nobody but this machine may reach it

/** The port is another program's. */
export class PortTaken extends Error {
  override name = "PortTaken";
  constructor(port: number) {
    super(`Port ${port} is taken by another program. Stop that one, or choose another port.`);
  }
}

/**
 * Listens on loopback, to this machine's programs and not to the web pages that it has open, and gives the server's address;
 * 0 is any free port. `host` is another address to listen on; `names` are this machine's names that a request may call it by,
 * besides loopback's. Throws PortTaken where another program has the port.
 */
export async function listen(server: Server, port: number, host = LOOPBACK, names: string[] = []): Promise<string> {
  ownPagesOnly(server, undefined, names);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", (error: NodeJS.ErrnoException) =>
    reject(error.code === "EADDRINUSE" ? new PortTaken(port) : error),
  );
  server.listen(port, host, resolve);
  await promise;
  return `http://${host}:${(server.address() as AddressInfo).port}`; // an object for every server that listens on TCP
}

/** Closes a server and every connection that is still open to it. */
export async function close(server: Server & { closeAllConnections?: () => void }): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections?.();
  await promise;
}
