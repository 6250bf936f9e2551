import { ServiceError } from "../errors.ts";
import { invokeContainer } from "./container.ts";
import type { FunctionResponse, Invoke } from "./protocol.ts";
import type { LocalFunction, Registry } from "./registry.ts";
import { type Runtime, runtime, type Surroundings } from "./runtime.ts";

/** The runtimes of all functions, one for each version and tenant. */
export function runtimes(functions: Registry, surroundings: Surroundings) {
  const started = new Map<LocalFunction, Map<string | undefined, Runtime>>();
  const runtimeOf = (local: LocalFunction, tenant?: string): Runtime => {
    const ofVersion = started.get(local) ?? new Map<string | undefined, Runtime>();
    const found = ofVersion.get(tenant) ?? runtime(local, tenant, surroundings);
    started.set(local, ofVersion.set(tenant, found));
    return found;
  };
  const invoke: Invoke = async (reference, requestId, payload, tenant) => {
    let local: LocalFunction;
    try {
      ({ function: local } = functions.resolve(reference));
    } catch (error) {
      return missing(requestId, error);
    }
    if (local.runsIn === "container") {
      return await invokeContainer(tenant ?? "", requestId, payload);
    }
    return await runtimeOf(local, tenant).invoke(requestId, payload);
  };
  const all = (functionName?: string) =>
    [...started].flatMap(([{ name }, tenants]) =>
      functionName === undefined || name === functionName ? [...tenants.values()] : [],
    );
  return {
    invoke,
    /** Ends a function's sandboxes in the midst of what they do, as a crash would. */
    kill: (functionName: string) => Promise.all(all(functionName).map((each) => each.kill())),
    /** Ends what runs of a function's other versions once it has nothing to do: most of what begins from now on is of this one. */
    retireOthers: (newest: LocalFunction) => {
      for (const [local, tenants] of started) {
        if (local.name === newest.name && local !== newest) {
          tenants.forEach((each) => each.retire());
        }
      }
    },
    close: () => Promise.all(all().map((each) => each.close())),
  };
}

/** An execution of an earlier run may be of a function, or of a version, that is no longer there. */
function missing(requestId: string, error: unknown): FunctionResponse {
  if (error instanceof ServiceError) {
    return { requestId, error: { errorType: error.name, errorMessage: error.message, trace: [] } };
  }
  throw error;
}
