import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { awsClientConfig } from "../../local/credentials.ts";

/** One request as the service got it. */
export interface Call {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How an AWS service is to answer: an error has a `type`. Undefined for a request that is never answered. */
export type Answer = { status?: number; type?: string; body?: object } | undefined;

/** An AWS service with a JSON protocol on a free port of this machine: answers as told, remembers what it was asked. */
export async function awsApi(answer: (call: Call) => Answer | Promise<Answer> = () => ({})) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    const { url: path = "", headers } = request;
    const call = { path, headers, body: Buffer.concat(chunks).toString() };
    calls.push(call);
    const told = await answer(call);
    if (told) {
      const type = told.type ? { "x-amzn-errortype": told.type } : {};
      response.writeHead(told.status ?? (told.type ? 400 : 200), { "content-type": "application/json", ...type });
      response.end(JSON.stringify({ __type: told.type, ...told.body }));
    }
  });
  server.keepAliveTimeout = 0; // a client must not find an idle connection closed just when it sends
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // an object for every server that listens on TCP
  return {
    calls,
    config: clientConfig(`http://127.0.0.1:${port}`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A client's configuration for one stand-in, without the client's own retries. */
export function clientConfig(endpoint: string) {
  return { ...awsClientConfig(endpoint), maxAttempts: 1 };
}

/** What a call fails with. */
export async function failureOf(call: Promise<unknown>): Promise<Error> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) {
    throw new Error("The call was expected to fail.");
  }
  return error;
}

/** All that could get into a log with an error. */
export function everythingOf(error: Error): string {
  return `${error.name} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
}
