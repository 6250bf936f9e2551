import { EVERYWHERE } from "./places.ts";
import { inEach, type Sample } from "./sample.ts";

/** No promise is left floating, the durable SDK's lazy ones included: one that nobody awaits never starts. */
export const promises: Sample[] = [
  ...inEach(
    "floating",
    EVERYWHERE,
    `const send = async () => 1;

export function floating() {
  send();
}
`,
    { rule: "typescript(no-floating-promises)" },
  ),
  ...inEach(
    "floating-step",
    ["src/workflow/"],
    `import type { DurableContext } from "@aws/durable-execution-sdk-js";

export function floating(ctx: DurableContext) {
  ctx.step("send", async () => 1);
}
`,
    { rule: "typescript(no-floating-promises)" },
  ),
  ...inEach(
    "promise-as-condition",
    EVERYWHERE,
    `const known = async () => true;

export const answer = () => (known() ? "yes" : "no");
`,
    { rule: "typescript(no-misused-promises)" },
  ),
  // Node's and the SDKs' callbacks are typed to return nothing, and many of ours are async.
  ...inEach(
    "async-callback",
    ["local/", "test/"],
    `const work = async () => 1;

export const start = () => process.once("SIGTERM", async () => {
  await work();
});
`,
  ),
  ...inEach(
    "awaited-in-vain",
    EVERYWHERE,
    `const known = () => true;

export const answer = async () => {
  await known();
};
`,
    { rule: "typescript(await-thenable)" },
  ),
];
