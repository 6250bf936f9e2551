import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const ROOT = join(PACKAGE, "../..");
const README = readFileSync(join(PACKAGE, "README.md"), "utf8");
const { dependencies } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { dependencies: object };

/** A stranger's folder with the packed package, its dependencies, and the files of its README. Nothing comes from a network. */
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stranger-"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: PACKAGE });
  const installed = Object.keys(dependencies).map((name) => join(ROOT, "node_modules", name)); // npm links folders
  const tarballs = readdirSync(folder).map((name) => `./${name}`);
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const offline = ["--offline", "--no-audit", "--no-fund", "--silent"];
  execFileSync("npm", ["install", ...offline, ...tarballs, ...installed], { cwd: folder });
  mkdirSync(join(folder, "node_modules/@slack"));
  symlinkSync(join(ROOT, "node_modules/@slack/bolt"), join(folder, "node_modules/@slack/bolt"));
  const port = String(await freePort());
  for (const [, name = "", code = ""] of README.matchAll(/```ts\n\/\/ ([\w.]+\.ts)\n(.*?)```/gsu)) {
    writeFileSync(join(folder, name), code.replaceAll("3000", port).replace("port: 3002", "port: 0"));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = createServer().listen(0, "127.0.0.1", resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const run = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", timeout: 50_000 });

describe("The packed package, in an empty folder", () => {
  test("runs the test that its README shows", () => {
    expect(run("--test", "--test-reporter=tap", "app.test.ts")).toMatch(/^# pass 1\n# fail 0$/mu);
  });

  test("serves its page with every script and style sheet that it names", () => {
    const visit = `
      import { startSlack } from "slack-local";
      import { workspace } from "./workspace.ts";
      const slack = await startSlack({ workspace, appUrl: "http://127.0.0.1:9/" });
      const page = await (await fetch(slack.url)).text();
      const assets = [...page.matchAll(/"(\\/assets\\/[^"]+)"/g)].map(([, path]) => path);
      const answers = await Promise.all(assets.map((path) => fetch(slack.url + path)));
      console.log(assets.length > 5, answers.every(({ status }) => status === 200));
      await slack.close();`;
    expect(run("--input-type=module-typescript", "--eval", visit)).toBe("true true\n");
  });

  test("checks blocks", () => {
    const check = `
      import { blockErrors } from "slack-local/block-kit";
      console.log(blockErrors([{ type: "section", text: { type: "mrkdwn", text: "" } }])[0]);`;
    expect(run("--input-type=module", "--eval", check)).toBe(
      "must be more than 0 characters [json-pointer:/blocks/0/text/text]\n",
    );
  });

  test("has types", () => {
    const config = {
      compilerOptions: {
        module: "nodenext",
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        allowImportingTsExtensions: true,
        types: ["node"],
        typeRoots: [join(ROOT, "node_modules/@types")],
      },
      files: ["app.test.ts", "dev.ts", "wrong.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const dev = readFileSync(join(folder, "dev.ts"), "utf8");
    writeFileSync(join(folder, "wrong.ts"), dev.replace('file: "slack.db"', "\n// @ts-expect-error\nfile: 1"));
    expect(run(join(ROOT, "node_modules/typescript/bin/tsc"), "--singleThreaded", "-p", folder)).toBe("");
  });

  test("leaves nothing behind in the repository", () => {
    expect(readdirSync(PACKAGE)).not.toContain("dist");
  });
});
