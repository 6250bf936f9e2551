import { describe, expect, test } from "vitest";
import type { User } from "../../../src/domain/user.ts";
import { decideForm, openDecideForm } from "../../../src/slack/decide-form.ts";
import type { Press } from "../../../src/slack/listener.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { NOW, pendingUser } from "../../../testkit/fakes.ts";
import { accessOf, actor, groupAccess, workspaceOf } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { memoryGroups } from "../../../testkit/slack/fakes.ts";
import { pressOf } from "../../../testkit/slack/press.ts";

async function used(press: Partial<Press> = {}, access = groupAccess(), profile: Partial<User> | null = {}) {
  const deps = fakeDeps({ access });
  if (profile) {
    deps.users.all.set("u-ada", pendingUser(profile));
  }
  const told = await openDecideForm(deps, pressOf(press));
  return { kind: told?.kind, said: told && contentOf(told.answer).text, opened: deps.views.opened };
}

describe("a form to decide with words", () => {
  test.each(["verified", "rejected"] as const)("opens, about this card and this person: %s", async (outcome) => {
    const { said, opened } = await used({ choice: outcome });
    expect(said).toBeUndefined();
    expect(opened).toEqual([["1.2.3", decideForm(pendingUser(), outcome, "C0APPROVALS")]]);
  });

  test("asks Slack nothing first, about groups or itself: the trigger would be over", async () => {
    const groups = memoryGroups({});
    const down = { ...workspaceOf(), known: () => undefined, home: () => Promise.reject(new Error("asked")) };
    const { opened } = await used({ actor: actor("U0REQUESTER") }, accessOf({ approvers: ["S0ADMINS"] }, groups, down));
    expect([opened.length, groups.asked.length]).toEqual([1, 0]);
  });

  test.each<[string, Partial<Press>, Parameters<typeof groupAccess>[0], Partial<User>, string]>([
    ["someone on no list", { actor: actor("U0OTHER") }, { approvers: ["U0ADMIN"] }, {}, "Only <@U0ADMIN> can do this."],
    [
      "the requester under four eyes",
      {},
      { fourEyes: true },
      { requestedBy: "U0ADMIN" },
      "requested this onboarding yourself",
    ],
  ])("is refused at once, with the reason: %s", async (_, press, settings, profile, why) => {
    const { kind, said, opened } = await used(press, groupAccess(settings), profile);
    expect([kind, said, opened]).toEqual(["refused", expect.stringContaining(why), []]);
  });

  test("does not open once someone has decided: it says who, how and when", async () => {
    const decision = { outcome: "verified", source: "slack", by: "U0SECOND", at: NOW.toISOString() } as const;
    const { kind, said, opened } = await used({}, groupAccess(), { status: "ACTIVE", decision });
    expect([kind, opened]).toEqual(["late", []]);
    expect(said).toMatch(/^Nothing was changed: Ada Lovelace .* was already verified by <@U0SECOND> in Slack, /u);
  });

  test.each([
    ["another onboarding of the same user", { onboardingId: "2222" }, {}, "this card is about an earlier onboarding"],
    ["one that is no longer kept", {}, null, "no longer kept"],
  ])("does not open on a card of %s", async (_, press, profile, why) => {
    const { kind, said, opened } = await used(press, groupAccess(), profile);
    expect([kind, said, opened]).toEqual(["late", expect.stringContaining(why), []]);
  });
});
