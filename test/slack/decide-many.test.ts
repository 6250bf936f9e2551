import { describe, expect, test } from "vitest";
import { viewErrors } from "../../packages/slack-local/src/block-kit.ts";
import { Deadline } from "../../src/domain/deadline.ts";
import { decideMany, decideManyForm, openDecideMany } from "../../src/slack/decide-many.ts";
import { ample, NOW, pendingUser } from "../../testkit/fakes.ts";
import { accessOf, actor, REFUSED } from "../../testkit/slack/actors.ts";
import { fakeDeps } from "../../testkit/slack/deps.ts";
import { memoryDecisions, memoryViews } from "../../testkit/slack/fakes.ts";
import { change, crowd } from "../../testkit/slack/home.ts";
import { shown } from "../../testkit/slack/shown.ts";
import { submittedForm } from "../../testkit/slack/submitted-form.ts";

const ticked = (...numbers: number[]) =>
  Object.fromEntries(
    numbers.map((n) => {
      const option = { text: { type: "plain_text" as const, text: "Select" }, value: `u-${n}` };
      return [`onboarding:e-${n}`, { "home-select": { type: "checkboxes", selected_options: [option] } }];
    }),
  );

describe("the question before several are decided on", () => {
  test("names how many and whom, without those decided in the meantime", async () => {
    const [users, views] = [crowd(3), memoryViews()];
    change(users, "u-2", { status: "EXPIRED" });
    await openDecideMany("rejected")(fakeDeps({ users, views }), actor("U0ADMIN"), "1.2", ticked(1, 2, 3));
    const [, view] = views.opened[0] ?? [];
    expect(view).toMatchObject({ title: { text: "Reject 2 users?" }, callback_id: "decide-many" });
    expect(await shown(view?.blocks ?? [])).toContain("User 1 (user-1@example.com)\nUser 3 (user-3@example.com)");
  });

  test("says that nobody is selected, and is refused to those who can't decide", async () => {
    const views = memoryViews();
    const deps = fakeDeps({ views });
    expect(await openDecideMany("verified")(deps, actor("U0ADMIN"), "1.2", ticked())).toBeUndefined();
    expect(JSON.stringify(views.opened)).toContain("Nobody is selected");
    expect(await openDecideMany("verified")(deps, actor("U0OTHER"), "1.2", ticked(1))).toMatch(REFUSED);
  });

  test("keeps to Slack's limits with the longest names", () => {
    const longest = { name: "&".repeat(100), userId: "u".repeat(128), email: `${"a".repeat(60)}@example.com` };
    const users = Array.from({ length: 10 }, (_, n) =>
      pendingUser({ ...longest, execution: `arn/${n}${"0".repeat(36)}` }),
    );
    expect(viewErrors({ ...decideManyForm(users, "verified") })).toEqual([]);
  });
});

describe("several decisions at once", () => {
  const submitted = async ({ deadline = ample(), by = "U0ADMIN", fourEyes = false } = {}) => {
    const [users, decisions] = [crowd(3), memoryDecisions()];
    const form = submittedForm(decideManyForm([...users.all.values()], "verified"), { comment: "All known." });
    const decision = { outcome: "rejected", source: "slack", by: "U0SECOND", at: NOW.toISOString() } as const;
    change(users, "u-2", { status: "REJECTED", decision });
    change(users, "u-3", { requestedBy: "U0ADMIN" });
    const deps = fakeDeps({ users, decisions, access: accessOf({ fourEyes }) });
    const answer = await decideMany(deps, { user: { id: by, team_id: "T0LOCAL" }, view: form }, deadline);
    const view = "view" in answer ? answer.view : undefined;
    expect(viewErrors({ ...view })).toEqual([]);
    return { delivered: decisions.delivered, title: view?.title.text, text: await shown(view?.blocks ?? []) };
  };

  test("are each made on their own, and the report names the conflict", async () => {
    const { delivered, title, text } = await submitted();
    expect(delivered.get("callback-1")).toMatchObject({ outcome: "verified", by: "U0ADMIN", comment: "All known." });
    expect([...delivered.keys()].toSorted()).toEqual(["callback-1", "callback-3"]);
    expect(title).toBe("2 of 3 verified");
    expect(text).toContain("Nothing was changed: User 2 (user-2@example.com) was already rejected");
  });

  test("keep four eyes for each", async () => {
    const { delivered, text } = await submitted({ fourEyes: true });
    expect([...delivered.keys()]).toEqual(["callback-1"]);
    expect(text).toContain("User 3: Sorry, you requested this onboarding yourself");
  });

  test("say of each that nothing was changed where no time was left or the person can't decide", async () => {
    const late = await submitted({ deadline: new Deadline(399, () => NOW) });
    expect([late.delivered.size, late.title]).toEqual([0, "0 of 3 verified"]);
    expect(late.text).toContain("User 1: nothing was changed, since no time was left.");
    expect((await submitted({ by: "U0OTHER" })).text).toContain("Sorry, you can't decide on new users.");
  });
});
