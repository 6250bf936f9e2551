import { addAbortListener } from "node:events";
import type { LocalFunction } from "./registry.ts";
import { startSandbox } from "./sandbox.ts";

/**
 * Loads a function's module once, as an invocation would, and gives the error that keeps it from loading, if there is one.
 * `wrote` gets what Node.js says of it beside, the file and the line among it. `signal` ends the attempt.
 */
export async function tryLoad(
  local: LocalFunction,
  wrote: (text: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const sandbox = startSandbox(local, undefined, Date.now(), {
    loaded: () => resolve(undefined),
    ended: resolve,
    responded: () => undefined,
    wrote,
  });
  using _ = signal && addAbortListener(signal, () => resolve("It did not load in time."));
  const cause = await promise;
  await sandbox.end();
  return cause;
}
