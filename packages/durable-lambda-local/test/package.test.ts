import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const ROOT = join(PACKAGE, "../..");

/** A stranger's folder with the packed package in it; everything else that the README installs comes from this repository. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stranger-"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: PACKAGE });
  const [tarball = ""] = readdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const offline = ["--offline", "--no-audit", "--no-fund", "--legacy-peer-deps", "--silent"];
  execFileSync("npm", ["install", ...offline, tarball], { cwd: folder });
  mkdirSync(join(folder, "node_modules/@aws-sdk"));
  mkdirSync(join(folder, "node_modules/@aws"));
  for (const name of ["@aws-sdk/client-lambda", "@aws/durable-execution-sdk-js"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
  }
  for (const [, name = "", code = ""] of README.matchAll(/```ts\n\/\/ (\w+\.ts)\n([^`]*(?:`[^`]+`[^`]*)*?)```/gu)) {
    writeFileSync(join(folder, name), code);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const README = readFileSync(join(PACKAGE, "README.md"), "utf8");
const running: ChildProcess[] = [];
afterEach(() => running.splice(0).forEach((child) => child.kill("SIGKILL")));

/** Runs the installed command until it says where it is; gives its lines from then on. */
async function started(...args: string[]) {
  const bin = join(folder, "node_modules/.bin/durable-lambda-local");
  const child = spawn(process.execPath, [bin, ...args, "--port", "0"], { cwd: folder });
  running.push(child);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  const [url = ""] = /http:\S+/u.exec(await next()) ?? [];
  return { child, url, next };
}

const run = (script: string, ...args: string[]) =>
  execFileSync(process.execPath, [script, ...args], { cwd: folder, encoding: "utf8" });

describe("The packed package, in an empty folder", () => {
  test("does what its README shows, over a kill", async () => {
    const before = await started("app.ts", "--name", "approval", "--data", ".data");
    const invocation = { method: "POST", headers: { "x-amz-invocation-type": "Event" }, body: '{"name":"Ada"}' };
    await fetch(`${before.url}/2015-03-31/functions/approval:live/invocations`, invocation);
    const [, callbackId = ""] = /^Approve Ada\? Callback (\S+)$/u.exec(await before.next()) ?? [];
    before.child.kill("SIGKILL");
    await once(before.child, "exit");

    const { url, next } = await started("app.ts", "--name", "approval", "--data", ".data");
    const approve = readFileSync(join(folder, "approve.ts"), "utf8");
    writeFileSync(join(folder, "approve.ts"), approve.replace("http://127.0.0.1:3001", url));
    run("approve.ts", callbackId);
    let line = await next();
    while (line.startsWith("Approve Ada?")) {
      line = await next(); // where the kill came before the step's end was written down, it asks again
    }
    expect(line).toBe("Ada: yes");
  });

  test("is embedded as its README shows, on a clock of its own", () => {
    expect(run("later.ts")).toBe("expired\n");
  });

  test("has types", () => {
    const config = {
      compilerOptions: {
        module: "nodenext",
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        types: ["node"],
        typeRoots: [join(ROOT, "node_modules/@types")],
      },
      files: ["later.ts", "wrong.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const later = readFileSync(join(folder, "later.ts"), "utf8");
    writeFileSync(join(folder, "wrong.ts"), later.replace("86_400", '\n// @ts-expect-error\n"a day"'));
    expect(run(join(ROOT, "node_modules/typescript/bin/tsc"), "--singleThreaded", "-p", folder)).toBe("");
  });

  test("leaves nothing behind in the repository", () => {
    expect(readdirSync(PACKAGE)).not.toContain("dist");
  });
});
