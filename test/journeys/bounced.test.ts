import { describe, expect, test } from "vitest";
import { userIdOf } from "../../src/domain/start.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

// SES's mailbox simulator decides what becomes of an email, by its address.
const at = (mailbox: string, name: string) => `${mailbox}+${name}@simulator.amazonses.com`;

const { stack, world } = await service();

const thread = (ts: string) =>
  stack.slack
    .messages()
    .filter((message) => message.thread_ts === ts && message.ts !== ts)
    .map(({ text }) => text);

describe("an email", () => {
  test("that bounces is on the card and in the thread, and the approvers can still decide", async () => {
    const email = at("bounce", "card");
    const execution = await world.start({ user_id: "bounced", email, name: "Ada Lovelace" });
    const { ts } = await world.pendingCard(email);
    const says = `The email to ${email} bounced: no such mailbox. Decide here, or start again with another address.`;
    await expectSoon(async () => (await world.card(email)).text).toContain(says);
    await expectSoon(async () => thread(ts)).toEqual([says]);
    await expectSoon(() => world.profile("bounced")).toMatchObject({
      mail: { state: "bounced", reason: "no such mailbox" },
    });
    await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
    await expectSoon(() => world.status("bounced")).toBe("ACTIVE");
    await expectSoon(async () => (await world.execution(execution)).status).toBe("SUCCEEDED");
    // The welcome email bounces, too: too late to change anything.
    expect(await world.mails(email)).toHaveLength(2);
    expect(thread(ts).filter((line) => line.includes("bounced"))).toEqual([says]);
  });

  test("that bounces lets its requester start again with another address, which withdraws the first one", async () => {
    const email = at("bounce", "again");
    await stack.slack.command({ user: "U0REQUESTER", text: `${email} Ada Lovelace` });
    const { ts, userId } = await world.pendingCard(email);
    await expectSoon(async () => (await world.card(email)).buttons).toEqual(["verify", "reject", "again"]);

    await stack.slack.press({ user: "U0REQUESTER", ts, actionId: "again" });
    const corrected = "ada.again@example.com";
    const values = { email: corrected, name: "Ada Lovelace" };
    expect(await stack.slack.submit({ user: "U0REQUESTER", values })).toMatchObject({ errors: {}, problem: undefined });
    const { view } = stack.slack.modal("U0REQUESTER") ?? {};
    expect(JSON.stringify(view?.blocks)).toContain("was ended");

    await expectSoon(() => world.profile(userId)).toMatchObject({
      status: "CANCELLED",
      decision: { outcome: "withdrawn", by: "U0REQUESTER", comment: `Started again as ${corrected}.` },
    });
    await expectSoon(async () => thread(ts).at(-1)).toContain(`Started again as ${corrected}.`);
    expect((await world.card(email)).buttons).toEqual([]);
    await world.pressPage(await world.link(corrected));
    await expectSoon(() => world.status(userIdOf(corrected))).toBe("ACTIVE");
  });

  test("that is reported as unwanted is the last one", async () => {
    const email = at("complaint", "card");
    const execution = await world.start({ user_id: "complained", email, name: "Ada Lovelace" });
    const { ts } = await world.pendingCard(email);
    await expectSoon(async () => (await world.card(email)).text).toContain("reported the email to");
    await stack.slack.command({ user: "U0ADMIN", text: `resend ${email}` });
    expect(stack.slack.ephemerals("U0ADMIN").at(-1)?.text).toContain("Nothing was sent: the recipient reported");
    await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
    await expectSoon(() => world.status("complained")).toBe("ACTIVE");
    await expectSoon(async () => (await world.execution(execution)).status).toBe("SUCCEEDED");
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
