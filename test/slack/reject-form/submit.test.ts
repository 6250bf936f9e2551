import { describe, expect, test } from "vitest";
import type { User } from "../../../src/domain/user.ts";
import { rejectModal, rejectWithReason } from "../../../src/slack/reject-form.ts";
import { ample, NOW, pendingUser } from "../../../testkit/fakes.ts";
import { groupAccess } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";

interface Submitted {
  profile?: Partial<User>;
  by?: string;
  reason?: string;
  settings?: Parameters<typeof groupAccess>[0];
}

/** What the modal says at its fields after a submission, undefined where it closes, and the decisions delivered. */
async function submitted({ profile = {}, by = "U0ADMIN", reason = "Not one of us", settings }: Submitted = {}) {
  const ports = fakeDeps({ access: groupAccess(settings) });
  ports.users.all.set("u-ada", pendingUser(profile));
  const { private_metadata = "" } = rejectModal({ userId: "u-ada", onboardingId: "1111", channel: "C0APPROVALS" });
  const view = {
    private_metadata,
    state: { values: { reason: { reason: { type: "plain_text_input" as const, value: reason } } } },
  };
  const errors = await rejectWithReason(ports, { user: { id: by, team_id: "T0LOCAL" }, view }, ample());
  return { errors, delivered: [...ports.decisions.delivered.values()] };
}

describe("a submitted reason", () => {
  test("rejects with it, and the modal closes", async () => {
    const { errors, delivered } = await submitted({ reason: " Not <one> of us\n" });
    expect(errors).toBeUndefined();
    expect(delivered).toMatchObject([
      { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: "Not <one> of us" },
    ]);
  });

  test("of blanks alone is asked for again", async () => {
    const { errors, delivered } = await submitted({ reason: "  " });
    expect(errors).toEqual({ reason: "Write a reason, or use Reject on the card to give none." });
    expect(delivered).toEqual([]);
  });

  test("of someone who may not decide rejects nobody, and the modal says who may", async () => {
    const { errors, delivered } = await submitted({ by: "U0REQUESTER" });
    expect(errors).toEqual({
      reason: "Sorry, you can't decide on new users. Nothing was changed. Only the user group S0ADMINS can do this.",
    });
    expect(delivered).toEqual([]);
  });

  test("of the one who asked rejects nobody, where four eyes are wanted", async () => {
    const { errors, delivered } = await submitted({
      profile: { requestedBy: "U0ADMIN" },
      settings: { fourEyes: true },
    });
    expect(errors?.["reason"]).toContain("you requested this onboarding yourself");
    expect(delivered).toEqual([]);
  });

  test("counts as given in the channel where the card stands", async () => {
    expect((await submitted({ by: "U0ANYONE", settings: { approvers: "channel" } })).errors).toBeUndefined();
  });

  test("that comes too late is told what is true, in plain text", async () => {
    const decision = { outcome: "verified", source: "slack", by: "U0SECOND", at: NOW.toISOString() } as const;
    const { errors, delivered } = await submitted({ profile: { status: "ACTIVE", decision } });
    expect(errors).toEqual({
      reason:
        "Nothing was changed: Ada Lovelace (ada@example.com) was already verified in Slack, 24 Nov 2026, 09:00 UTC.",
    });
    expect(delivered).toEqual([]);
  });
});
