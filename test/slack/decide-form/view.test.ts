import { describe, expect, test } from "vitest";
import { decideForm, readDecideForm } from "../../../src/slack/decide-form.ts";
import { pendingUser } from "../../../testkit/fakes.ts";
import { shown } from "../../../testkit/slack/shown.ts";
import { submittedForm } from "../../../testkit/slack/submitted-form.ts";

const longest = pendingUser({ userId: `u${":".repeat(127)}`, execution: `x/${"1".repeat(64)}`, name: "&".repeat(100) });

describe("the form to decide with words", () => {
  test("asks for a reason of 500 characters at most, and needs one", () => {
    const form = decideForm(pendingUser(), "rejected", undefined);
    expect(form).toMatchObject({ title: { text: "Reject with a reason" }, submit: { text: "Reject" } });
    expect(form.blocks[1]).toMatchObject({
      type: "input",
      optional: false,
      label: { text: "Reason" },
      element: { multiline: true, max_length: 500 },
    });
  });

  test("asks for a comment, which can be left out", () => {
    const form = decideForm(pendingUser(), "verified", undefined);
    expect(form).toMatchObject({ title: { text: "Verify with a comment" }, submit: { text: "Verify" } });
    expect(form.blocks[1]).toMatchObject({ type: "input", optional: true, label: { text: "Comment" } });
  });

  test("names the person, as it was typed", async () => {
    const { blocks } = decideForm(pendingUser({ name: ":tada: *Ada*" }), "rejected", undefined);
    expect(await shown(blocks.slice(0, 1))).toContain(":tada: *Ada*\nada@example.com");
  });

  test("holds to Slack's limits", () => {
    const { title, submit, close, private_metadata = "" } = decideForm(longest, "rejected", "C".repeat(21));
    expect([title, submit, close].map((text) => text?.text.length ?? 0).filter((length) => length > 24)).toEqual([]);
    expect(private_metadata.length).toBeLessThanOrEqual(3_000);
  });

  test.each([pendingUser(), longest])("comes back about what it was opened for: $userId", (user) => {
    const form = decideForm(user, "verified", "C0APPROVALS");
    expect(readDecideForm(submittedForm(form, { comment: " One of us & <always>\n" }))).toEqual({
      outcome: "verified",
      userId: user.userId,
      onboardingId: user.execution.split("/").at(-1),
      channel: "C0APPROVALS",
      comment: "One of us & <always>",
    });
    expect(readDecideForm(submittedForm(decideForm(user, "rejected", undefined), {}))).toMatchObject({
      outcome: "rejected",
      channel: undefined,
    });
  });

  test.each([null, "", " \n "])("comes back without words where none were written: %j", (comment) => {
    const form = decideForm(pendingUser(), "verified", undefined);
    expect(readDecideForm(submittedForm(form, { comment })).comment).toBeUndefined();
  });
});
