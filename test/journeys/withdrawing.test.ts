import { describe, expect, test } from "vitest";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

const { stack, world } = await service({ fourEyes: true });

async function typed(text: string, user: string): Promise<string> {
  expect(await stack.slack.command({ user, text })).toMatchObject({ status: 200, problem: undefined });
  return told(user);
}

const told = (user: string) => stack.slack.ephemerals(user).at(-1)?.text ?? "";

/** Everything that Slack shows of an onboarding by now: the card, its thread and the direct message to the requester. */
async function shown(email: string, requester: string) {
  const { ts, message } = await world.card(email);
  const thread = stack.slack.messages().filter(({ thread_ts }) => thread_ts === ts);
  const direct = stack.slack.messages(requester.replace("U0", "D0")).filter(({ text }) => text.includes(email));
  return JSON.stringify([message, thread, direct]);
}

describe("under four eyes", () => {
  test("an approver withdraws a typo of their own; nowhere does it read as a rejection", async () => {
    const email = "typo@example.com";
    await typed(`${email} Ada Lovelace`, "U0ADMIN");
    const { ts, userId } = await world.pendingCard(email);
    await stack.slack.press({ user: "U0ADMIN", ts, actionId: "reject" });
    expect(JSON.stringify(stack.slack.modal("U0ADMIN")?.view)).toContain("you requested this onboarding yourself");
    await stack.slack.cancel({ user: "U0ADMIN" });

    await typed(`status ${email}`, "U0ADMIN");
    const answer = stack.slack.ephemerals("U0ADMIN").at(-1);
    await stack.slack.press({ user: "U0ADMIN", ts: answer?.ts ?? "", actionId: "withdraw" });
    expect(told("U0ADMIN")).toBe(`You withdrew Ada Lovelace (${email}). The card will update shortly.`);
    await expectSoon(() => shown(email, "U0ADMIN")).toMatch(/Withdrawn by .*Withdrawn by .*Withdrawn by /u);

    expect(await shown(email, "U0ADMIN")).not.toMatch(/reject/iu);
    expect((await world.card(email)).buttons).toEqual([]);
    expect(await world.profile(userId)).toMatchObject({ status: "CANCELLED", decision: { outcome: "withdrawn" } });
    expect(await typed(`status ${email}`, "U0ADMIN")).toMatch(/was withdrawn\.[^]*Withdrawn by <@U0ADMIN>/u);
    expect(await typed("list", "U0SECOND")).not.toContain(email);
    const pressed = await world.pressPage(await world.link(email));
    expect([pressed.status, await pressed.text()]).toEqual([410, expect.stringContaining("was withdrawn")]);
    await typed(`${email} Ada Lovelace`, "U0ADMIN");
    await world.pendingCard(email);
  });

  test("a withdrawal that comes second is told who decided and how; one that is cancelled reads as that", async () => {
    const email = "second@example.com";
    await typed(`${email} Ada Lovelace`, "U0REQUESTER");
    const { userId } = await world.pendingCard(email);
    expect(await typed(`cancel ${email}`, "U0SECOND")).toContain("You cancelled Ada Lovelace");
    expect(await typed(`withdraw ${email}`, "U0REQUESTER")).toMatch(
      /^Nothing was changed: .* was already cancelled by <@U0SECOND> in Slack|^Someone has just decided/u,
    );
    await expectSoon(() => shown(email, "U0REQUESTER")).toMatch(/Cancelled by .*Cancelled by .*Cancelled by /u);
    expect(await shown(email, "U0REQUESTER")).not.toMatch(/reject/iu);
    expect(await world.profile(userId)).toMatchObject({ status: "CANCELLED", decision: { outcome: "cancelled" } });
  });
});
