import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  appTokenFault,
  botTokenFault,
  keepTokens,
  readTokens,
  tokensInEnvironment,
} from "../../../local/slack/tokens.ts";

const APP_TOKEN = "xapp-1-A0-2-secret";
const BOT_TOKEN = "xoxb-1-2-secret";

describe("a token that can't be right gets a sentence", () => {
  test.each([
    ["", "The app token begins with xapp- and has no spaces. Copy it from Basic Information"],
    [BOT_TOKEN, "This is the bot token."],
    ["xapp-", "begins with xapp-"],
    ["xapp-1 2", "has no spaces"],
  ])("app token %j", (text, sentence) => expect(appTokenFault(text)).toContain(sentence));

  test.each([
    [APP_TOKEN, "This is the app token."],
    ["xoxp-1-2-user", "The bot token begins with xoxb-"],
  ])("bot token %j", (text, sentence) => {
    expect(botTokenFault(text)).toContain(sentence);
    expect(botTokenFault(text)).not.toContain(text);
  });

  test("and a good one none", () => {
    expect([appTokenFault(APP_TOKEN), botTokenFault(BOT_TOKEN)]).toEqual([undefined, undefined]);
  });
});

describe("tokens in the environment", () => {
  test("are taken together, with the channel", () => {
    const env = { SLACK_APP_TOKEN: APP_TOKEN, SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_CHANNEL: "C1" };
    expect(tokensInEnvironment(env)).toEqual({ appToken: APP_TOKEN, botToken: BOT_TOKEN, channel: "C1" });
    expect(tokensInEnvironment({})).toBeUndefined();
  });

  test("are named where one is missing or wrong", () => {
    expect(() => tokensInEnvironment({ SLACK_APP_TOKEN: APP_TOKEN })).toThrow("SLACK_BOT_TOKEN: The bot token begins");
    expect(() => tokensInEnvironment({ SLACK_APP_TOKEN: "xoxb-1", SLACK_BOT_TOKEN: "" })).toThrow(
      /^SLACK_APP_TOKEN: .*\nSLACK_BOT_TOKEN: /u,
    );
  });
});

describe("the file that keeps them", () => {
  function file() {
    const folder = mkdtempSync(join(tmpdir(), "tokens-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return join(folder, ".slack-tokens.json");
  }

  test("is for this user's eyes only, even where it was open before", () => {
    const path = file();
    writeFileSync(path, "{}");
    chmodSync(path, 0o644);
    keepTokens(path, { appToken: APP_TOKEN, botToken: BOT_TOKEN, channel: "C1" });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readTokens(path)).toEqual({ appToken: APP_TOKEN, botToken: BOT_TOKEN, channel: "C1" });
  });

  test.each(["", "{", "[]", '{"app_token":"xapp-1"}', '{"app_token":"xapp-1","bot_token":"lost"}'])(
    "holding %j is as none",
    (text) => {
      const path = file();
      writeFileSync(path, text);
      expect(readTokens(path)).toBeUndefined();
    },
  );

  test("is not there at first, and out of git", () => {
    expect(readTokens(file())).toBeUndefined();
    const ignored = readFileSync(".gitignore", "utf8").split("\n");
    expect(ignored).toEqual(expect.arrayContaining([".slack-tokens.json", ".data-slack/"]));
  });
});
