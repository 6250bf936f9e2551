import { ServiceError } from "../errors.ts";
import type { FunctionResponse, Invoke } from "./protocol.ts";
import type { LocalFunction, Registry } from "./registry.ts";
import { type Runtime, runtime } from "./runtime.ts";

/** The runtimes of all functions, one for each version; what they write goes to `log`, and they go by the clock `now`. */
export function runtimes(functions: Registry, log: (text: string) => void, now: () => number) {
  const started = new Map<LocalFunction, Runtime>();
  const runtimeOf = (local: LocalFunction): Runtime => {
    const found = started.get(local) ?? runtime(local, log, now);
    started.set(local, found);
    return found;
  };
  const invoke: Invoke = async (reference, requestId, payload) => {
    let local: LocalFunction;
    try {
      ({ function: local } = functions.resolve(reference));
    } catch (error) {
      return missing(requestId, error);
    }
    return await runtimeOf(local).invoke(requestId, payload);
  };
  const versionsOf = (functionName: string) => [...started].filter(([{ name }]) => name === functionName);
  return {
    invoke,
    /** Ends a function's sandboxes in the midst of what they do, as a crash would. */
    kill: (functionName: string) => Promise.all(versionsOf(functionName).map(([, each]) => each.kill())),
    close: () => Promise.all([...started.values()].map((each) => each.close())),
  };
}

/** An execution of an earlier run may be of a function, or of a version, that is no longer there. */
function missing(requestId: string, error: unknown): FunctionResponse {
  if (error instanceof ServiceError) {
    return { requestId, error: { errorType: error.name, errorMessage: error.message, trace: [] } };
  }
  throw error;
}
