import { describe, expect, test } from "vitest";
import type { StackOptions } from "../../local/stack.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { mrkdwnOf, toldBy } from "../../testkit/told.ts";
import { service } from "./start.ts";

const PENDING = "PENDING_EMAIL_VERIFICATION";

/** A stack for the tests of one `describe`, and what people do and see in it. */
async function running(options: StackOptions = {}) {
  const { stack, world } = await service(options);
  return {
    slack: stack.slack,
    world,
    /** Someone whose card is waiting for a decision. */
    waiting: async (id: string, requestedBy?: string) => {
      const email = `${id}@example.com`;
      await world.start({ user_id: id, email, name: "Ada Lovelace", requested_by: requestedBy });
      const { ts } = await world.pendingCard(email);
      return { id, email, ts };
    },
    press: (user: string, { ts }: { ts: string }, actionId: "verify" | "reject") =>
      stack.slack.press({ user, ts, actionId }),
    /** Chooses *Reject with a reason…*, or *Verify with a comment…*, from the card's menu. */
    askForReason: (
      user: string,
      { id, ts }: { id: string; ts: string },
      choice: "verified" | "rejected" = "rejected",
    ) => stack.slack.press({ user, ts, actionId: "more", value: `${id}#${choice}` }),
    /** What someone was told last, in private. */
    told: (user: string) => toldBy(stack, user),
    /** The user is still pending, and the card still has its controls. */
    expectUntouched: async ({ id, email }: { id: string; email: string }) => {
      expect(await world.status(id)).toBe(PENDING);
      expect((await world.card(email)).buttons).toEqual(["verify", "reject"]);
    },
  };
}

describe("with a user group of approvers", async () => {
  const { slack, world, waiting, press, askForReason, told, expectUntouched } = await running();

  test.each(["verify", "reject"] as const)(
    "a requester's %s is refused in private, and changes nothing",
    async (way) => {
      const ada = await waiting(`requester-${way}`, "U0REQUESTER");
      expect(await press("U0REQUESTER", ada, way)).toMatchObject({ status: 200, problem: undefined });
      expect(await told("U0REQUESTER")).toBe(
        "Sorry, you can't decide on new users. Nothing was changed. Only <!subteam^S0ADMINS> can do this.",
      );
      await expectUntouched(ada);
    },
  );

  test("an outsider is refused, and changes nothing", async () => {
    const ada = await waiting("outsider");
    await press("U0OUTSIDER", ada, "verify");
    expect(await told("U0OUTSIDER")).toContain("Only members of the app's own workspace can do this.");
    await askForReason("U0OUTSIDER", ada);
    expect(await told("U0OUTSIDER")).toContain("Only members of the app's own workspace can do this.");
    await expectUntouched(ada);
  });

  test("a rejection with a reason closes the modal, and the card tells it", async () => {
    const ada = await waiting("with-reason");
    expect(await askForReason("U0ADMIN", ada)).toMatchObject({ status: 200, problem: undefined });
    expect(slack.modal("U0ADMIN")?.view).toMatchObject({ title: { text: "Reject with a reason" } });

    const values = { comment: "Not one of us, see <https://example.com|here> & <!channel>" };
    expect(await slack.submit({ user: "U0ADMIN", values })).toMatchObject({ problem: undefined, errors: {} });
    expect(slack.modal("U0ADMIN")).toBeUndefined();
    await expectSoon(async () => (await world.card(ada.email)).buttons).toEqual([]);
    expect(await world.profile(ada.id)).toMatchObject({
      status: "REJECTED",
      decision: { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: values.comment },
    });
    const { text } = (await world.card(ada.email)).message;
    expect(text).toContain("Not one of us");
    expect(text).not.toMatch(/<!channel>|<https/u);
  });

  test("a cancelled modal leaves everything as it was, and the next press decides", async () => {
    const ada = await waiting("cancelled-modal");
    await askForReason("U0ADMIN", ada);
    await slack.cancel({ user: "U0ADMIN" });
    await expectUntouched(ada);
    await press("U0ADMIN", ada, "verify");
    await expectSoon(() => world.status(ada.id)).toBe("ACTIVE");
  });

  test("a token that was replaced meanwhile is fetched anew, unnoticed", async () => {
    const ada = await waiting("new-token");
    slack.fail("views.open", { kind: "refused", error: "invalid_auth", times: 1 });
    expect(await askForReason("U0ADMIN", ada)).toMatchObject({ status: 200, problem: undefined });
    expect(slack.modal("U0ADMIN")).toBeDefined();
    await slack.cancel({ user: "U0ADMIN" });
  });

  test("a requester's reason is refused in the modal, with what was typed kept", async () => {
    const ada = await waiting("refused-reason", "U0REQUESTER");
    await askForReason("U0REQUESTER", ada);
    const answer = await slack.submit({ user: "U0REQUESTER", values: { comment: "I changed my mind" } });
    expect(answer).toMatchObject({ problem: undefined, errors: {} });
    const { blocks = [] } = slack.modal("U0REQUESTER")?.view ?? {};
    expect(mrkdwnOf(blocks)).toContain("Only <!subteam^S0ADMINS> can do this.");
    expect(JSON.stringify(blocks)).toContain('"initial_value":"I changed my mind"');
    await expectUntouched(ada);
    await slack.cancel({ user: "U0REQUESTER" });
  });

  test("a reason for someone decided meanwhile is told so in the modal", async () => {
    const ada = await waiting("late-reason");
    await askForReason("U0SECOND", ada);
    await press("U0ADMIN", ada, "verify");
    await expectSoon(() => world.status(ada.id)).toBe("ACTIVE");
    await slack.submit({ user: "U0SECOND", values: { comment: "Too late" } });
    expect(slack.modal("U0SECOND")?.view).not.toHaveProperty("submit");
    expect(await told("U0SECOND")).toContain("was already verified by <@U0ADMIN> in Slack");
    expect(await world.profile(ada.id)).toMatchObject({ decision: { outcome: "verified", by: "U0ADMIN" } });
  });

  test("two admins at once: one decides, and the other is told who", async () => {
    for (const [first, second] of [
      ["U0ADMIN", "U0SECOND"],
      ["U0SECOND", "U0ADMIN"],
    ] as const) {
      const ada = await waiting(`two-admins-${first}`);
      await Promise.all([press(first, ada, "verify"), press(second, ada, "reject")]);
      await expectSoon(() => world.status(ada.id)).not.toBe(PENDING);
      const { decision } = (await world.profile(ada.id)) as { decision: { by: string; outcome: string } };
      const other = decision.by === "U0ADMIN" ? "U0SECOND" : "U0ADMIN";
      expect(await told(decision.by)).toContain(`You ${decision.outcome} Ada Lovelace (${ada.email}).`);
      expect(await told(other)).toContain(
        `(${ada.email}) was already ${decision.outcome} by <@${decision.by}> in Slack`,
      );
    }
  });

  test("a double tap decides once, and says so", async () => {
    const ada = await waiting("double-tap");
    const before = slack.ephemerals("U0ADMIN").length;
    await Promise.all([press("U0ADMIN", ada, "verify"), press("U0ADMIN", ada, "verify")]);
    expect(await told("U0ADMIN")).toContain("Nothing was changed: Ada Lovelace (double-tap@example.com) was already");
    expect(slack.ephemerals("U0ADMIN").slice(before)).toMatchObject([
      { text: expect.stringContaining("You verified Ada Lovelace (double-tap@example.com).") },
    ]);
  });

  test("an approval with a comment is stored, and shown on the card, in its thread and to the requester", async () => {
    const ada = await waiting("with-comment", "U0REQUESTER");
    await askForReason("U0ADMIN", ada, "verified");
    expect(slack.modal("U0ADMIN")?.view).toMatchObject({ title: { text: "Verify with a comment" } });
    await slack.submit({ user: "U0ADMIN", values: { comment: "Works with us." } });
    await expectSoon(() => world.status(ada.id)).toBe("ACTIVE");
    expect(await world.profile(ada.id)).toMatchObject({
      decision: { outcome: "verified", by: "U0ADMIN", comment: "Works with us." },
    });
    await expectSoon(async () => (await world.card(ada.email)).text).toContain("Comment: Works with us.");
    const line = expect.stringMatching(/^Verified by Ada Admin.*\nComment: Works with us\.$/su);
    await expectSoon(async () =>
      slack
        .messages()
        .filter(({ thread_ts }) => thread_ts === ada.ts)
        .map(({ text }) => text),
    ).toContainEqual(line);
    await expectSoon(async () => slack.messages("D0REQUESTER").at(-1)?.text).toContain("Comment: Works with us.");
  });

  test("a card whose thread has begun is answered in the thread, and a conflict there in a modal", async () => {
    const ada = await waiting("in-thread");
    await world.linkedCard(ada.email);
    await slack.command({ user: "U0ADMIN", text: `nudge ${ada.email}` });
    await expectSoon(async () => slack.messages().filter(({ thread_ts }) => thread_ts === ada.ts).length).toBe(1);
    await slack.press({ user: "U0ADMIN", ts: ada.ts, actionId: "verify", inThread: true });
    expect(slack.ephemerals("U0ADMIN").at(-1)).toMatchObject({
      thread_ts: ada.ts,
      text: expect.stringContaining("You verified Ada Lovelace (in-thread@example.com)."),
    });
    await expectSoon(() => world.status(ada.id)).toBe("ACTIVE");
    await slack.press({ user: "U0SECOND", ts: ada.ts, actionId: "reject", inThread: true });
    expect(await told("U0SECOND")).toContain("was already verified by <@U0ADMIN> in Slack");
  });

  test("a press on the card of an earlier onboarding decides nothing, and tells about the latest", async () => {
    const ada = await waiting("earlier");
    await press("U0ADMIN", ada, "reject");
    await expectSoon(async () => (await world.card(ada.email)).buttons).toEqual([]);
    await world.start({ user_id: ada.id, email: ada.email, name: "Ada Lovelace" });
    await expectSoon(() => world.status(ada.id)).toBe(PENDING);

    await press("U0ADMIN", ada, "verify");
    expect(await told("U0ADMIN")).toContain(
      "this card is about an earlier onboarding. In the latest one, Ada Lovelace (earlier@example.com) is waiting for a decision",
    );
    expect(await world.status(ada.id)).toBe(PENDING);
  });
});

describe("with four eyes, and a Slack that does not always answer", async () => {
  // Most of these wait until the function gives a call up, a third of this.
  const { slack, world, waiting, press, askForReason, told, expectUntouched } = await running({
    slackTimeoutMilliseconds: 9_000,
    fourEyes: true,
  });

  test("a modal that is not opened is reported", async () => {
    const ada = await waiting("no-modal");
    slack.fail("views.open", { kind: "silent" });
    expect(await askForReason("U0ADMIN", ada)).toMatchObject({ status: 200, problem: undefined });
    slack.heal();
    expect(await told("U0ADMIN")).toContain("Nothing was changed; please try again");
    await expectUntouched(ada);
  });

  test.each(["broken", "silent"] as const)(
    "nobody decides while the user group of approvers is %s, and is told why",
    async (kind) => {
      const ada = await waiting(`group-${kind}`);
      slack.fail("usergroups.users.list", { kind });
      expect(await press("U0ADMIN", ada, "verify")).toMatchObject({ status: 200, problem: undefined });
      slack.heal();
      expect(await told("U0ADMIN")).toContain("Slack didn't say who is in <!subteam^S0ADMINS>. Nothing was changed");
      await expectUntouched(ada);
    },
  );

  test("an approver decides as soon as it is told again", async () => {
    const ada = await waiting("group-healed");
    await press("U0ADMIN", ada, "verify");
    await expectSoon(() => world.status(ada.id)).toBe("ACTIVE");
  });

  test("the one who asked can't decide, and another approver can", async () => {
    const ada = await waiting("four-eyes", "U0ADMIN");
    await press("U0ADMIN", ada, "verify");
    expect(await told("U0ADMIN")).toContain("you requested this onboarding yourself");
    await askForReason("U0ADMIN", ada);
    expect(await told("U0ADMIN")).toContain("you requested this onboarding yourself");
    await expectUntouched(ada);

    await press("U0SECOND", ada, "verify");
    await expectSoon(() => world.status(ada.id)).toBe("ACTIVE");
  });
});
