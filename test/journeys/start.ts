import { afterAll, inject } from "vitest";
import { startStack, type Stack, type StackOptions } from "../../local/stack.ts";
import { fromBundle } from "../../testkit/functions.ts";
import { outside } from "../../testkit/outside.ts";
import { startBundles } from "../bundles/start-bundles.ts";

/** How long Slack waits in tests: what they find must not depend on how busy the machine is. */
export const PATIENT = { slackTimeoutMilliseconds: 60_000 };

/** The service to walk through, silent unless told otherwise; in `npm run test:bundles` with each function held to its role. */
export async function startService(options: StackOptions = {}): Promise<Stack> {
  const assembly = inject("assembly");
  const quiet = { ...PATIENT, log: () => undefined, ...options };
  return assembly ? startBundles(assembly, quiet) : startStack({ change: fromBundle, ...quiet });
}

/** A service for the tests of the calling file or `describe`, which stops after the last of them, and the world outside it. */
export async function service(options: StackOptions = {}) {
  const stack = await startService(options);
  afterAll(() => stack.close());
  return { stack, world: outside(stack) };
}
