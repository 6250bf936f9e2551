import { describe, expect, test } from "vitest";
import { readRejectModal, rejectModal } from "../../../src/slack/reject-form.ts";

const about = { userId: "u-ada", onboardingId: "1111", channel: "C0APPROVALS" };
const longest = { userId: `u${":".repeat(127)}`, onboardingId: "1".repeat(64), channel: "C".repeat(21) };

/** The modal as it comes back with a reason. */
function submitted({ private_metadata = "" }: ReturnType<typeof rejectModal>, value: string | null) {
  return { private_metadata, state: { values: { reason: { reason: { type: "plain_text_input", value } } } } };
}

describe("the modal that asks for a reason", () => {
  test("asks for one of 500 characters at most", () => {
    expect(rejectModal(about)).toMatchObject({
      title: { text: "Reject with a reason" },
      submit: { text: "Reject" },
      blocks: [{ type: "input", label: { text: "Reason" }, element: { multiline: true, max_length: 500 } }],
    });
    expect(rejectModal(about).blocks[0]).not.toHaveProperty("optional");
  });

  test("holds to Slack's limits", () => {
    const { title, submit, close, private_metadata = "", blocks } = rejectModal(longest);
    expect([title, submit, close].map((text) => text?.text.length ?? 0).filter((length) => length > 24)).toEqual([]);
    expect(private_metadata.length).toBeLessThanOrEqual(3_000);
    expect(JSON.stringify(blocks).length).toBeLessThan(2_000);
  });

  test.each([about, longest, { ...about, onboardingId: undefined }, { ...about, channel: undefined }])(
    "comes back about what it was opened for: %j",
    (opened) => {
      expect(readRejectModal(submitted(rejectModal(opened), "Not one of us & <never>"))).toEqual({
        ...opened,
        reason: "Not one of us & <never>",
      });
    },
  );

  test.each([null, "", " \n "])("comes back without a reason where none was written: %j", (value) => {
    expect(readRejectModal(submitted(rejectModal(about), value)).reason).toBe("");
  });
});
