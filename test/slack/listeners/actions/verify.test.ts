import { describe, expect, test } from "vitest";
import type { User } from "../../../../src/domain/user.ts";
import { verify } from "../../../../src/slack/listeners/actions/verify.ts";
import { memoryUsers, NOW, pendingUser } from "../../../fakes.ts";
import { memoryDecisions } from "../../fakes.ts";

const ADA = "Ada Lovelace (ada@example.com)";
const AT = "<!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026, 09:00 UTC>";
const at = NOW.toISOString();

async function pressed(profile: Partial<User> | undefined, press: { onboardingId?: string } = {}) {
  const users = memoryUsers();
  const decisions = memoryDecisions();
  if (profile) {
    users.all.set("u-ada", pendingUser(profile));
  }
  const asked = { userId: "u-ada", onboardingId: "1111", by: "U0ADMIN", ...press };
  return { said: await verify({ users, decisions }, asked), delivered: [...decisions.delivered.values()] };
}

describe("a press on Verify", () => {
  test("delivers a decision in the name of who pressed, and confirms it", async () => {
    const { said, delivered } = await pressed({});
    expect(delivered).toMatchObject([{ outcome: "verified", source: "slack", by: "U0ADMIN" }]);
    expect(delivered[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT/u);
    expect(said).toBe(`You verified ${ADA}. The card follows in a moment.`);
  });

  test("says who was first in Slack, how and when", async () => {
    const decision = { outcome: "rejected", source: "slack", by: "U0SECOND", at } as const;
    const { said, delivered } = await pressed({ status: "REJECTED", decision });
    expect(delivered).toEqual([]);
    expect(said).toBe(`Nothing was changed: ${ADA} was already rejected by <@U0SECOND> in Slack, ${AT}.`);
  });

  test("says that the mailed link was first", async () => {
    const decision = { outcome: "verified", source: "email", at } as const;
    const { said } = await pressed({ status: "ACTIVE", decision });
    expect(said).toBe(`Nothing was changed: ${ADA} was already verified by the mailed link, ${AT}.`);
  });

  test("says that the time is over", async () => {
    const { said } = await pressed({ status: "EXPIRED", expiresAt: at });
    expect(said).toBe(
      `Nothing was changed: nobody decided about ${ADA} until ${AT}. A new onboarding can be started with \`/onboard\`.`,
    );
  });

  test("says that the onboarding ended without a decision", async () => {
    const { said } = await pressed({ status: "FAILED" });
    expect(said).toContain("ended without a decision");
  });

  test.each<[string, Partial<User> | undefined]>([
    ["an earlier onboarding of the same user", { execution: "arn:…/durable-execution/ada/2222" }],
    ["a profile that is no longer kept", undefined],
  ])("changes nothing on a card of %s", async (_, profile) => {
    const { said, delivered } = await pressed(profile);
    expect(delivered).toEqual([]);
    expect(said).toBe(
      "Nothing was changed: this card is about an earlier onboarding, or about one that is no longer kept.",
    );
  });

  test("pings nobody", async () => {
    expect((await pressed({ name: "<!channel>" })).said).toContain("&lt;!channel&gt;");
  });
});

describe("a second press before the workflow has written the first", () => {
  test("changes nothing and says so", async () => {
    const users = memoryUsers();
    users.all.set("u-ada", pendingUser());
    const decisions = memoryDecisions();
    const press = { userId: "u-ada", onboardingId: "1111", by: "U0ADMIN" };
    await verify({ users, decisions }, press);
    const said = await verify({ users, decisions }, { ...press, by: "U0SECOND" });
    expect([...decisions.delivered.values()]).toMatchObject([{ by: "U0ADMIN" }]);
    expect(said).toBe(`Nothing was changed: it was decided about ${ADA} a moment ago. The card will say how.`);
  });
});
