import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { keepCompiled } from "../testkit/run-folder.ts";

test("tests, and what they start, write temporary files below the run's folder", () => {
  const { stdout } = spawnSync("node", ["-p", "os.tmpdir()"], { encoding: "utf8" });
  expect(stdout.trim()).toBe(tmpdir());
  expect(basename(tmpdir())).toMatch(/^onboarding-tests-/u);
});

test.each([
  ["succeeds", "process.exitCode = 0"],
  ["fails", "process.exit(1)"],
  ["crashes", "throw new Error()"],
])("the run's folder goes with a run that %s", (_, end) => {
  const run = `
    const { useRunFolder } = await import("${new URL("../testkit/run-folder.ts", import.meta.url).href}");
    await useRunFolder();
    fs.mkdirSync(path.join(os.tmpdir(), "left", "behind"), { recursive: true });
    console.log(os.tmpdir());
    ${end}`;
  const { stdout } = spawnSync(
    "node",
    [
      "--input-type=module",
      "-e",
      `import fs from "node:fs"; import os from "node:os"; import path from "node:path"; ${run}`,
    ],
    { encoding: "utf8" },
  );
  const folder = stdout.trim();
  expect(dirname(folder)).toBe(tmpdir());
  expect(existsSync(folder)).toBe(false);
});

test("compiled code is kept between runs until there is too much of it", () => {
  const folder = mkdtempSync(join(tmpdir(), "compiled-"));
  const version = join(folder, "v24.0.0");
  mkdirSync(version);
  writeFileSync(join(version, "one"), "");
  writeFileSync(join(version, "another"), "");
  keepCompiled(folder, 3);
  expect(existsSync(version)).toBe(true);
  keepCompiled(folder, 2);
  expect(existsSync(version)).toBe(false);
});
