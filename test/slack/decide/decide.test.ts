import { describe, expect, test } from "vitest";
import type { Outcome } from "../../../src/domain/ports.ts";
import type { User } from "../../../src/domain/user.ts";
import { cancel } from "../../../src/slack/commands.ts";
import { decideInSlack, type SlackDecision } from "../../../src/slack/decide.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { ample, memoryUsers, NOW, pendingUser } from "../../../testkit/fakes.ts";
import { actor, groupAccess } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { memoryExecutions, memoryGroups } from "../../../testkit/slack/fakes.ts";

const ADA = "Ada Lovelace (ada@example.com)";
const AT = "<!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026, 09:00 UTC>";
const UNTIL = "<!date^1795597200^{date_short_pretty} at {time}|25 Nov 2026, 09:00 UTC>";
const at = NOW.toISOString();

interface World {
  profile?: Partial<User> | undefined;
  access?: ReturnType<typeof groupAccess>;
  outcome?: Outcome;
}

/** A world with Ada's profile, none where it is undefined; `looks` counts how often it was read. */
function world({ profile, access = groupAccess(), outcome }: World) {
  const users = memoryUsers();
  if (profile) {
    users.all.set("u-ada", pendingUser(profile));
  }
  const seen = { looks: 0 };
  const find = (userId: string) => {
    seen.looks += 1;
    return users.find(userId);
  };
  return { ...fakeDeps({ access, executions: memoryExecutions(outcome), users: { ...users, find } }), seen };
}

async function decided(ports: ReturnType<typeof world>, decision: Partial<SlackDecision> = {}) {
  const ada = { actor: actor("U0ADMIN"), userId: "u-ada", onboardingId: "1111", outcome: "verified" } as const;
  const { kind, answer } = await decideInSlack(ports, { ...ada, ...decision }, ample());
  return { kind, text: contentOf(answer).text };
}

describe("an approver's decision", () => {
  test.each(["verified", "rejected"] as const)("is delivered in their name, and confirmed: %s", async (outcome) => {
    const ports = world({ profile: {} });
    expect(await decided(ports, { outcome })).toEqual({
      kind: "done",
      text: `You ${outcome} ${ADA}. The card will update shortly.`,
    });
    expect([...ports.decisions.delivered.values()]).toEqual([{ outcome, source: "slack", by: "U0ADMIN", at }]);
  });

  test("carries a reason as it was typed", async () => {
    const ports = world({ profile: {} });
    await decided(ports, { outcome: "rejected", comment: "Not <one> of us" });
    expect([...ports.decisions.delivered.values()]).toMatchObject([{ comment: "Not <one> of us" }]);
  });

  test("pings nobody", async () => {
    expect((await decided(world({ profile: { name: "<!channel>" } }))).text).toContain("&lt;!channel&gt;");
  });
});

describe("a decision that changes nothing is told what is true", () => {
  test.each<[string, Partial<User>, string]>([
    [
      "someone was first in Slack",
      { status: "REJECTED", decision: { outcome: "rejected", source: "slack", by: "U0SECOND", at } },
      `Nothing was changed: ${ADA} was already rejected by <@U0SECOND> in Slack, ${AT}.`,
    ],
    [
      "the emailed link was first",
      { status: "ACTIVE", decision: { outcome: "verified", source: "email", at } },
      `Nothing was changed: ${ADA} was already verified by the emailed link, ${AT}.`,
    ],
    [
      "the time is over",
      { status: "EXPIRED", expiresAt: at },
      `Nothing was changed: nobody decided on ${ADA} by ${AT}. A new onboarding can be started with /onboard.`,
    ],
    [
      "it ended before a decision took effect",
      { status: "FAILED" },
      `Nothing was changed: the onboarding of ${ADA} ended before a decision took effect. A new one can be started with /onboard.`,
    ],
  ])("%s", async (_, profile, text) => {
    const ports = world({ profile });
    expect(await decided(ports)).toEqual({ kind: "late", text });
    expect(ports.decisions.delivered.size).toBe(0);
  });

  test("a double tap, before the workflow has written the first", async () => {
    const ports = world({ profile: {} });
    await decided(ports);
    expect(await decided(ports, { actor: actor("U0SECOND"), outcome: "rejected" })).toEqual({
      kind: "late",
      text: `Someone has just decided on ${ADA}. The card will show the outcome.`,
    });
    expect([...ports.decisions.delivered.values()]).toMatchObject([{ by: "U0ADMIN", outcome: "verified" }]);
  });
});

test("a decision on an execution that was stopped is told so, and that nobody decided", async () => {
  const ports = world({ profile: {}, outcome: "stopped" });
  await decided(ports);
  expect(await decided(ports)).toEqual({
    kind: "late",
    text: `Nothing was changed: the onboarding of ${ADA} ended before a decision took effect and is being closed. A new one can be started with /onboard in a few minutes.`,
  });
});

describe("a card of an earlier onboarding", () => {
  const EARLIER = "Nothing was changed: this card is about an earlier onboarding. In the latest one,";
  const later = { execution: "arn:…/durable-execution/ada/2222" };
  const card = { channel: "C0APPROVALS", ts: "1.2", permalink: "https://local.slack.com/p2" };

  test.each<[string, Partial<User>, string]>([
    [
      "waits on another card",
      { card },
      `${ADA} is waiting for a decision on <https://local.slack.com/p2|another card>, until ${UNTIL}.`,
    ],
    ["waits, and its card is not there yet", {}, `${ADA} is waiting for a decision, until ${UNTIL}.`],
    [
      "was decided",
      { status: "ACTIVE", decision: { outcome: "verified", source: "email", at } },
      `${ADA} was already verified by the emailed link, ${AT}.`,
    ],
  ])("decides nothing, and tells that the user %s", async (_, profile, truth) => {
    const ports = world({ profile: { ...later, ...profile } });
    expect(await decided(ports)).toEqual({ kind: "late", text: `${EARLIER} ${truth}` });
    expect(ports.decisions.delivered.size).toBe(0);
  });

  test("whose profile is gone says so", async () => {
    expect(await decided(world({}))).toEqual({
      kind: "late",
      text: "Nothing was changed: this card is about an onboarding that is no longer kept.",
    });
  });
});

test("Slack is asked once whether someone can decide, even where four eyes are wanted", async () => {
  const groups = memoryGroups({ S0ADMINS: ["U0ADMIN"] });
  const ports = world({ profile: { requestedBy: "U0SECOND" }, access: groupAccess({ fourEyes: true }, groups) });
  expect(await decided(ports)).toMatchObject({ kind: "done" });
  expect(groups.asked).toEqual(["S0ADMINS"]);
  const again = { ...world({ profile: {} }), access: ports.access };
  await cancel(again, actor("U0ADMIN"), "ada@example.com", ample());
  expect([groups.asked.length, again.decisions.delivered.size]).toEqual([2, 1]);
});

describe("people who may not decide", () => {
  test.each([
    ["is no approver", actor("U0REQUESTER"), "you can't decide on new users"],
    ["is of another team", actor("U0ADMIN", { teamId: "T0OTHER" }), "Only members of the app's own workspace"],
  ])("is refused before anything is read: %s", async (_, by, why) => {
    const ports = world({ profile: {} });
    expect(await decided(ports, { actor: by })).toEqual({ kind: "refused", text: expect.stringContaining(why) });
    expect([ports.seen.looks, ports.decisions.delivered.size]).toEqual([0, 0]);
  });

  test("is refused while the group cannot be read", async () => {
    const ports = world({ profile: {}, access: groupAccess({}, memoryGroups({})) });
    expect((await decided(ports)).text).toContain("Slack didn't say who is in <!subteam^S0ADMINS>");
    expect([ports.seen.looks, ports.decisions.delivered.size]).toEqual([0, 0]);
  });

  test("is the one who asked, where four eyes are wanted", async () => {
    const access = groupAccess({ fourEyes: true });
    const ports = world({ profile: { requestedBy: "U0ADMIN" }, access });
    expect((await decided(ports)).text).toContain("you requested this onboarding yourself");
    expect(ports.decisions.delivered.size).toBe(0);
    expect(await decided(ports, { actor: actor("U0SECOND") })).toMatchObject({ kind: "done" });
  });
});
