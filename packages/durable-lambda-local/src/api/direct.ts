import type { Call, CallAnswer, Serve } from "../functions/protocol.ts";
import { checkLength, errorReply, type Handle, toRequest } from "./http.ts";

/** Answers the calls of functions as HTTP requests are answered: routed, checked and written down before the answer. */
export function directly(handle: Handle, log: (text: string) => void): Serve {
  return async ({ call, method, path, body }: Call): Promise<CallAnswer> => {
    try {
      const bytes = Buffer.from(body);
      checkLength(bytes.byteLength);
      const { status, body: answer = "" } = await handle(toRequest({ url: path, method, headers: {} }, bytes));
      return { call, status, body: answer.toString() };
    } catch (error) {
      const { status, body: answer = "", headers = {} } = errorReply(error, log);
      return {
        call,
        status,
        body: JSON.stringify({ ...JSON.parse(answer.toString()), name: headers["x-amzn-errortype"] }),
      };
    }
  };
}
