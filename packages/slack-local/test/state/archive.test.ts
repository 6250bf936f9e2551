import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LocalSlack, startSlack } from "../../src/slack.ts";
import { clientOf } from "../running.ts";
import { WORKSPACE } from "../workspace.ts";
import { CARD, CHANNEL, section } from "../samples.ts";

let folder: string;
let slack: LocalSlack;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "slack-"));
  slack = await start();
});
afterEach(async () => {
  await slack.close();
  rmSync(folder, { recursive: true });
});

const NOW = Date.parse("2026-11-24T09:00:00Z");
const start = (now = NOW) =>
  startSlack({
    workspace: WORKSPACE,
    appUrl: "http://127.0.0.1:9/", // nobody is there
    file: join(folder, "slack.db"),
    now: () => new Date(now),
  });

async function restart(now = NOW): Promise<void> {
  await slack.close();
  slack = await start(now);
}

test("messages are the same after a restart, in their threads", async () => {
  const web = clientOf(slack);
  const { ts = "" } = await web.chat.postMessage(CARD);
  await web.chat.postMessage({ channel: CHANNEL, text: "Ada asked.", thread_ts: ts });
  await web.chat.update({ channel: CHANNEL, ts, text: "Decided.", blocks: [section("Decided.")] });
  await web.chat.postMessage({ channel: "D0REQUESTER", text: "Only in your direct messages." });
  const before = [slack.messages(), slack.messages("D0REQUESTER")];
  expect(before.flat()).toHaveLength(3);
  await restart();
  expect([slack.messages(), slack.messages("D0REQUESTER")]).toEqual(before);
});

test("a card that changed while someone looked elsewhere can still be pressed as it was", async () => {
  const web = clientOf(slack);
  const { ts = "" } = await web.chat.postMessage(CARD);
  await web.chat.update({ channel: CHANNEL, ts, text: "Decided.", blocks: [section("Decided.")] });
  await restart();
  expect(await slack.press({ user: "U0ADMIN", ts, actionId: "verify" })).toMatchObject({ status: undefined });
});

test("a message that only one person can see stays theirs, until it is removed", async () => {
  await clientOf(slack).chat.postEphemeral({ channel: CHANNEL, user: "U0ADMIN", text: "Too late." });
  await restart();
  expect(slack.ephemerals("U0ADMIN")).toMatchObject([{ text: "Too late.", channel: CHANNEL }]);
  expect(slack.messages()).toEqual([]);
  await fetch(`${slack.url}/actions/dismiss`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user: "U0ADMIN", ts: slack.ephemerals("U0ADMIN")[0]?.ts }),
  });
  await restart();
  expect(slack.ephemerals("U0ADMIN")).toEqual([]);
});

test("a new message's ts is above all former ones, even where the clock has gone back", async () => {
  const { ts: former = "" } = await clientOf(slack).chat.postMessage(CARD);
  await restart(NOW - 3_600_000);
  const { ts = "" } = await clientOf(slack).chat.postMessage(CARD);
  expect(Number(ts)).toBeGreaterThan(Number(former));
});

test("an archive belongs to one stand-in at a time", async () => {
  await expect(start()).rejects.toThrow("is in use by another process");
});
