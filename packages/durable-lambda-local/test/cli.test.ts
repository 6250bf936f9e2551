import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const BIN = fileURLToPath(new URL("../bin/durable-lambda-local.js", import.meta.url));
const PLAIN = fileURLToPath(new URL("fixtures/plain.ts", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
mkdirSync(join(folder, "corrupt"));
file("corrupt/executions.db", "no database at all ".repeat(100));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, "--port", "0", ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("The command line", () => {
  test("explains itself", () => {
    expect(run("--help")).toEqual({ status: 0, stdout: expect.stringContaining("--name onboard"), stderr: "" });
  });

  test("says in a sentence of each function why it does not load", () => {
    const functions = [
      `bare=${file("bare.ts", "export const x = 1;")}`,
      `open=${file("open.ts", "export const handler = (;")}`,
      `enum=${file("enum.ts", "enum A { B }")}`,
      `lost=${file("lost.ts", 'import "not-there";')}`,
      `torn=${file("torn.ts", "throw new RangeError(process.env.WHY);")}`,
      `fine=${PLAIN}`,
    ];
    const { status, stderr } = run(...functions, "--env", "WHY=no table");
    expect(status).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringContaining("bare.ts exports no function named handler."),
      expect.stringContaining("open.ts does not load: SyntaxError: Expression expected."),
      expect.stringContaining("does not load: SyntaxError: TypeScript enum is not supported in strip-only mode."),
      expect.stringContaining("does not load: Cannot find package 'not-there' imported from"),
      expect.stringContaining("torn.ts does not load: RangeError: no table."),
    ]);
  });

  test.each([
    [[PLAIN, "--data", join(folder, "corrupt")], "executions.db can't be used: file is not a database."],
    [[PLAIN, "--data", PLAIN], "the folder can't be made: EEXIST"],
    [[PLAIN, "--prot", "1"], "Unknown option '--prot'"],
  ])("says in a sentence what is wrong: %j", (args, sentence) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain("    at ");
  });

  test("says that a port is another program's", async () => {
    const server = createServer();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, "127.0.0.1", resolve);
    await promise;
    const { port } = server.address() as AddressInfo;
    const sentence = `Port ${port} is taken by another program. Stop that one, or choose another port.\n`;
    expect(run(PLAIN, "--port", String(port))).toEqual({ status: 1, stdout: "", stderr: sentence });
    server.close();
  });
});
