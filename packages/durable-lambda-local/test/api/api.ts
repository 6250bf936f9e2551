import { lambdaRoutes } from "../../src/api/routes.ts";
import { errorReply } from "../../src/api/http.ts";
import type { Throttle } from "../../src/api/throttle.ts";
import { OPERATIONS, type OperationName, shapeOf } from "../../src/model/model.ts";
import type { engineOfOne } from "./engine.ts";

export interface Answer {
  status: number;
  /** The name of the exception, where there is one. */
  error: string | undefined;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** An operation's input, its members where the model has them; `raw` is a body as it stands. */
export type Input = Record<string, unknown> & { raw?: Buffer };

/** The service's HTTP API without a network: sends what AWS's model says a request looks like. */
export function apiOf({ engine }: ReturnType<typeof engineOfOne>, limit?: Throttle) {
  const plain = async (_function: string, requestId: string, payload: string) => ({ requestId, payload });
  const handle = lambdaRoutes(engine, plain, 60, limit);
  return async (operation: OperationName, { raw, ...input }: Input): Promise<Answer> => {
    const { http, input: name } = OPERATIONS[operation];
    const shape = shapeOf(name);
    const query = new URLSearchParams();
    const headers: Record<string, string> = {};
    const body: Record<string, unknown> = {};
    let path = http.requestUri;
    let payload: unknown;
    for (const [member, value] of Object.entries(input)) {
      const { location, locationName = member } = shape.members?.[member] ?? {};
      if (location === "uri") {
        path = path.replace(`{${locationName}}`, encodeURIComponent(String(value)));
      } else if (location === "querystring") {
        [value].flat().forEach((each) => query.append(locationName, String(each)));
      } else if (location === "header") {
        headers[locationName.toLowerCase()] = String(value);
      } else if (member === shape.payload) {
        payload = value;
      } else {
        body[member] = value;
      }
    }
    const text = payload === undefined ? body : payload;
    const content = raw ?? (Buffer.isBuffer(text) ? text : Buffer.from(JSON.stringify(text)));
    const request = { method: http.method, path, query, headers, body: content };
    const answered = (async () => await handle(request))();
    const reply = await answered.catch((error: unknown) => errorReply(error, console.error));
    const told = String(reply.body ?? "");
    return {
      status: reply.status,
      error: reply.headers?.["x-amzn-errortype"],
      headers: reply.headers ?? {},
      body: told === "" ? {} : JSON.parse(told),
    };
  };
}
