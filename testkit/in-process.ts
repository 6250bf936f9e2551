import { LambdaClient } from "@aws-sdk/client-lambda";
import { awsClientConfig } from "../local/credentials.ts";
import { errorReply, type Handle } from "../packages/durable-lambda-local/src/api/http.ts";

/** Where nobody listens. */
export const NOWHERE = "http://127.0.0.1:9";

/** The request as an AWS client has put it together. */
interface Sent {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** Lambda's client, of a service in this process. */
export function lambdaOf(service: Handle): LambdaClient {
  return new LambdaClient(
    inProcess(async ({ method, path, query, headers, body }) => {
      const request = { method, path, query: new URLSearchParams(query), headers, body: Buffer.from(textOf(body)) };
      try {
        return await service(request);
      } catch (error) {
        return errorReply(error, (text) => void process.stderr.write(text));
      }
    }),
  );
}

/** A client's configuration that answers its requests in this process. */
export function inProcess(
  answer: (request: Sent) => Promise<{ status: number; headers?: object; body?: string | Buffer }>,
) {
  return {
    ...awsClientConfig(NOWHERE),
    maxAttempts: 1,
    requestHandler: {
      async handle(request: unknown) {
        const { status, headers = {}, body = "" } = await answer(request as Sent);
        return { response: { statusCode: status, headers, body: Buffer.from(body) } as never };
      },
    },
  };
}

/** A request's body as text. */
export function textOf(body: Sent["body"]): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body);
}
