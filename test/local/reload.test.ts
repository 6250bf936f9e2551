import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startStack } from "../../local/stack.ts";
import { expectSoon, outside } from "../../testkit/outside.ts";
import { PATIENT } from "../journeys/start.ts";

/** A copy of src/ to change, and a stack that runs it; `start` starts the stack again where it has been stopped. */
function changing() {
  const folder = mkdtempSync(join(tmpdir(), "reload-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const source = join(folder, "code");
  cpSync("src", source, { recursive: true });
  let said = "";
  return {
    said: async () => said,
    edit(file: string, from: string, to: string) {
      const text = readFileSync(join(source, file), "utf8");
      expect(text).toContain(from);
      writeFileSync(join(source, file), text.replaceAll(from, to));
    },
    async start() {
      const stack = await startStack({
        ...PATIENT,
        source,
        data: join(folder, "data"),
        log: (text) => void (said += text),
      });
      let isRunning = true;
      const stop = async () => {
        if (isRunning) {
          isRunning = false;
          await stack.close();
        }
      };
      onTestFinished(stop);
      const world = outside(stack);
      return {
        stop,
        world,
        /** Starts an onboarding and waits until it sleeps with its card posted. */
        async asleep(name: string) {
          const arn = await world.start({ user_id: name, email: `${name}@example.com`, name: "Ada Lovelace" });
          const { ts } = await world.pendingCard(`${name}@example.com`);
          return { arn, ts };
        },
        verify: (ts: string) => stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" }),
        async ended(arn: string) {
          await expectSoon(async () => (await world.execution(arn)).status).not.toBe("RUNNING");
          return world.execution(arn);
        },
      };
    },
  };
}

test("what starts runs the code as it is now, what sleeps keeps its own over a restart, and code that does not load changes nothing", async () => {
  const code = changing();
  const first = await code.start();
  const former = await first.asleep("former");

  code.edit("workflow/onboarding.ts", '"create-user-profile"', '"save-user-profile"'); // which no replay of the former would pass
  code.edit("messages/en.ts", "You are verified", "You are in");
  await expectSoon(code.said).toContain("new onboardings use version 2; sleeping ones keep theirs.");
  const latter = await first.asleep("latter");
  const page = await first.world.pressPage(await first.world.link("latter@example.com"));
  expect(await page.text()).toContain("You are in");
  expect(await first.ended(latter.arn)).toMatchObject({ status: "SUCCEEDED", result: { status: "COMPLETED" } });

  code.edit("slack/card.ts", "export function", "export function function");
  await expectSoon(code.said).toMatch(
    /src\/ does not load: SyntaxError: .* \(src\/slack\/card\.ts:\d+\)\. Version 2 goes on\.\n/u,
  );
  await first.asleep("third");
  code.edit("slack/card.ts", "export function function", "export function");

  await first.stop();
  const second = await code.start();
  await second.verify(former.ts);
  expect(await second.ended(former.arn)).toMatchObject({ status: "SUCCEEDED", result: { status: "COMPLETED" } });
});
