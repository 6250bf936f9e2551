import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { publishAndReload } from "../../local/reload.ts";
import { startLambda } from "../../packages/durable-lambda-local/src/service.ts";
import { expectSoon } from "../../testkit/outside.ts";

/** A function of one line in a folder of its own, and what was said of its versions. */
function oneLine() {
  const folder = mkdtempSync(join(tmpdir(), "versions-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const source = join(folder, "code");
  const versions = join(folder, "versions");
  mkdirSync(join(source, "lambda"), { recursive: true });
  let said = "";
  return {
    said: async () => said,
    /** Saves it as editors do: into another file, which then takes the place of the first. */
    save(code: string) {
      writeFileSync(join(folder, "unsaved"), code);
      renameSync(join(folder, "unsaved"), join(source, "lambda/answer.ts"));
    },
    versions: () => readdirSync(versions).filter((name) => name !== "node_modules"),
    isTaken: async (version: number) => existsSync(join(versions, String(version))),
    /** Starts it where what sleeps needs these versions. */
    async start(inUse: string[] = []) {
      const lambda = await startLambda({});
      const reloading = publishAndReload({
        source,
        folder: versions,
        lambda: { ...lambda, inspect: { ...lambda.inspect, versionsInUse: () => inUse } },
        shipped: [{ name: "answer", entry: new URL("file:///lambda/answer.ts"), env: {} }],
        log: (text) => void (said += text),
      });
      let isRunning = true;
      const stop = async () => {
        if (isRunning) {
          isRunning = false;
          await reloading[Symbol.asyncDispose]();
          await lambda.close();
        }
      };
      onTestFinished(stop);
      return { stop, answer: () => lambda.invoke("answer", {}) };
    },
  };
}

const answering = (answer: number) => `export const handler = async () => ${answer};`;

test("each save of a file is another version, however often an editor replaces it", async () => {
  const code = oneLine();
  code.save(answering(1));
  const { answer } = await code.start();
  expect(await answer()).toBe(1);
  for (const version of [2, 3]) {
    code.save(answering(version));
    await expectSoon(code.said).toContain(`new onboardings use version ${version}`);
    expect(await answer()).toBe(version);
  }
});

test("a start removes the versions that nothing needs any more", async () => {
  const code = oneLine();
  for (const [version, inUse] of [[1], [2, ["1"]], [3, ["1"]]] as const) {
    code.save(answering(version));
    const { stop } = await code.start([...(inUse ?? [])]);
    await stop();
  }
  expect(code.versions()).toEqual(["1", "3"]);
  await code.start();
  expect(code.versions()).toEqual(["3"]);
});

test("code that never finishes to load keeps nothing from stopping", async () => {
  const code = oneLine();
  code.save(answering(1));
  const { stop } = await code.start();
  code.save(`for (;;);`);
  await expectSoon(() => code.isTaken(2)).toBe(true);
  await stop();
  expect(code.versions()).toEqual(["1"]);
  expect(await code.said()).toBe("");
});
