import type { FunctionError, Invoke } from "./protocol.ts";
import type { LocalFunction } from "./registry.ts";
import { type Runtime, runtime } from "./runtime.ts";

/** The runtimes of all functions; what they write goes to `log`. */
export function runtimes(log: (text: string) => void) {
  const byName = new Map<string, Runtime>();
  const invoke: Invoke = async (functionName, requestId, payload) => {
    const found = byName.get(functionName);
    return found ? await found.invoke(requestId, payload) : { requestId, error: missing(functionName) };
  };
  return {
    invoke,
    add(functions: LocalFunction[]) {
      for (const local of functions) {
        byName.set(local.name, runtime(local, log));
      }
    },
    close: () => Promise.all([...byName.values()].map((each) => each.close())),
  };
}

/** An execution of an earlier run may be of a function that is no longer there. */
function missing(functionName: string): FunctionError {
  return { errorType: "ResourceNotFoundException", errorMessage: `Function not found: ${functionName}`, trace: [] };
}
