import type { LocalFunction } from "./registry.ts";
import { startSandbox } from "./sandbox.ts";

/**
 * Loads a function's module once, as an invocation would, and gives the error that keeps it from loading, if there is one.
 * `wrote` gets what Node.js says of it beside, the file and the line among it.
 */
export async function tryLoad(
  local: LocalFunction,
  wrote: (text: string) => void = () => undefined,
): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const sandbox = startSandbox(local, undefined, Date.now(), {
    loaded: () => resolve(undefined),
    ended: resolve,
    responded: () => undefined,
    wrote,
  });
  const cause = await promise;
  await sandbox.end();
  return cause;
}
