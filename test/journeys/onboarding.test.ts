import { describe, expect, test } from "vitest";
import { expectSoon, linksIn } from "../../testkit/outside.ts";
import { toldBy } from "../../testkit/told.ts";
import { service } from "./start.ts";

const { stack, world } = await service();

const someone = (id: string) => ({ user_id: id, email: `${id}@example.com`, name: "Ada Lovelace" });

describe("an onboarding", () => {
  test("is verified by mail, and a later press on its card is told so", async () => {
    const ada = someone("by-mail");
    const arn = await world.start(ada);
    const [pending, link] = await Promise.all([world.pendingCard(ada.email), world.link(ada.email)]);

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

    await stack.slack.press({ user: "U0ADMIN", ts: pending.ts, actionId: "reject" });
    expect(await toldBy(stack, "U0ADMIN")).toContain(
      "Nothing was changed: Ada Lovelace (by-mail@example.com) was already verified by the emailed link",
    );
    expect(await world.decidedBy(ada.user_id)).toBe("email");
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
    await expectSoon(thread).toEqual([expect.stringContaining("Verified by Ada Admin in Slack")]);
    expect((await world.card("in-slack@example.com")).text).toContain("is active.");
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
    for (const [round, first] of (["email", "slack", "slack"] as const).entries()) {
      const ada = someone(`race-${round}`);
      const arn = await world.start(ada);
      const [card, link] = await Promise.all([world.pendingCard(ada.email), world.link(ada.email)]);
      const bySlack = async () => stack.slack.press({ user: "U0ADMIN", ts: card.ts, actionId: "reject" });
      const early = first === "slack" ? bySlack() : undefined;
      const [page] = await Promise.all([world.pressPage(link), early ?? bySlack()]);
      await expectSoon(async () => (await world.execution(arn)).status).toBe("SUCCEEDED");
      const winner = await world.decidedBy(ada.user_id);
      const [status, words] = truth[winner].page;
      expect([page.status, await page.text()]).toEqual([status, expect.stringContaining(String(words))]);
      const told = await toldBy(stack, "U0ADMIN");
      expect(told).toContain(truth[winner].private);
      expect(told).toContain(ada.email);
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
