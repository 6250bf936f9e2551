import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { files } from "./lint/files.ts";
import { layout } from "./lint/layout.ts";
import { type Complaint, linted } from "./lint/linted.ts";
import { promises } from "./lint/promises.ts";
import { purity } from "./lint/purity.ts";

const SAMPLES = Object.entries({ layout, purity, promises, files });
const ALL = SAMPLES.flatMap(([, samples]) => samples);

let complaints: (path: string) => Complaint[];

beforeAll(() => {
  complaints = linted(new Map(ALL.map(({ path, code }) => [path, code])));
});

describe.each(SAMPLES)("%s", (_, samples) => {
  test.each(samples.filter(({ rule }) => rule))("refuses $path by $rule", ({ path, rule, says = "" }) => {
    expect(complaints(path)).toEqual([{ rule, answer: expect.stringContaining(says) }]);
  });

  for (const { path } of samples.filter(({ rule }) => !rule)) {
    test(`lets pass ${path}`, () => {
      expect(complaints(path)).toEqual([]);
    });
  }
});

test("no two samples are one file", () => {
  expect(new Set(ALL.map(({ path }) => path)).size).toBe(ALL.length);
});

test("each folder of src has its rule", () => {
  const folders = readdirSync(join(import.meta.dirname, "../src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `src/${name}/`);
  const ruled = layout.filter(({ rule }) => rule).map(({ path }) => path);
  expect(folders.filter((folder) => !ruled.some((path) => path.startsWith(folder)))).toEqual([]);
});
