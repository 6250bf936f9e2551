import { inEach, type Sample, slug } from "./sample.ts";

const CLOCK = "let an adapter read the clock";
const CHANCE = "let an adapter draw it";
const PLACE = ["src/workflow/"];

/** What the workflow may not name, and what it is told instead. */
const IMPURE: [expression: string, says: string][] = [
  ["Date.now()", CLOCK],
  ["new Date()", CLOCK],
  ["new Intl.DateTimeFormat()", CLOCK],
  ["performance.now()", CLOCK],
  ["crypto.randomUUID()", CHANCE],
  [`fetch("https://example.com")`, "reach the outside through a port"],
  ["setTimeout(read, 1_000)", "use ctx.wait"],
  ["setInterval(read, 1_000)", "use ctx.wait"],
  ["setImmediate(read)", "use ctx.wait"],
  ["process.hrtime()", "src/config.ts alone reads the environment"],
  [`Buffer.from("a")`, "Node built-in"],
  ["console", "use ctx.logger"],
  ["global.Date", "reaches what this folder may not name"],
  ["globalThis.Date", "reaches what this folder may not name"],
];

const pure: Sample = {
  path: "src/workflow/pure.ts",
  code: `import type { DurableContext } from "@aws/durable-execution-sdk-js";

export async function run(ctx: DurableContext, send: () => Promise<string>): Promise<string> {
  void ctx.runInChildContext("beside", async () => Math.max(1, 2));
  ctx.logger.info("sending");
  await ctx.wait({ seconds: 1 });
  return ctx.step("send", send);
}
`,
};

/** Reading the real time, by name. */
const REAL_CLOCK: [name: string, code: string][] = [
  ["new-date", "export const now = (): Date => new Date();\n"],
  ["date-called", "export const now = (): string => Date();\n"],
  ["date-now", "export const now = (): number => Date.now();\n"],
  ["date-now-passed-on", "export const clock = { now: Date.now };\n"],
  ["date-now-by-text", 'export const now = (): number => Date["now"]();\n'],
  ["defaulted", "export const at = (now = () => new Date()): string => now().toISOString();\n"],
];
const CLOCKED = ["src/domain/", "src/slack/", "src/web/", "src/aws/", "src/email/"];
const clocks: Sample[] = REAL_CLOCK.flatMap(([name, code]) => [
  ...inEach(name, CLOCKED, code, { rule: "layout(no-real-clock)", says: "made in src/lambda only" }),
  ...inEach(name, ["src/lambda/"], code),
]);
const givenTime: Sample = {
  path: "src/aws/given-time.ts",
  code: "export const at = (now: () => Date): Date => new Date(now().getTime() + 1_000);\n",
};

/** The workflow is replayed, so it names nothing that could differ the second time. The rest of src/ is given its clock. */
export const purity: Sample[] = [
  ...IMPURE.flatMap(([expression, says]) =>
    inEach(slug(expression), PLACE, `export const read = () => ${expression};\n`, {
      rule: "eslint(no-restricted-globals)",
      says,
    }),
  ),
  ...inEach("math-random", PLACE, "export const read = () => Math.random();\n", {
    rule: "eslint(no-restricted-properties)",
    says: CHANCE,
  }),
  ...inEach("date-type", PLACE, "export type Times = Record<string, Date>;\n", {
    rule: "typescript(no-restricted-types)",
    says: "pass ISO 8601 text",
  }),
  pure,
  ...clocks,
  givenTime,
];
