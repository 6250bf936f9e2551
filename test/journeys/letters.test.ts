import { describe, expect, test } from "vitest";
import { userIdOf } from "../../src/domain/start.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { toldBy } from "../../testkit/told.ts";
import { service } from "./start.ts";

// U0ADMIN and U0SECOND approve; U0REQUESTER may start, and asked for each of these.
const { stack, world } = await service();

async function typed(text: string, user = "U0REQUESTER"): Promise<string> {
  const before = stack.slack.ephemerals(user).length;
  expect(await stack.slack.command({ user, text })).toMatchObject({ status: 200, problem: undefined });
  const [answer] = stack.slack.ephemerals(user).slice(before);
  return answer?.text ?? "";
}

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
    thread: () =>
      stack.slack
        .messages()
        .filter((message) => message.thread_ts === ts && message.ts !== ts)
        .map(({ text }) => text),
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
