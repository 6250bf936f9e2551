import { expect, test } from "vitest";
import { Impossible } from "../../src/live-page/action.ts";
import { running } from "../running.ts";
import { button, CARD, CHANNEL, menu, plain, section } from "../samples.ts";

test("a press arrives as Slack's block_actions", async () => {
  const { slack, web, app } = await running();
  const { ts = "" } = await web.chat.postMessage(CARD);
  const answer = await slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
  expect(answer).toMatchObject({ status: 200, problem: undefined });
  expect(app.received[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  expect(app.received[0]?.payload).toEqual({
    type: "block_actions",
    user: { id: "U0ADMIN", username: "ada", name: "ada", team_id: "T0LOCAL" },
    api_app_id: "A0LOCAL",
    token: expect.any(String),
    container: { type: "message", message_ts: ts, channel_id: CHANNEL, is_ephemeral: false },
    trigger_id: expect.any(String),
    team: { id: "T0LOCAL", domain: "local" },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: CHANNEL, name: "user-approvals" },
    message: expect.objectContaining({ type: "message", ts, text: CARD.text, bot_id: "B0LOCAL", user: "U0BOT" }),
    state: { values: {} },
    response_url: expect.stringContaining(slack.url),
    actions: [
      {
        action_id: "verify",
        block_id: "controls",
        text: { ...plain("verify"), emoji: true },
        value: "u-ada",
        style: "primary",
        type: "button",
        action_ts: expect.stringMatching(/^\d+\.\d{6}$/u),
      },
    ],
  });
  expect(app.received[0]?.payload).toMatchObject({ message: { blocks: CARD.blocks } });
});

test("an option of an overflow menu arrives as selected_option", async () => {
  const { slack, web, app } = await running();
  const blocks = [{ ...section("a"), accessory: menu("more", "reject:u-ada", "show:u-ada") }];
  const { ts = "" } = await web.chat.postMessage({ channel: CHANNEL, text: "a", blocks });
  await slack.press({ user: "U0ADMIN", ts, actionId: "more", value: "show:u-ada" });
  expect(app.received[0]?.payload?.actions).toMatchObject([
    { type: "overflow", selected_option: { text: plain("Choose show:u-ada"), value: "show:u-ada" } },
  ]);
});

test("among several controls of one action ID, the value or the block tells which", async () => {
  const { slack, web, app } = await running();
  const row = (id: string) => ({ ...section(id), block_id: id, accessory: button("open", { value: id }) });
  const { ts = "" } = await web.chat.postMessage({ channel: CHANNEL, text: "a", blocks: [row("one"), row("two")] });
  await slack.press({ user: "U0ADMIN", ts, actionId: "open", value: "two" });
  await slack.press({ user: "U0ADMIN", ts, actionId: "open", blockId: "two" });
  expect(app.received.map(({ payload }) => payload?.actions?.[0]?.block_id)).toEqual(["two", "two"]);
});

test("a person of another team presses under their own", async () => {
  const { slack, web, app } = await running();
  const { ts = "" } = await web.chat.postMessage(CARD);
  await slack.press({ user: "U0OUTSIDER", ts, actionId: "verify" });
  expect(app.received[0]?.payload).toMatchObject({
    user: { id: "U0OUTSIDER", team_id: "T0OTHER" },
    team: { id: "T0OTHER" },
  });
});

test("a control that a card has no more can still be pressed by someone whose screen has it", async () => {
  const { slack, web, app } = await running();
  const { ts = "" } = await web.chat.postMessage(CARD);
  await web.chat.update({ channel: CHANNEL, ts, text: "Decided.", blocks: [section("Decided.")] });
  await web.chat.update({ channel: CHANNEL, ts, text: "Decided.", blocks: [section("Decided, and welcomed.")] });
  await slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
  expect(app.received[0]?.payload).toMatchObject({ actions: [{ value: "u-ada" }], message: { text: "Decided." } });
});

test("a control on a private answer is pressed by the one who sees it, and the message is not told", async () => {
  const { slack, web, app } = await running();
  await web.chat.postEphemeral({ ...CARD, user: "U0ADMIN" });
  const ts = slack.ephemerals("U0ADMIN")[0]?.ts ?? "";
  await slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
  expect(app.received[0]?.payload).toMatchObject({ container: { is_ephemeral: true, message_ts: ts } });
  expect(app.received[0]?.payload).not.toHaveProperty("message");
  await expect(slack.press({ user: "U0SECOND", ts, actionId: "verify" })).rejects.toThrow(Impossible);
});

test("a control in the home tab arrives with the view and without a message", async () => {
  const { slack, web, app } = await running();
  await web.views.publish({
    user_id: "U0ADMIN",
    view: { type: "home", blocks: [{ type: "actions", elements: [button("start")] }] },
  });
  const viewId = slack.home("U0ADMIN")?.id ?? "";
  await slack.press({ user: "U0ADMIN", viewId, actionId: "start" });
  const payload = app.received[0]?.payload;
  expect(payload).toMatchObject({ container: { type: "view", view_id: viewId }, view: { id: viewId, type: "home" } });
  expect(payload).not.toHaveProperty("message");
  expect(payload).not.toHaveProperty("response_url");
});

test("nobody presses what isn't there", async () => {
  const { slack, web, app } = await running();
  const { ts = "" } = await web.chat.postMessage(CARD);
  await expect(slack.press({ user: "U0ADMIN", ts: "1.000001", actionId: "verify" })).rejects.toThrow(
    "There is no such message.",
  );
  await expect(slack.press({ user: "U0ADMIN", ts, actionId: "explode" })).rejects.toThrow(
    "There is no control explode",
  );
  await expect(slack.press({ user: "U0NOBODY", ts, actionId: "verify" })).rejects.toThrow(
    "Nobody here has the ID U0NOBODY.",
  );
  expect(app.received).toEqual([]);
});
