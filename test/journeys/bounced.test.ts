import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Stack } from "../../local/stack.ts";
import { expectSoon, outside } from "../../testkit/outside.ts";
import { startService } from "./start.ts";

// SES's mailbox simulator decides what becomes of an email, by its address.
const at = (mailbox: string, name: string) => `${mailbox}+${name}@simulator.amazonses.com`;

let stack: Stack;
let world: ReturnType<typeof outside>;

beforeAll(async () => {
  stack = await startService();
  world = outside(stack);
});
afterAll(() => stack.close());

const thread = (ts: string) =>
  stack.slack
    .messages()
    .filter((message) => message.thread_ts === ts && message.ts !== ts)
    .map(({ text }) => text);

describe("an email", () => {
  test("that bounces is on the card and in the thread, and the approvers can still decide", async () => {
    const email = at("bounce", "card");
    await world.start({ user_id: "bounced", email, name: "Ada Lovelace" });
    const { ts } = await world.pendingCard(email);
    const says = `The email to ${email} bounced: no such mailbox. Decide here, or start again with another address.`;
    await expectSoon(async () => (await world.card(email)).text).toContain(says);
    await expectSoon(async () => thread(ts)).toEqual([says]);
    await expectSoon(() => world.profile("bounced")).toMatchObject({
      mail: { state: "bounced", reason: "no such mailbox" },
    });
    await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
    await expectSoon(() => world.status("bounced")).toBe("ACTIVE");
    await expectSoon(async () => thread(ts).at(-1)).toContain("The welcome email was sent");
    // It bounces, too: too late to change anything.
    expect(thread(ts).filter((line) => line.includes("bounced"))).toEqual([says]);
  });

  test("that is reported as unwanted is the last one", async () => {
    const email = at("complaint", "card");
    await world.start({ user_id: "complained", email, name: "Ada Lovelace" });
    const { ts } = await world.pendingCard(email);
    await expectSoon(async () => (await world.card(email)).text).toContain("reported the email to");
    await stack.slack.command({ user: "U0ADMIN", text: `resend ${email}` });
    expect(stack.slack.ephemerals("U0ADMIN").at(-1)?.text).toContain("Nothing was sent: the recipient reported");
    await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
    await expectSoon(() => world.status("complained")).toBe("ACTIVE");
    await expectSoon(async () => thread(ts).at(-1)).toContain("The welcome email could not be sent");
    expect(await world.mails(email)).toHaveLength(1);
  });

  test("that is delayed is shown so, and its link still works", async () => {
    const email = at("delay", "card");
    await world.start({ user_id: "delayed", email, name: "Ada Lovelace" });
    await expectSoon(async () => (await world.cards(email)).at(-1)?.text ?? "").toContain(
      "is delayed: the mailbox is full.",
    );
    await world.pressPage(await world.link(email));
    await expectSoon(() => world.status("delayed")).toBe("ACTIVE");
  });
});
