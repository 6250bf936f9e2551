import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOCAL } from "../../local/address.ts";
import type { Stack } from "../../local/stack.ts";
import { jwtLinks } from "../../src/aws/links.ts";
import type { User } from "../../src/domain/user.ts";
import { pendingUser } from "../../testkit/fakes.ts";
import { mrkdwnIn } from "../../testkit/slack/shown.ts";
import { expectSoon, linksIn, outside } from "../../testkit/outside.ts";
import { startService } from "./start.ts";

let stack: Stack;
let world: ReturnType<typeof outside>;

beforeAll(async () => {
  stack = await startService();
  world = outside(stack);
});
afterAll(() => stack.close());

const someone = (id: string) => ({ user_id: id, email: `${id}@example.com`, name: "Ada Lovelace" });

describe("an onboarding", () => {
  test("is verified by mail", async () => {
    const ada = someone("by-mail");
    const arn = await world.start(ada);
    const link = await world.link(ada.email);

    const shown = await fetch(link);
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain("Verify my address");
    const pressed = await world.pressPage(link);
    expect(pressed.status).toBe(200);
    expect(await pressed.text()).toContain("You are verified");

    await expectSoon(() => world.execution(arn)).toMatchObject({
      status: "SUCCEEDED",
      result: {
        status: "COMPLETED",
        user: { user_id: ada.user_id, status: "ACTIVE" },
        decision: { outcome: "verified", source: "email" },
      },
    });
    expect(await world.status(ada.user_id)).toBe("ACTIVE");
    expect((await world.mails(ada.email)).map((mail) => mail.subject)).toEqual(["Verify your address", "Welcome"]);
    const card = await world.card(ada.email);
    expect(card.buttons).toEqual([]);
    expect(card.text).toContain("is active");
    expect(await (await fetch(link)).text()).toContain("You are already verified");
  });

  test("is started and verified in Slack", async () => {
    const { body } = await stack.slack.command({ user: "U0REQUESTER", text: "in-slack@example.com Grace Hopper" });
    expect(body).toContain("has started");
    const card = await world.pendingCard("in-slack@example.com");
    expect(card.buttons).toEqual(["verify", "reject"]);

    expect(await stack.slack.press({ user: "U0ADMIN", ts: card.ts, actionId: "verify" })).toMatchObject({
      status: 200,
      problem: undefined,
    });
    await expectSoon(async () => (await world.card("in-slack@example.com")).buttons).toEqual([]);
    await expectSoon(async () => (await world.mails("in-slack@example.com")).at(-1)?.subject).toBe("Welcome");
    expect(await world.profile(card.userId)).toMatchObject({
      status: "ACTIVE",
      requested_by: "U0REQUESTER",
      decision: { outcome: "verified", source: "slack", by: "U0ADMIN" },
    });
    const thread = async () =>
      stack.slack
        .messages()
        .filter(({ ts, thread_ts }) => thread_ts === card.ts && ts !== card.ts)
        .map(({ text }) => text);
    await expectSoon(thread).toEqual([
      expect.stringContaining("Verified by <@U0ADMIN> in Slack"),
      expect.stringContaining("The welcome email was sent"),
    ]);
    expect((await world.card("in-slack@example.com")).text).toContain("is active and was welcomed");
    await expectSoon(async () => stack.slack.messages("D0REQUESTER").map(({ text }) => text)).toEqual([
      expect.stringMatching(/You requested access for Grace Hopper.*Verified by <@U0ADMIN>.*\|Open the card>/u),
    ]);
  });

  test("is rejected in Slack, the link tells so, and the user may be onboarded anew", async () => {
    const ada = someone("rejected");
    const arn = await world.start(ada);
    const card = await world.pendingCard(ada.email);
    const link = await world.link(ada.email);
    await stack.slack.press({ user: "U0SECOND", ts: card.ts, actionId: "reject" });

    await expectSoon(() => world.execution(arn)).toMatchObject({
      status: "SUCCEEDED",
      result: { status: "REJECTED", user_id: ada.user_id, decision: { source: "slack", by: "U0SECOND" } },
    });
    const pressed = await world.pressPage(link);
    expect([pressed.status, (await world.mails(ada.email)).length]).toEqual([410, 1]);

    await world.start(ada);
    await expectSoon(() => world.status(ada.user_id)).toBe("PENDING_EMAIL_VERIFICATION");
    const former = await fetch(link);
    expect([former.status, await former.text()]).toEqual([400, expect.stringContaining("not a valid link")]);
  });

  test("survives a scanner that opens every link of the mail, again and again", async () => {
    const ada = someone("scanned");
    await world.start(ada);
    await world.link(ada.email);
    const [mail] = await world.mails(ada.email);
    const links = linksIn(mail);
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) {
      for (const method of ["HEAD", "GET", "GET"]) {
        expect((await fetch(link, { method })).status).toBe(200);
      }
    }
    expect(await world.status(ada.user_id)).toBe("PENDING_EMAIL_VERIFICATION");
  });
});

describe("two at once", () => {
  test("mail and Slack in the same instant: one wins, and the other is told the truth", async () => {
    const truth = {
      email: { status: "ACTIVE", page: [200, "You are verified"], private: "already verified" },
      slack: { status: "REJECTED", page: [410, "turned down"], private: "rejected" },
    };
    for (let round = 0; round < 5; round += 1) {
      const ada = someone(`race-${round}`);
      const arn = await world.start(ada);
      const [card, link] = await Promise.all([world.pendingCard(ada.email), world.link(ada.email)]);
      const before = stack.slack.ephemerals("U0ADMIN").length;

      const [page] = await Promise.all([
        world.pressPage(link),
        stack.slack.press({ user: "U0ADMIN", ts: card.ts, actionId: "reject" }),
      ]);
      await expectSoon(async () => (await world.execution(arn)).status).toBe("SUCCEEDED");
      const winner = await world.decidedBy(ada.user_id);
      const [status, words] = truth[winner].page;
      expect([page.status, await page.text()]).toEqual([status, expect.stringContaining(String(words))]);
      expect(stack.slack.ephemerals("U0ADMIN").slice(before)).toEqual([
        expect.objectContaining({ text: expect.stringContaining(truth[winner].private) }),
      ]);
      expect(await world.status(ada.user_id)).toBe(truth[winner].status);
    }
  });

  test("a doubled /onboard is one onboarding", async () => {
    const text = "doubled@example.com Ada Lovelace";
    await Promise.all([1, 2, 3].map(() => stack.slack.command({ user: "U0ADMIN", text })));
    await world.pendingCard("doubled@example.com");
    await world.link("doubled@example.com");
    const { body } = await stack.slack.command({ user: "U0ADMIN", text });
    expect(body).toContain("has been waiting for a decision");

    expect(await world.cards("doubled@example.com")).toHaveLength(1);
    expect(await world.mails("doubled@example.com")).toHaveLength(1);
  });

  test("a press on both buttons decides once", async () => {
    const ada = someone("both");
    await world.start(ada);
    const { ts } = await world.pendingCard(ada.email);
    await Promise.all([
      stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" }),
      stack.slack.press({ user: "U0SECOND", ts, actionId: "reject" }),
    ]);
    await expectSoon(async () => (await world.card(ada.email)).buttons).toEqual([]);
    expect(["ACTIVE", "REJECTED"]).toContain(await world.status(ada.user_id));
  });
});

describe("bad input", () => {
  test.each([
    ["nobody@ Ada Lovelace", "email"],
    ["ada@example.com", "name"],
    ["please help me", "/onboard"],
  ])("`/onboard %s` is answered with what to mend, and starts nothing", async (text, hint) => {
    const cards = () => stack.slack.messages().filter((message) => !message.thread_ts).length;
    const before = cards();
    const { status, body } = await stack.slack.command({ user: "U0ADMIN", text });
    expect([status, body]).toEqual([200, expect.stringContaining(hint)]);
    expect(cards()).toBe(before);
  });

  test("an input with faults fails its execution under a name, and tells nobody", async () => {
    const arn = await world.start({ user_id: "no good", email: "x", name: "" });
    await expectSoon(() => world.execution(arn)).toMatchObject({ status: "FAILED", error: "InvalidRequest" });
  });

  test("a second start for someone pending or with a taken address fails under a name", async () => {
    const ada = someone("taken");
    await world.start(ada);
    await expectSoon(() => world.status(ada.user_id)).toBe("PENDING_EMAIL_VERIFICATION");
    const again = await world.start(ada);
    const other = await world.start({ ...ada, user_id: "other", email: "TAKEN@example.com" });
    await expectSoon(() => world.execution(again)).toMatchObject({ status: "FAILED", error: "UserAlreadyPending" });
    await expectSoon(() => world.execution(other)).toMatchObject({ status: "FAILED", error: "AddressInUse" });
  });

  test("markup and mentions in a name are shown as they are, everywhere", async () => {
    const name = "<b>Bob</b> <!channel> & Co";
    const bob = { user_id: "bob", email: "bob@example.com", name };
    await world.start(bob);
    const link = await world.link(bob.email);
    const card = await world.pendingCard(bob.email);
    const [mail] = await world.mails(bob.email);

    expect(card.text).not.toMatch(/<!channel|<b>/u);
    expect(mrkdwnIn(card.message.blocks ?? []).join()).not.toContain("Bob");
    expect(card.text).toContain("&lt;b&gt;Bob&lt;/b&gt; &lt;!channel&gt; &amp; Co");
    expect(mail?.body.html).toContain("&lt;b&gt;Bob&lt;/b&gt;");
    expect(mail?.body.html).not.toContain("<b>Bob");
    expect(mail?.body.text).toContain(name);
    expect(await (await fetch(link)).text()).not.toContain("<b>Bob");
  });

  test("a forged token, an outdated one, one for an unknown user and none are the same refusal", async () => {
    const link = await world.link((await started("forged")).email);
    const profile = { ...pendingUser(), userId: "forged", execution: (await world.profile("forged"))?.["execution"] };
    const links = jwtLinks({ secret: async () => LOCAL.linkSecret, now: () => new Date() });
    const signed = (user: User) => links.issue(user);
    const tokens = [
      "",
      "x.y.z",
      `${new URL(link).searchParams.get("token")}x`,
      await signed({ ...profile, expiresAt: "2026-01-01T00:00:00.000Z" }),
      await signed({ ...profile, userId: "nobody" }),
    ];
    for (const token of tokens) {
      for (const init of [{}, { method: "POST", body: new URLSearchParams({ token }) }]) {
        const answer = await fetch(`${stack.urls.service}/verify?token=${token}`, init);
        expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("not a valid link")]);
      }
    }
    expect(await world.status("forged")).toBe("PENDING_EMAIL_VERIFICATION");
  });

  test("an unsigned press changes nothing", async () => {
    await started("unsigned");
    const { message } = await world.pendingCard("unsigned@example.com");
    const payload = { type: "block_actions", user: { id: "U0ADMIN" }, actions: [{ action_id: "verify" }], message };
    const answer = await fetch(`${stack.urls.service}/slack/events`, {
      method: "POST",
      body: new URLSearchParams({ payload: JSON.stringify(payload) }),
    });
    expect(answer.status).toBe(401);
    expect(await world.status("unsigned")).toBe("PENDING_EMAIL_VERIFICATION");
  });
});

async function started(id: string) {
  const user = someone(id);
  await world.start(user);
  return user;
}
