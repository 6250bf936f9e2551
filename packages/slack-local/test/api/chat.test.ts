import { describe, expect, test } from "vitest";
import { call, running } from "../running.ts";
import { CARD, CHANNEL, section } from "../samples.ts";

describe("chat.postMessage", () => {
  test.each([
    ["no such channel", { ...CARD, channel: "C0NOWHERE" }, "channel_not_found"],
    ["no channel at all", { text: "a" }, "channel_not_found"],
    ["a channel without the app", { ...CARD, channel: "C0GENERAL" }, "not_in_channel"],
    ["neither text nor blocks", { channel: CHANNEL, text: "", blocks: [] }, "no_text"],
    ["text of 40,001 characters", { channel: CHANNEL, text: "x".repeat(40_001) }, "msg_too_long"],
    ["blocks that are no JSON", { channel: CHANNEL, blocks: "[{" }, "invalid_blocks_format"],
    ["blocks that are no list", { channel: CHANNEL, blocks: { type: "divider" } }, "invalid_blocks_format"],
    ["a thread that isn't there", { ...CARD, thread_ts: "1.000001" }, "thread_not_found"],
  ])("refuses %s", async (_, message, error) => {
    const { slack } = await running();
    expect(await call(slack, "chat.postMessage", message)).toEqual({ ok: false, error });
    expect(slack.messages()).toEqual([]);
  });

  test("says what is wrong with blocks, twice, as Slack does", async () => {
    const { slack } = await running();
    expect(await call(slack, "chat.postMessage", { channel: CHANNEL, blocks: [section("")] })).toEqual({
      ok: false,
      error: "invalid_blocks",
      errors: ["must be more than 0 characters [json-pointer:/blocks/0/text/text]"],
      response_metadata: { messages: ["[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"] },
    });
  });

  test("gives blocks and elements the IDs that the app left out", async () => {
    const { web } = await running();
    const { message } = await web.chat.postMessage({ channel: CHANNEL, text: "a", blocks: [section("a")] });
    expect(message?.blocks).toEqual([{ ...section("a"), block_id: expect.stringMatching(/^\w+$/u) }]);
  });

  test("reaches a person by their ID, in the direct messages with the app", async () => {
    const { slack, web } = await running();
    expect(await web.chat.postMessage({ channel: "U0REQUESTER", text: "Welcome." })).toMatchObject({
      channel: "D0REQUESTER",
    });
    expect(slack.messages("D0REQUESTER")).toMatchObject([{ text: "Welcome." }]);
    expect(await web.conversations.open({ users: "U0REQUESTER" })).toMatchObject({ channel: { id: "D0REQUESTER" } });
    await expect(web.conversations.open({ users: "U0NOBODY" })).rejects.toThrow("user_not_found");
  });
});

describe("chat.update", () => {
  test("replaces text and blocks; text without blocks removes them", async () => {
    const { slack, web } = await running();
    const { ts = "" } = await web.chat.postMessage(CARD);
    await web.chat.update({ channel: CHANNEL, ts, text: "Verified.", blocks: [section("*Verified*")] });
    expect(slack.messages()).toMatchObject([{ ts, text: "Verified.", blocks: [section("*Verified*")], edited: {} }]);
    await web.chat.update({ channel: CHANNEL, ts, text: "Done." });
    expect(slack.messages()[0]).not.toHaveProperty("blocks");
  });

  test("refuses a message that isn't there, and content that Slack refuses, and leaves the message as it was", async () => {
    const { slack, web } = await running();
    const { ts = "" } = await web.chat.postMessage(CARD);
    await expect(web.chat.update({ channel: CHANNEL, ts: "1.000001", text: "a" })).rejects.toThrow("message_not_found");
    await expect(web.chat.update({ channel: CHANNEL, ts, text: "a", blocks: [section("")] })).rejects.toThrow(
      "invalid_blocks",
    );
    expect(slack.messages()).toMatchObject([{ text: CARD.text, blocks: CARD.blocks }]);
  });
});

test("chat.postEphemeral shows a message to one person only", async () => {
  const { slack, web } = await running();
  await web.chat.postEphemeral({ channel: CHANNEL, user: "U0ADMIN", text: "Only you." });
  expect(slack.ephemerals("U0ADMIN")).toMatchObject([{ text: "Only you.", channel: CHANNEL }]);
  expect(slack.ephemerals("U0SECOND")).toEqual([]);
  expect(slack.messages()).toEqual([]);
  await expect(web.chat.postEphemeral({ channel: CHANNEL, user: "U0NOBODY", text: "a" })).rejects.toThrow(
    "user_not_in_channel",
  );
});

test("chat.getPermalink leads to the message on the page", async () => {
  const { slack, web } = await running();
  const { ts = "" } = await web.chat.postMessage(CARD);
  const { permalink } = await web.chat.getPermalink({ channel: CHANNEL, message_ts: ts });
  expect(permalink).toBe(`${slack.url}/archives/${CHANNEL}/p${ts.replace(".", "")}`);
  const response = await fetch(permalink ?? "", { redirect: "manual" });
  expect(response.headers.get("location")).toBe(`/?in=${CHANNEL}&from=${ts}#m-${ts}`);
});

describe("chat.scheduleMessage", () => {
  const at = (seconds: number) => ({
    channel: CHANNEL,
    text: "later",
    post_at: Math.floor(Date.now() / 1000) + seconds,
  });

  test("keeps a message until it is taken back, once, and shows it to nobody", async () => {
    const { slack, web } = await running();
    const { scheduled_message_id = "" } = await web.chat.scheduleMessage(at(3_600));
    expect(slack.messages()).toEqual([]);
    const taken = { channel: CHANNEL, scheduled_message_id };
    expect(await call(slack, "chat.deleteScheduledMessage", taken)).toEqual({ ok: true });
    expect(await call(slack, "chat.deleteScheduledMessage", taken)).toMatchObject({
      error: "invalid_scheduled_message_id",
    });
  });

  test.each([
    ["the past", at(-60), "time_in_past"],
    ["more than 120 days", at(121 * 86_400), "time_too_far"],
    ["a channel without the app", { ...at(60), channel: "C0GENERAL" }, "not_in_channel"],
  ])("refuses %s", async (_, message, error) => {
    const { slack } = await running();
    expect(await call(slack, "chat.scheduleMessage", message)).toEqual({ ok: false, error });
  });
});
