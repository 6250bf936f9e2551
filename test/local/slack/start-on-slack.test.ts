import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startOnSlack } from "../../../local/slack/stack.ts";
import { startSlack } from "../../../packages/slack-local/src/slack.ts";
import { expectSoon } from "../../../testkit/outside.ts";
import { sameWhen } from "../../../testkit/when/when.ts";
import { WORKSPACE } from "../../../local/workspace.ts";

const APP_TOKEN = "xapp-1-A0LOCAL-2-secret";
const BOT_TOKEN = "xoxb-1-2-secret";

/** A workspace that uses Socket Mode, as real as Slack's own clients can tell; nothing is hurried. */
async function workspace() {
  const app = { ...WORKSPACE.app, botToken: BOT_TOKEN, appToken: APP_TOKEN };
  const slack = await startSlack({ workspace: { ...WORKSPACE, app }, timeoutMilliseconds: 60_000 });
  onTestFinished(() => slack.close());
  return slack;
}

/** `npm start -- --slack`, and what it printed. It is stopped when the test ends. */
async function started(env: Record<string, string>) {
  const data = mkdtempSync(join(tmpdir(), "on-slack-"));
  const child = spawn(process.execPath, ["local/start.js", "--slack", "--data", data], {
    env: { ...process.env, ...sameWhen(), PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => void child.once("close", resolve));
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true });
  });
  let printed = "";
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes("The functions' logs follow")) {
        resolve();
      }
    });
  }
  await Promise.race([ready, ended]);
  return { printed: () => printed, ended };
}

test("a command in a real workspace becomes a card, a press a decision, and the welcome arrives here", async () => {
  const slack = await workspace();
  const stack = await started({
    SLACK_API_URL: slack.apiUrl,
    SLACK_APP_TOKEN: APP_TOKEN,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_CHANNEL: "C0APPROVALS",
  });
  expect(stack.printed()).toContain("in Slack as @onboarding of Local workspace, in channel C0APPROVALS");
  const inbox = /Inbox\s+(\S+)\//u.exec(stack.printed())?.[1];

  const typed = await slack.command({ user: "U0ADMIN", text: "ada@example.com Ada Lovelace" });
  expect(typed.problem).toBeUndefined();
  const card = await slack.until(
    () => slack.messages().find(({ blocks }) => blocks?.some(({ type }) => type === "actions")),
    30_000,
  );

  slack.disconnect("refresh_requested"); // as Slack does every few hours
  await slack.until(() => slack.connections() === 0);
  await slack.until(() => slack.connections() === 1, 30_000);

  const pressed = await slack.press({ user: "U0SECOND", ts: card.ts, actionId: "verify" });
  expect(pressed.problem).toBeUndefined();
  await slack.until(() => !JSON.stringify(slack.messages()[0]?.blocks).includes('"actions"'), 30_000);
  await expect
    .poll(async () => JSON.stringify(await (await fetch(`${inbox}/store`)).json()), { timeout: 30_000 })
    .toContain("Welcome");
  expect(stack.printed()).not.toMatch(/xapp-|xoxb-/u);
}, 120_000);

test("a change in src/ connects Slack's app anew, and where Slack can't be reached then, everything still stops", async () => {
  const slack = await workspace();
  const folder = mkdtempSync(join(tmpdir(), "on-slack-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const source = join(folder, "code");
  mkdirSync(join(source, "lambda"), { recursive: true });
  for (const name of readdirSync("src/lambda")) {
    writeFileSync(join(source, "lambda", name), "export const handler = async () => undefined;\n"); // none is invoked
  }
  let said = "";
  const tokens = { appToken: APP_TOKEN, botToken: BOT_TOKEN, apiUrl: slack.apiUrl };
  const stack = await startOnSlack(
    { ...tokens, team: "Local workspace", botName: "onboarding", channel: "C0APPROVALS" },
    { source, data: join(folder, "data"), log: (text) => void (said += text) },
  );
  const change = () => appendFileSync(join(source, "lambda/slack.ts"), "// changed\n");

  const both = slack.until(() => slack.connections() === 2, 30_000);
  change();
  await both;
  await slack.until(() => slack.connections() === 1, 30_000);

  slack.fail("apps.connections.open", { kind: "refused", error: "internal_error" });
  change();
  await expectSoon(async () => said).toContain("no connection to Slack yet");
  await stack.close();
  await slack.until(() => slack.connections() === 0, 30_000); // it hears of the end a moment later
}, 120_000);
