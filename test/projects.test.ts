import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { projects } from "../testkit/projects.ts";

const STAGES = ["on AWS's runner", "others"];

test("each test file runs in exactly one project, and the workflow's on both stages", () => {
  const homes = new Map(filesOf(["{test,packages}/**/*.test.ts"]).map((file) => [file, [] as string[]]));
  for (const { name, include, exclude } of projects) {
    for (const file of filesOf(include, exclude)) {
      homes.get(file)?.push(name);
    }
  }
  const misplaced = [...homes].filter(([file, names]) =>
    file.startsWith("test/workflow/") ? names.join() !== STAGES.join() : names.length !== 1,
  );
  expect(homes.size).toBeGreaterThan(100);
  expect(misplaced).toEqual([]);
});

function filesOf(patterns: string[], exclude: string[] = []): string[] {
  return globSync(patterns, { exclude: ["**/node_modules/**", ...exclude] });
}
