import { expect, test } from "vitest";
import { running } from "./running.ts";
import { CARD, CHANNEL, FORM, section } from "./samples.ts";

/** Counts what open pages are told. */
async function counted() {
  const { slack, web, app } = await running();
  let told = -1; // it looks once at the start
  void slack
    .until(() => {
      told += 1;
    }, 60_000)
    .catch(() => undefined);
  return {
    slack,
    web,
    app,
    /** How often pages are told of a change while this is done. */
    during: async (act: () => Promise<unknown>) => {
      const before = told;
      await act();
      return told - before;
    },
  };
}

test("pages are told of each change once, and not of what changes nothing on them", async () => {
  const { slack, web, app, during } = await counted();
  const user = "U0ADMIN";
  const { ts = "" } = await web.chat.postMessage(CARD);
  const press = () => slack.press({ user, ts, actionId: "verify" });

  expect(await during(() => web.auth.test())).toBe(0);
  expect(await during(() => web.users.info({ user }))).toBe(0);
  expect(await during(() => web.conversations.replies({ channel: CHANNEL, ts }))).toBe(0);
  expect(await during(press)).toBe(0);

  expect(await during(() => web.chat.postMessage(CARD))).toBe(1);
  expect(await during(() => web.chat.postEphemeral({ channel: CHANNEL, user, text: "Only you." }))).toBe(1);
  expect(await during(() => web.chat.update({ channel: CHANNEL, ts, text: "Done." }))).toBe(1);
  expect(await during(() => web.views.publish({ user_id: user, view: { type: "home", blocks: [section("a")] } }))).toBe(
    1,
  );
  expect(await during(() => slack.command({ user, command: "/unknown", text: "" }))).toBe(1);

  app.reply = () => ({ status: 500 });
  expect([await during(press), await during(press)]).toEqual([1, 0]); // the same problem stays
  app.reply = () => ({});
  expect([await during(press), await during(press)]).toEqual([1, 0]);
});

test("pages are told of a modal that opens, shows mistakes and closes", async () => {
  const { slack, web, app, during } = await counted();
  const user = "U0ADMIN";
  const open = async () => {
    await slack.command({ user, text: "" });
    return during(() => web.views.open({ trigger_id: app.received.at(-1)?.form["trigger_id"] ?? "", view: FORM }));
  };
  expect(await open()).toBe(1);
  expect(await during(() => slack.submit({ user, values: { email: "" } }))).toBe(1);
  expect(await during(() => slack.submit({ user, values: { email: "ada@example.com" } }))).toBe(1);
  expect(slack.modal(user)).toBeUndefined();
  expect(await open()).toBe(1);
  expect(await during(() => slack.cancel({ user }))).toBe(1);
});
