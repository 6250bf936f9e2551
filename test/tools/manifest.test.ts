import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { WORKSPACE } from "../../local/workspace.ts";
import { withUrl } from "../../tools/manifest-with-url.ts";
import { COMMAND } from "../../src/slack/ids.ts";

/** What a method of Slack's Web API takes, as its page says: https://docs.slack.dev/reference/methods */
const SCOPES: Record<string, string | string[] | undefined> = {
  "auth.test": undefined,
  "chat.getPermalink": undefined,
  "chat.postEphemeral": "chat:write",
  "chat.postMessage": "chat:write",
  "chat.update": "chat:write",
  "conversations.members": ["channels:read", "groups:read"], // of a public channel, of a private one
  "conversations.open": "im:write",
  "usergroups.users.list": "usergroups:read",
  "users.info": "users:read",
  "views.open": undefined,
  "views.publish": undefined,
  "views.update": undefined,
};

interface Manifest {
  display_information: { name: string; description: string; long_description: string };
  features: {
    app_home: { home_tab_enabled: boolean; messages_tab_enabled: boolean };
    bot_user: { display_name: string };
    slash_commands: { command: string; url: string; description: string; usage_hint: string }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: {
    interactivity: { is_enabled: boolean; request_url: string };
    event_subscriptions: { request_url: string; bot_events: string[] };
    socket_mode_enabled: boolean;
  };
}

const text = readFileSync("slack-manifest.yml", "utf8");
const { display_information: display, features, oauth_config, settings }: Manifest = parse(text);
const source = globSync("src/**/*.ts")
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");
const found = (pattern: RegExp) =>
  [...new Set([...source.matchAll(pattern)].map((match) => match[1] ?? ""))].toSorted();

/** The Web API's methods in use: every call is written `slack.chat.postMessage(…)`. */
const methods = found(/\bslack\.((?:[a-z]+\.)+[a-zA-Z]+)\(/gu);

describe("slack-manifest.yml", () => {
  test("asks for the scopes of the methods in use and of the command, and for no other", () => {
    expect(methods.filter((method) => !(method in SCOPES))).toEqual([]);
    const needed = new Set(["commands", ...methods.flatMap((method) => SCOPES[method] ?? [])]);
    expect(oauth_config.scopes.bot.toSorted()).toEqual([...needed].toSorted());
    expect(oauth_config.scopes.bot).toEqual(WORKSPACE.app.scopes); // on this machine, too
  });

  test("has each command that is listened to, and no other", () => {
    expect(found(/\.command\(\s*(\S+?),/gu)).toEqual(["COMMAND"]);
    expect(features.slash_commands.map(({ command }) => command)).toEqual([COMMAND]);
    expect(WORKSPACE.app.commands.map(({ name }) => name)).toEqual([COMMAND]); // on this machine, too
  });

  test("subscribes to each event that is listened to, and to no other", () => {
    expect(settings.event_subscriptions.bot_events.toSorted()).toEqual(found(/\.event\(\s*"([a-z_.]+)"/gu));
  });

  test("turns interactivity on, since presses and submissions are listened to", () => {
    expect(found(/\bapp\.(action|view)\(/gu)).toEqual(["action", "view"]);
    expect(settings.interactivity.is_enabled).toBe(true);
  });

  test("has a home tab, since one is published, and a place for direct messages", () => {
    expect(methods).toContain("views.publish");
    expect(features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true });
    expect(settings.socket_mode_enabled).toBe(false);
  });

  test("keeps to Slack's limits", () => {
    // https://docs.slack.dev/reference/app-manifest
    expect(display.name.length).toBeLessThanOrEqual(35);
    expect(display.description.length).toBeLessThanOrEqual(140);
    expect(display.long_description.length).toBeGreaterThanOrEqual(175);
    expect(display.long_description.length).toBeLessThanOrEqual(4_000);
    expect(features.bot_user.display_name).toMatch(/^[\w.-]{1,80}$/u);
    for (const { description, usage_hint } of features.slash_commands) {
      expect([description.length <= 2_000, usage_hint.length <= 1_000]).toEqual([true, true]);
    }
  });

  test("names one request URL, which npm run manifest fills in everywhere", () => {
    const filled = withUrl(text, "https://onboarding.example.org");
    const manifest: Manifest = parse("manifest" in filled ? filled.manifest : "");
    expect([
      ...manifest.features.slash_commands.map(({ url }) => url),
      manifest.settings.interactivity.request_url,
      manifest.settings.event_subscriptions.request_url,
    ]).toEqual(Array.from({ length: 3 }, () => "https://onboarding.example.org/slack/events"));
    expect(JSON.stringify(manifest)).not.toContain("example.com");
  });
});
