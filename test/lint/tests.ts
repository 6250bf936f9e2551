import { inEach, type Sample, slug } from "./sample.ts";

const testFile = (body: string) => `import { expect, test, vi } from "vitest";

${body}

export const used = [expect, test, vi];
`;

const WHOLE = `test("one", () => {\n  expect(1, "the one").toBe(1);\n});`;

const TESTS: [name: string, body: string, rule: string][] = [
  ["focused", WHOLE.replace("test", "test.only"), "vitest(no-focused-tests)"],
  ["skipped", WHOLE.replace("test", "test.skip"), "vitest(no-disabled-tests)"],
  ["vacuous", `test("one", () => {});`, "vitest(expect-expect)"],
  ["without-matcher", WHOLE.replace(".toBe(1)", ""), "vitest(valid-expect)"],
  ["same-title", `${WHOLE}\n${WHOLE}`, "vitest(no-identical-title)"],
];

const PATCHES = [
  `doMock("./a.ts")`,
  "hoisted(() => 1)",
  `mock("./a.ts")`,
  `spyOn(Math, "max")`,
  `stubEnv("A", "1")`,
  `stubGlobal("a", 1)`,
];

/** Tests: all of them run, each expects something, and none patches what it could be handed. */
export const tests: Sample[] = [
  { path: "test/whole.ts", code: testFile(WHOLE) },
  ...TESTS.flatMap(([name, body, rule]) => inEach(name, ["test/"], testFile(body), { rule })),
  ...PATCHES.flatMap((patch) =>
    inEach(`patching-${slug(patch)}`, ["test/"], testFile(`vi.${patch};`), {
      rule: "vitest(no-restricted-vi-methods)",
      says: "a fake that implements the port",
    }),
  ),
];
