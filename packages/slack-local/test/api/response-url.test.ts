import { expect, test } from "vitest";
import { running } from "../running.ts";
import { CARD, section } from "../samples.ts";

/** A press on a card; gives a way to answer through its response_url. */
async function pressed() {
  let time = Date.parse("2026-11-24T09:00:00Z");
  const { slack, web, app } = await running({ now: () => new Date(time) });
  const { ts = "" } = await web.chat.postMessage(CARD);
  await slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
  const url = app.received[0]?.payload?.response_url ?? "";
  const respond = async (answer: object) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(answer),
    });
    return [response.status, await response.text()];
  };
  return { slack, respond, pass: (milliseconds: number) => void (time += milliseconds) };
}

test("an answer is private unless it says otherwise", async () => {
  const { slack, respond } = await pressed();
  expect(await respond({ text: "Only you." })).toEqual([200, "ok"]);
  expect(await respond({ text: "Everyone.", response_type: "in_channel" })).toEqual([200, "ok"]);
  expect(slack.ephemerals("U0ADMIN")).toMatchObject([{ text: "Only you." }]);
  expect(slack.messages()).toMatchObject([{ text: CARD.text }, { text: "Everyone." }]);
});

test("an answer can replace the pressed message, or delete it", async () => {
  const { slack, respond } = await pressed();
  await respond({ text: "Decided.", blocks: [section("Decided.")], replace_original: true });
  expect(slack.messages()).toMatchObject([{ text: "Decided.", blocks: [section("Decided.")] }]);
  await respond({ delete_original: true });
  expect(slack.messages()).toEqual([]);
  expect(await respond({ delete_original: true })).toEqual([400, "message_not_found"]);
});

test("it takes five answers", async () => {
  const { slack, respond } = await pressed();
  for (const text of ["1", "2", "3", "4", "5"]) {
    expect(await respond({ text })).toEqual([200, "ok"]);
  }
  expect(await respond({ text: "6" })).toEqual([404, JSON.stringify({ ok: false, error: "used_url" })]);
  expect(slack.ephemerals("U0ADMIN")).toHaveLength(5);
});

test("it lives 30 minutes", async () => {
  const { respond, pass } = await pressed();
  pass(30 * 60_000);
  expect(await respond({ text: "in time" })).toEqual([200, "ok"]);
  pass(1);
  expect(await respond({ text: "late" })).toEqual([404, JSON.stringify({ ok: false, error: "expired_url" })]);
});

test("what Slack cannot show is refused", async () => {
  const { slack, respond } = await pressed();
  expect(await respond({})).toEqual([400, "no_text"]);
  expect(await respond({ blocks: [section("")] })).toEqual([400, "invalid_blocks"]);
  expect(await respond({ text: "a", response_type: "loud" })).toEqual([400, "invalid_payload"]);
  expect(slack.ephemerals("U0ADMIN")).toEqual([]);
});

test("it can be made to fail", async () => {
  const { slack, respond } = await pressed();
  slack.fail("response_url", { kind: "broken", times: 1 });
  expect(await respond({ text: "a" })).toEqual([500, "Internal Server Error"]);
});
