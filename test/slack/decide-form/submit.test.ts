import { describe, expect, test } from "vitest";
import type { User } from "../../../src/domain/user.ts";
import { decideByForm, decideForm, type FormOutcome } from "../../../src/slack/decide-form.ts";
import { ample, NOW, pendingUser } from "../../../testkit/fakes.ts";
import { groupAccess } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { memoryGroups } from "../../../testkit/slack/fakes.ts";
import { submittedForm } from "../../../testkit/slack/submitted-form.ts";

interface Submitted {
  profile?: Partial<User>;
  by?: string;
  outcome?: FormOutcome;
  comment?: string | null;
  access?: ReturnType<typeof groupAccess>;
}

const decision = { outcome: "verified", source: "slack", by: "U0SECOND", at: NOW.toISOString() } as const;

/** What becomes of a submitted form, and the decisions delivered. */
async function submitted({
  profile = {},
  by = "U0ADMIN",
  outcome = "rejected",
  comment = "Not one of us",
  access,
}: Submitted = {}) {
  const deps = fakeDeps({ access: access ?? groupAccess() });
  deps.users.all.set("u-ada", pendingUser(profile));
  const view = submittedForm(decideForm(pendingUser(), outcome, "C0APPROVALS"), { comment });
  const answer = await decideByForm(deps, { user: { id: by, team_id: "T0LOCAL" }, view }, ample());
  return { answer, text: JSON.stringify(answer), delivered: [...deps.decisions.delivered.values()] };
}

describe("a submitted form", () => {
  test("decides with what was typed, and closes", async () => {
    const { answer, delivered } = await submitted({ comment: " Not <one> of us\n" });
    expect(answer).toBeUndefined();
    expect(delivered).toMatchObject([
      { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: "Not <one> of us" },
    ]);
  });

  test.each([
    ["Works with us.", "Works with us."],
    [null, undefined],
  ])("verifies with a comment or without one: %j", async (comment, kept) => {
    const { answer, delivered } = await submitted({ outcome: "verified", comment });
    expect([answer, delivered]).toMatchObject([undefined, [{ outcome: "verified", comment: kept }]]);
  });

  test("of blanks alone is no reason: it is asked for again", async () => {
    const { answer, delivered } = await submitted({ comment: "  " });
    expect(answer).toEqual({ errors: { comment: "Write a reason, or use Reject on the card to give none." } });
    expect(delivered).toEqual([]);
  });

  test.each<[string, Submitted, string]>([
    ["someone who can't decide", { by: "U0REQUESTER" }, "Only <!subteam^S0ADMINS> can do this."],
    [
      "the one who asked, under four eyes",
      { profile: { requestedBy: "U0ADMIN" }, access: groupAccess({ fourEyes: true }) },
      "you requested this onboarding yourself",
    ],
    ["a member of a group that can't be read", { access: groupAccess({}, memoryGroups({})) }, "try again in a minute"],
  ])("of %s changes nothing: the form says why, and keeps what was typed", async (_, submission, why) => {
    const { answer, text, delivered } = await submitted(submission);
    expect(text).toContain(why);
    expect(answer).toMatchObject({
      view: {
        title: { text: "Reject with a reason" },
        submit: { text: "Reject" },
        blocks: [{ type: "section" }, { type: "rich_text" }, { element: { initial_value: "Not one of us" } }],
      },
    });
    expect(delivered).toEqual([]);
  });

  test("that was refused before says so once", async () => {
    const deps = fakeDeps({ access: groupAccess() });
    deps.users.all.set("u-ada", pendingUser());
    const again = async (view: Parameters<typeof submittedForm>[0]) => {
      const submission = {
        user: { id: "U0REQUESTER", team_id: "T0LOCAL" },
        view: submittedForm(view, { comment: "No" }),
      };
      const answer = await decideByForm(deps, submission, ample());
      return answer && "view" in answer ? answer.view : view;
    };
    const second = await again(await again(decideForm(pendingUser(), "rejected", undefined)));
    expect(second.blocks.map(({ type }) => type)).toEqual(["section", "rich_text", "input"]);
  });

  test("counts as made in the channel where the card is", async () => {
    const access = groupAccess({ approvers: "channel" });
    expect((await submitted({ by: "U0ANYONE", access })).answer).toBeUndefined();
  });

  test("that comes too late becomes a view that says who decided, how and when, with only Close", async () => {
    const { answer, text, delivered } = await submitted({ profile: { status: "ACTIVE", decision } });
    expect(answer).toMatchObject({ view: { title: { text: "Nothing was changed" }, close: { text: "Close" } } });
    expect(answer).not.toHaveProperty("view.submit");
    expect(text).toContain('was already verified "');
    expect(text).toContain('{"type":"user","user_id":"U0SECOND"}');
    expect(text).toContain('"type":"date"');
    expect(delivered).toEqual([]);
  });
});
