import { describe, expect, test } from "vitest";
import { userIdOf } from "../../src/domain/start.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { toldBy } from "../../testkit/told.ts";
import { service } from "./start.ts";

// U0ADMIN and U0SECOND approve; U0REQUESTER may start.
const { stack, world } = await service();

async function typed(text: string, user = "U0REQUESTER"): Promise<string> {
  const before = stack.slack.ephemerals(user).length;
  expect(await stack.slack.command({ user, text })).toMatchObject({ status: 200, problem: undefined });
  const [answer] = stack.slack.ephemerals(user).slice(before);
  return answer?.text ?? "";
}

const thread = (ts: string) =>
  stack.slack
    .messages()
    .filter((message) => message.thread_ts === ts && message.ts !== ts)
    .map(({ text }) => text);

/** An onboarding whose card is in Slack and in its profile, and whose email is out. */
async function waiting(name: string) {
  const email = `${name}@example.com`;
  const userId = userIdOf(email);
  await typed(`${email} Ada Lovelace`);
  const { ts } = await world.linkedCard(email);
  const link = await world.link(email);
  return {
    email,
    userId,
    ts,
    link,
    thread: () => thread(ts),
    /** How many emails with a link have gone out. */
    emails: async () => (await world.mails(email)).length,
    letters: async () => (await world.profile(userId))?.["letters"],
  };
}

const resendFromCard = async (ts: string, userId: string, user: string) => {
  await stack.slack.press({ user, ts, actionId: "more", value: `${userId}#resend` });
  return (await toldBy(stack, user)) ?? "";
};
/** A link that nobody can mend: its signature is backwards. */
const damaged = (link: string) => link.replace(/[^.]+$/u, (signature) => Array.from(signature).toReversed().join(""));
const resendFromPage = async (link: string) => {
  const answer = await fetch(damaged(link), { method: "POST", body: new URLSearchParams({ resend: "1" }) });
  return [answer.status, await answer.text()];
};

/** Asks for another email in all the ways at the same moment. */
async function askEverywhere({ email, userId, ts, link }: Awaited<ReturnType<typeof waiting>>): Promise<string[]> {
  const answers = await Promise.all([
    typed(`resend ${email}`, "U0REQUESTER"),
    typed(`resend ${email}`, "U0SECOND"),
    resendFromCard(ts, userId, "U0ADMIN"),
    resendFromPage(link),
  ]);
  return answers.map(String);
}

describe("/onboard nudge", () => {
  test("asks the approvers again in the thread, once in ten minutes, and for nobody else", async () => {
    const it = await waiting("nudged");
    expect(await typed(`nudge ${it.email}`, "U0OUTSIDER")).toMatch(/^Sorry, you can't/u);
    expect(await typed(`nudge ${it.email}`)).toMatch(/^The approvers are being asked again about Ada Lovelace/u);
    await expectSoon(async () => it.thread()).toEqual([
      expect.stringMatching(/^Robin Requester asks again: Ada Lovelace .* is still waiting for a decision/u),
    ]);
    expect(await typed(`nudge ${it.email}`, "U0ADMIN")).toMatch(
      /^The approvers were last nudged about .*You can nudge them again from <!date/u,
    );
    stack.advance(600);
    expect(await typed(`nudge ${it.userId}`, "U0ADMIN")).toMatch(/^The approvers are being asked again/u);
    await expectSoon(async () => it.thread()).toHaveLength(2);

    await stack.slack.press({ user: "U0SECOND", ts: it.ts, actionId: "verify" });
    await expectSoon(() => world.status(it.userId)).toBe("ACTIVE");
    expect(await typed(`nudge ${it.email}`)).toMatch(/^Nothing was sent: Ada Lovelace .* was already verified/u);
  });
});

describe("a verification email", () => {
  test("is sent again from the card, by command and from a damaged link's page, once a minute and five times in all, however many ask at the same moment", async () => {
    const it = await waiting("resent");
    const page = await (await fetch(damaged(it.link))).text();
    expect(page).toContain("Email me a new link");

    expect(await resendFromCard(it.ts, it.userId, "U0ADMIN")).toMatch(/is being sent again/u);
    await expectSoon(it.emails).toBe(2);
    await expectSoon(async () => it.thread()).toEqual([expect.stringContaining("at the request of Ada Admin")]);

    expect(await typed(`resend ${it.email}`)).toMatch(/was last sent again .*You can send it again from <!date/u);
    expect(await resendFromPage(it.link)).toEqual([429, expect.stringContaining("Please wait a minute")]);

    stack.advance(60);
    expect(await typed(`resend ${it.email}`)).toMatch(/is being sent again/u);
    await expectSoon(it.emails).toBe(3);
    stack.advance(60);
    expect(await resendFromPage(it.link)).toEqual([200, expect.stringContaining("A new email is on its way")]);
    await expectSoon(it.emails).toBe(4);
    await expectSoon(async () => it.thread().at(-1)).toContain("at the request of the new user");

    for (const resends of [4, 5]) {
      stack.advance(60);
      const answers = await askEverywhere(it);
      await expectSoon(it.letters).toMatchObject({ resends });
      await expectSoon(it.emails).toBe(resends + 1);
      const sent = answers.filter((answer) => /is being sent again|A new email is on its way/u.test(answer));
      expect(sent).toHaveLength(1);
      const refused =
        /was last sent again .*You can send it again from|Please wait a minute|Nothing was sent: another request|5 times already|No more emails/u;
      expect(answers.filter((answer) => !sent.includes(answer) && !refused.test(answer))).toEqual([]);
    }
    stack.advance(60);
    for (const answer of await askEverywhere(it)) {
      expect(answer).toMatch(/has been sent again 5 times already|No more emails can be sent/u);
    }

    const links = (await world.mails(it.email)).map(({ body }) => /http\S+token=\S+/u.exec(body.text ?? "")?.[0] ?? "");
    expect(links).toHaveLength(6);
    await world.pressPage(links.at(-1) ?? "");
    await expectSoon(() => world.status(it.userId)).toBe("ACTIVE");
    await expectSoon(it.emails).toBe(7); // the welcome
    expect(await resendFromPage(it.link)).toEqual([400, expect.stringContaining("No email was sent")]);
  });
});

// SES's mailbox simulator decides what becomes of an email, by its address.
const at = (mailbox: string, name: string) => `${mailbox}+${name}@simulator.amazonses.com`;

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
