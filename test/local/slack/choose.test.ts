import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { terminal } from "../../../local/slack/ask.ts";
import { chooseSlack } from "../../../local/slack/choose.ts";
import { readTokens } from "../../../local/slack/tokens.ts";
import { WORKSPACE } from "../../../local/workspace.ts";
import { startSlack } from "../../../packages/slack-local/src/slack.ts";

const APP_TOKEN = "xapp-1-A0LOCAL-2-secret";
const BOT_TOKEN = "xoxb-1-2-secret";
const TOKENS = { SLACK_APP_TOKEN: APP_TOKEN, SLACK_BOT_TOKEN: BOT_TOKEN };

type Overrides = { channels?: { id: string; name: string; appIsMember?: boolean }[]; appTokenScopes?: string[] };

/** A workspace, and choosing it with these variables; `answers` are typed in turn, if anybody is at the terminal. */
async function choosing({
  channels = WORKSPACE.channels.filter(({ id }) => id !== "C0LEADS"),
  appTokenScopes = ["connections:write"],
}: Overrides = {}) {
  const app = { ...WORKSPACE.app, botToken: BOT_TOKEN, appToken: APP_TOKEN, appTokenScopes };
  const slack = await startSlack({ workspace: { ...WORKSPACE, channels, app } });
  const folder = mkdtempSync(join(tmpdir(), "choose-"));
  onTestFinished(async () => {
    await slack.close();
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, "tokens.json");
  const choose = async (env: Record<string, string>, answers?: string[]) => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = new PassThrough();
    let shown = "";
    output.on("data", (chunk: Buffer) => {
      shown += chunk.toString();
      if (shown.endsWith(": ") || shown.endsWith(". ")) {
        shown += "\n"; // a question, which is answered once
        const answer = answers?.shift();
        if (answer !== undefined) {
          setImmediate(() => input.write(`${answer}\r`)); // a person answers what was asked
        }
      }
    });
    const say = (text: string) => void output.write(`${text}\n`);
    const person = answers ? terminal(input, output) : undefined;
    const chosen = await chooseSlack({
      env: { SLACK_API_URL: slack.apiUrl, ...env },
      file,
      terminal: person,
      say,
    }).catch((error: Error) => `${error.name}: ${error.message}`);
    return { chosen, shown };
  };
  return { slack, file, choose };
}

describe("what Slack refuses gets a sentence", () => {
  test.each([
    [
      "another bot token",
      { SLACK_BOT_TOKEN: "xoxb-other" },
      "Slack refuses the bot token (invalid_auth). Copy it anew from OAuth & Permissions",
    ],
    [
      "another app token",
      { SLACK_APP_TOKEN: "xapp-other" },
      "Slack refuses the app token (invalid_auth). Copy it anew from Basic Information",
    ],
    [
      "a channel that the app is not in",
      { SLACK_CHANNEL: "C0GENERAL" },
      "The app is not in that channel. Type /invite @Onboarding there",
    ],
    [
      "a channel that is not there",
      { SLACK_CHANNEL: "C0NOWHERE" },
      "Slack knows no such channel, or the app is not in it.",
    ],
    ["Slack out of reach", { SLACK_API_URL: "http://127.0.0.1:9/api/" }, "Slack can't be reached ("],
  ])("%s", async (_, env, sentence) => {
    const { choose } = await choosing();
    const { chosen } = await choose({ ...TOKENS, SLACK_CHANNEL: "C0APPROVALS", ...env });
    expect(chosen).toContain(`SlackProblem: ${sentence}`);
    expect(chosen).not.toMatch(/secret|xoxb-other|xapp-other/u);
  });

  test("missing scopes, of the app and of the app token", async () => {
    const { slack, choose } = await choosing({ appTokenScopes: ["authorizations:read"] });
    expect((await choose(TOKENS)).chosen).toContain("The app token lacks the scope connections:write.");
    slack.grant(["channels:read"]);
    expect((await choose(TOKENS)).chosen).toContain(
      "The app in Local workspace lacks chat:write and commands. Paste what",
    );
  });

  test("nobody at the terminal", async () => {
    const { slack, choose } = await choosing();
    slack.grant(WORKSPACE.app.scopes.filter((scope) => !/^(?:channels|groups):/u.test(scope)));
    expect((await choose({})).chosen).toContain("There is no terminal to ask for the tokens.");
    expect((await choose(TOKENS)).chosen).toContain(
      "Which channel do the approvers use? Set SLACK_CHANNEL to its ID (C…).",
    );
    slack.grant(WORKSPACE.app.scopes);
    expect((await choose(TOKENS)).chosen).toMatchObject({ channel: "C0APPROVALS" }); // the only one
  });
});

describe("at a terminal", () => {
  test("tokens are asked for, not shown, asked for again where they can't be right, and kept", async () => {
    const { choose, file } = await choosing();
    const { chosen, shown } = await choose({}, [BOT_TOKEN, APP_TOKEN, BOT_TOKEN, "C0APPROVALS"]);
    expect(chosen).toMatchObject({ team: "Local workspace", botName: "onboarding", channel: "C0APPROVALS" });
    expect(shown).toContain("This is the bot token.");
    expect(shown).not.toContain("secret");
    expect(readTokens(file)).toEqual({ appToken: APP_TOKEN, botToken: BOT_TOKEN, channel: "C0APPROVALS" });
    expect((await choose({})).chosen).toMatchObject({ channel: "C0APPROVALS" }); // the next start asks nothing
  });

  test("tokens that are pasted at once answer one question each", async () => {
    const { choose } = await choosing();
    const { chosen, shown } = await choose({}, [`${APP_TOKEN}\r${BOT_TOKEN}`, "C0APPROVALS"]);
    expect(chosen).toMatchObject({ channel: "C0APPROVALS" });
    expect(shown).not.toContain("secret");
  });

  test("tokens that were kept and are refused now are asked for anew", async () => {
    const first = await choosing();
    await first.choose({}, [APP_TOKEN, BOT_TOKEN, "C0APPROVALS"]);
    first.slack.fail("auth.test", { kind: "refused", error: "token_revoked", times: 1 });
    const { chosen, shown } = await first.choose({}, [APP_TOKEN, BOT_TOKEN, "C0APPROVALS"]);
    expect(shown).toContain("Slack refuses the bot token (token_revoked).");
    expect(chosen).toMatchObject({ channel: "C0APPROVALS" });
  });

  test("the channel is chosen among those that the app is in", async () => {
    const channels = [
      { id: "C0ONE", name: "one" },
      { id: "C0TWO", name: "two" },
    ];
    const { slack, choose } = await choosing({ channels });
    slack.grant([...WORKSPACE.app.scopes, "channels:read"]);
    const { chosen, shown } = await choose(TOKENS, ["7", "2"]);
    expect(chosen).toMatchObject({ channel: "C0TWO" });
    expect(shown).toContain("  1  #one\n  2  #two\n");
  });

  test("an app that is in no channel has to be invited", async () => {
    const { slack, choose } = await choosing({ channels: [{ id: "C0ONE", name: "one", appIsMember: false }] });
    slack.grant([...WORKSPACE.app.scopes, "channels:read"]);
    const { chosen, shown } = await choose(TOKENS, ["", "\u0003"]);
    expect(shown).toContain("type /invite @Onboarding in the approvers' channel, then press Enter here.");
    expect(chosen).toContain("Stopped. Nothing was kept.");
  });
});
