import { EVERYWHERE } from "./places.ts";
import { inEach, type Sample } from "./sample.ts";

const BARREL = { rule: "layout(no-reexport)", says: "a file that passes others on is a barrel" };

const hen = `import type { Egg } from "./egg.ts";

export interface Hen {
  egg: Egg;
}
`;

const egg = `import type { Hen } from "./hen.ts";

export interface Egg {
  hen: Hen;
}
`;

/** What a file is: no barrel, no part of a cycle (of types neither), short, and named for what it exports. */
export const files: Sample[] = [
  ...inEach("barrel-of-all", EVERYWHERE, `export * from "./elsewhere.ts";\n`, BARREL),
  ...inEach("barrel", EVERYWHERE, `export { one } from "./elsewhere.ts";\n`, BARREL),
  ...inEach("barrel-of-types", EVERYWHERE, `export type { One } from "./elsewhere.ts";\n`, BARREL),
  { path: "src/domain/hen.ts", code: hen, rule: "import(no-cycle)" },
  { path: "src/domain/egg.ts", code: egg, rule: "import(no-cycle)" },
  ...inEach("default", EVERYWHERE, "const one = 1;\nexport default one;\n", { rule: "import(no-default-export)" }),
  { path: "vitest.config.ts", code: "const one = 1;\nexport default one;\n" },
  ...inEach("camelCase", EVERYWHERE, "export const one = 1;\n", { rule: "unicorn(filename-case)" }),
  ...inEach("long", ["src/web/"], `export const one = 1;${"\n".repeat(251)}`, { rule: "eslint(max-lines)" }),
  ...inEach("long", ["local/", "test/"], `export const one = 1;${"\n".repeat(251)}`),
];
