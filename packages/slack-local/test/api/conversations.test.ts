import { describe, expect, test } from "vitest";
import { running } from "../running.ts";
import { CHANNEL } from "../samples.ts";
import { WORKSPACE } from "../workspace.ts";

test("history has the newest first, of replies those that the channel sees too, and says how many there are", async () => {
  const { web } = await running();
  const first = await web.chat.postMessage({ channel: CHANNEL, text: "first" });
  await web.chat.postMessage({ channel: CHANNEL, text: "second" });
  const thread = { channel: CHANNEL, thread_ts: first.ts ?? "" };
  await web.chat.postMessage({ ...thread, text: "reply" });
  await web.chat.postMessage({ ...thread, text: "reply for all", reply_broadcast: true });
  const { messages, has_more } = await web.conversations.history({ channel: CHANNEL });
  expect(messages).toMatchObject([
    { text: "reply for all", subtype: "thread_broadcast", thread_ts: first.ts },
    { text: "second" },
    { text: "first", reply_count: 2, thread_ts: first.ts },
  ]);
  expect(has_more).toBe(false);
});

test("history comes in pages", async () => {
  const { web } = await running();
  for (const text of ["1", "2", "3"]) {
    await web.chat.postMessage({ channel: CHANNEL, text });
  }
  const pages: (string | undefined)[][] = [];
  let cursor = "";
  do {
    const page = await web.conversations.history({ channel: CHANNEL, limit: 2, cursor });
    pages.push((page.messages ?? []).map((message) => message.text));
    cursor = page.response_metadata?.next_cursor ?? "";
  } while (cursor !== "");
  expect(pages).toEqual([["3", "2"], ["1"]]);
});

test("replies has the parent and its thread, oldest first, also when asked for by a reply", async () => {
  const { web } = await running();
  const { ts = "" } = await web.chat.postMessage({ channel: CHANNEL, text: "card" });
  await web.chat.postMessage({ channel: CHANNEL, text: "reminder", thread_ts: ts });
  const last = await web.chat.postMessage({ channel: CHANNEL, text: "verified", thread_ts: ts });
  const thread = [{ text: "card" }, { text: "reminder", thread_ts: ts }, { text: "verified", thread_ts: ts }];
  expect((await web.conversations.replies({ channel: CHANNEL, ts })).messages).toMatchObject(thread);
  expect((await web.conversations.replies({ channel: CHANNEL, ts: last.ts ?? "" })).messages).toMatchObject(thread);
  await expect(web.conversations.replies({ channel: CHANNEL, ts: "1.000001" })).rejects.toThrow("thread_not_found");
});

test("metadata is kept, and handed out only to those who ask", async () => {
  const { web } = await running();
  const metadata = { event_type: "card", event_payload: { request: "1" } };
  await web.chat.postMessage({ channel: CHANNEL, text: "card", metadata });
  const plain = await web.conversations.history({ channel: CHANNEL });
  const all = await web.conversations.history({ channel: CHANNEL, include_all_metadata: true });
  expect(plain.messages?.[0]).not.toHaveProperty("metadata");
  expect(all.messages).toMatchObject([{ metadata }]);
});

test("users.conversations lists the channels that the app is in, with channels:read only", async () => {
  const { slack, web } = await running();
  await expect(web.users.conversations({})).rejects.toThrow("missing_scope");
  slack.grant(["channels:read"]);
  const { channels } = await web.users.conversations({ types: "public_channel,private_channel" });
  expect(channels).toMatchObject([{ id: "C0APPROVALS", name: "user-approvals" }]);
});

describe("conversations.members", () => {
  const GRANTED = ["chat:write", "channels:read"];

  test("names everyone of the workspace and the app, page by page", async () => {
    const { slack, web } = await running();
    slack.grant(GRANTED);
    const first = await web.conversations.members({ channel: CHANNEL, limit: 3 });
    expect(first.members).toEqual(["U0ADMIN", "U0SECOND", "U0REQUESTER"]);
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await web.conversations.members({ channel: CHANNEL, limit: 3, cursor });
    expect(second).toMatchObject({ members: ["U0BOT"], response_metadata: { next_cursor: "" } });
  });

  test("names whom the workspace has in the channel", async () => {
    const [first, ...others] = WORKSPACE.channels;
    const channels = [{ ...first, members: ["U0SECOND"] }, ...others];
    const { slack, web } = await running({ workspace: { ...WORKSPACE, channels } });
    slack.grant(GRANTED);
    expect((await web.conversations.members({ channel: CHANNEL })).members).toEqual(["U0SECOND", "U0BOT"]);
  });

  test("is refused without its scope, for too many at once, and for a channel that isn't there", async () => {
    const { slack, web } = await running();
    await expect(web.conversations.members({ channel: CHANNEL })).rejects.toThrow("missing_scope");
    slack.grant(GRANTED);
    await expect(web.conversations.members({ channel: CHANNEL, limit: 1_000 })).rejects.toThrow("invalid_limit");
    await expect(web.conversations.members({ channel: "C0NONE" })).rejects.toThrow("channel_not_found");
  });
});
