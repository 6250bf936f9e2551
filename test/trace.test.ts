import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

test("a press, a command and the page's POST each run through at most 14 files of src/", async () => {
  const trace = spawn(process.execPath, ["bench/trace/main.ts"], { stdio: ["ignore", "pipe", "inherit"] });
  const closed = new Promise((resolve) => trace.once("close", resolve));
  const printed = await text(trace.stdout);
  expect(printed.match(/: \d+ files/gu)).toHaveLength(3);
  expect([await closed, printed]).toEqual([0, printed]);
});
