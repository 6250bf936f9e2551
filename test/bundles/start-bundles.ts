import { startStack, type StackOptions } from "../../local/stack.ts";
import { bundled } from "./bundled.ts";
import { SENDER, unpack } from "./deployment.ts";
import { openGate } from "./gate.ts";

/** The local stack on the bundles of a cloud assembly, each function held to what its role is granted. */
export async function startBundles(assembly: string, options: StackOptions) {
  const deployment = await unpack(assembly);
  const gate = await openGate(
    (caller) => deployment.functions[caller]?.statements ?? [],
    (caller) => ({ stateKey: deployment.stateKey, roleArn: deployment.functions[caller]?.roleArn ?? "" }),
  );
  const stack = await startStack({ ...options, identities: [SENDER], change: bundled(deployment, gate) });
  return {
    ...stack,
    deployment,
    gate,
    async close() {
      await stack.close();
      await Promise.all([gate.close(), deployment.remove()]);
    },
  };
}
