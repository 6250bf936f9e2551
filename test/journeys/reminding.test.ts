import { describe, expect, test } from "vitest";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

const HOUR = 3_600;

/** A stack for the tests of one `describe`, which reminds after one hour and after two, and then escalates. */
async function escalatingTo(escalateTo: string) {
  const reminders = [HOUR, 2 * HOUR];
  const { stack, world } = await service({ reminders, notify: "S0ADMINS", escalateTo });
  return {
    world,
    /** Lets time pass once the onboarding sleeps. */
    pass: async (seconds: number) => {
      await stack.idle();
      stack.advance(seconds);
      await stack.idle();
    },
    messages: (channel?: string) => stack.slack.messages(channel),
    thread: (ts: string) => stack.slack.messages().filter(({ thread_ts }) => thread_ts === ts),
    press: (user: string, ts: string) => stack.slack.press({ user, ts, actionId: "verify" }),
  };
}

const mentioned = (text: string) => /<(?:@|!subteam\^)\w+>/u.exec(text)?.[0];

describe("an approval that nobody notices", async () => {
  const { world, pass, thread } = await escalatingTo("U0SECOND");

  test("is asked for again twice, and escalated to a person; then it expires", async () => {
    const email = "unnoticed@example.com";
    await world.start({ user_id: "unnoticed", email, name: "Ada Lovelace", requested_by: "U0REQUESTER" });
    const { ts, text } = await world.pendingCard(email);
    expect(text).toMatch(/<!subteam\^S0ADMINS>$/u);
    await pass(HOUR);
    await pass(HOUR);
    await pass(24 * HOUR);
    await expectSoon(() => world.status("unnoticed")).toBe("EXPIRED");

    await expectSoon(async () => thread(ts).at(-1)?.text).toMatch(/^Nobody decided by/u);
    expect(thread(ts).map((line) => [line.text.split(":")[0]?.split(" ")[0], line.subtype])).toEqual([
      ["Reminder", "thread_broadcast"],
      ["Reminder", "thread_broadcast"],
      ["Nobody", "thread_broadcast"],
      ["Nobody", undefined],
    ]);
    expect(thread(ts).map((line) => mentioned(line.text))).toEqual([
      "<!subteam^S0ADMINS>",
      "<!subteam^S0ADMINS>",
      "<@U0SECOND>",
      undefined,
    ]);
    expect((await world.mails(email)).map(({ subject }) => subject)).toHaveLength(2);
  });
});

describe("an approval that is escalated to another channel", async () => {
  const { world, pass, thread, messages, press } = await escalatingTo("C0LEADS");

  test("is asked for there once, with a link to the card, on which an approver then decides", async () => {
    const email = "escalated@example.com";
    await world.start({ user_id: "escalated", email, name: "Ada Lovelace" });
    const { ts } = await world.pendingCard(email);
    await pass(HOUR);
    await pass(HOUR);
    await expectSoon(async () => messages("C0LEADS").length).toBe(1);
    await press("U0ADMIN", ts);
    await expectSoon(() => world.status("escalated")).toBe("ACTIVE");
    const { permalink } = ((await world.profile("escalated")) as { card: { permalink: string } }).card;
    expect(messages("C0LEADS").map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Nobody has decided on Ada Lovelace \(escalated@example\.com\) yet, and the request expires/u,
      ),
    ]);
    expect(messages("C0LEADS")[0]?.text).toContain(`<${permalink}|Open the card>\n<!here>`);
    await expectSoon(async () => thread(ts).at(-1)?.text).toMatch(/^Verified by/u);
    expect(thread(ts).map((line) => line.text.split(/[: ]/u)[0])).toEqual(["Reminder", "Reminder", "Verified"]);
  });
});
