import { EVERYWHERE, SRC } from "./places.ts";
import { inEach, type Sample } from "./sample.ts";

/** How code is written, everywhere. */
const HABITS: [name: string, code: string, rule: string][] = [
  ["any", "export const same = (a: any) => a === 1;", "typescript(no-explicit-any)"],
  ["argument", "export function next(a: number) {\n  a += 1;\n  return a;\n}", "eslint(no-param-reassign)"],
  ["braces", "export function next(a: number) {\n  if (a > 0) return a;\n  return 0;\n}", "eslint(curly)"],
  ["equality", "export const same = (a: unknown) => a == 1;", "eslint(eqeqeq)"],
  ["imported-late", `export type Own = Part[];\nimport type { Part } from "./part.ts";`, "import(first)"],
  [
    "inline-type",
    `import { type Part } from "./part.ts";\nexport type Own = Part[];`,
    "typescript(no-import-type-side-effects)",
  ],
  ["let", "let one = 1;\nexport const two = () => one;", "eslint(prefer-const)"],
  ["mutable", "export let one = 1;\nexport const up = () => {\n  one += 1;\n};", "import(no-mutable-exports)"],
  ["property", "export const own = (a: number) => ({ a: a });", "eslint(object-shorthand)"],
  ["require", `export const own = (): unknown => require("./part.ts");`, "typescript(no-require-imports)"],
  ["thrown", `export function fail() {\n  throw "no error";\n}`, "typescript(only-throw-error)"],
  ["to-do", "// TODO: finish\nexport const one = 1;", "eslint(no-warning-comments)"],
  [
    "twice",
    `import type { A } from "./part.ts";\nimport type { B } from "./part.ts";\n\nexport type C = [A, B];`,
    "import(no-duplicates)",
  ],
  ["type", `import { Part } from "./part.ts";\n\nexport type Whole = Part[];`, "typescript(consistent-type-imports)"],
  ["var", "export const one = () => {\n  var a = 1;\n  return a;\n};", "eslint(no-var)"],
];

/** How code is written in src, beyond that. */
const SRC_HABITS: [name: string, code: string, rule: string][] = [
  [
    "any-argument",
    "export const own = (a: string) => encodeURIComponent(JSON.parse(a));",
    "typescript(no-unsafe-argument)",
  ],
  [
    "any-assigned",
    "export const own = (a: string) => {\n  const b = JSON.parse(a);\n  return typeof b;\n};",
    "typescript(no-unsafe-assignment)",
  ],
  ["any-called", "export const own = (a: string) => {\n  JSON.parse(a)();\n};", "typescript(no-unsafe-call)"],
  ["any-member", "export const own = (a: string) => typeof JSON.parse(a).b;", "typescript(no-unsafe-member-access)"],
  ["any-returned", "export const own = (a: string): string[] => JSON.parse(a);", "typescript(no-unsafe-return)"],
  ["assertion", "export const own = (a: unknown) => a as string;", "typescript(no-unsafe-type-assertion)"],
  ["non-null", "export const first = (list: number[]) => list[0]!;", "typescript(no-non-null-assertion)"],
  [
    "switch",
    "export function isOne(a: 1 | 2) {\n  switch (a) {\n    case 1:\n      return true;\n  }\n  return false;\n}",
    "typescript(switch-exhaustiveness-check)",
  ],
];

const ENVIRONMENT = `export const table = process.env["TABLE_NAME"];\n`;
const BUILT_IN = `import type { Stats } from "fs";\n\nexport type Own = Stats[];\n`;
const LOGGING = "export const say = () => {\n  console.log(1);\n};\n";
const OUTSIDE = ["local/", "test/", "infra/"];

export const habits: Sample[] = [
  ...HABITS.flatMap(([name, code, rule]) => inEach(name, EVERYWHERE, `${code}\n`, { rule })),
  ...SRC_HABITS.flatMap(([name, code, rule]) => inEach(name, SRC, `${code}\n`, { rule })),
  ...inEach("environment", SRC, ENVIRONMENT, {
    rule: "eslint(no-restricted-globals)",
    says: "src/config.ts alone reads the environment",
  }),
  ...inEach("environment", OUTSIDE, ENVIRONMENT),
  ...inEach("console", ["src/domain/", "src/slack/", "src/lambda/"], LOGGING, { rule: "eslint(no-console)" }),
  ...inEach("console", OUTSIDE, LOGGING),
  ...inEach("built-in", OUTSIDE, BUILT_IN, { rule: "unicorn(prefer-node-protocol)" }),
];
