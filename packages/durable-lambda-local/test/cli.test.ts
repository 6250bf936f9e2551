import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const BIN = fileURLToPath(new URL("../bin/durable-lambda-local.js", import.meta.url));
const PLAIN = fileURLToPath(new URL("fixtures/plain.ts", import.meta.url));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("The command line", () => {
  test("explains itself", () => {
    expect(run("--help")).toEqual({ status: 0, stdout: expect.stringContaining("--name onboard"), stderr: "" });
  });

  test.each([
    [[], "Name a module that exports a handler."],
    [["nowhere.ts"], "There is no file"],
    [[PLAIN, "--name", "a b"], '"a b" names no function: a name has 1 to 64 letters, digits, hyphens and underscores.'],
    [[PLAIN, "--port", "http"], '--port is "http"; it takes a whole number from 0 to 65535.'],
    [[PLAIN, "--timeout", "901"], '--timeout is "901"; it takes a whole number from 1 to 900.'],
    [[PLAIN, "--execution", "0"], '--execution is "0"; it takes a whole number from 1 to 31622400.'],
    [
      [PLAIN, "--env", "NOT_THERE"],
      "--env NOT_THERE: the shell has no such variable. Give it a value: --env NOT_THERE=VALUE.",
    ],
    [[PLAIN, "--sam"], "--sam runs the functions in SAM's containers. Leave the modules out."],
    [["--sam", "--host", "0.0.0.0"], '--host is "0.0.0.0"; it takes an address of this machine besides 127.0.0.1'],
    [[PLAIN, "--events", "bus"], '--events is "bus"; it takes a URL such as http://127.0.0.1:4566.'],
    [[PLAIN, "--dead-letters", "q"], '--dead-letters is "q"; it takes a URL such as http://127.0.0.1:4566.'],
    [[PLAIN, "--prot", "1"], "Unknown option '--prot'"],
  ])("says in a sentence what is wrong: %j", (args, sentence) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain("    at ");
  });
});
