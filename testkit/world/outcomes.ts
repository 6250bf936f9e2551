import type { Decision, UserStatus } from "../../src/domain/user.ts";
import type { Letter } from "../../src/domain/letters.ts";
import type { Vendor } from "./border.ts";
import type { Spans } from "./function.ts";

/** One way in which an onboarding goes, and how it must end. */
export interface Outcome {
  name: string;
  /** What refuses every call for good. */
  down: readonly Vendor[];
  spans: Spans;
  /** Whether a person asked for it, who is to be told. */
  requested: boolean;
  /** What is put into its letterbox, one after another, before the decision. */
  letters: readonly ((at: string) => Letter)[];
  decision: Omit<Decision, "at"> | undefined;
  ends: Exclude<UserStatus, "PENDING_EMAIL_VERIFICATION">;
  /** The steps that send something to someone: before the decision, and after it. */
  asks: readonly string[];
  tells: readonly string[];
}

const ASKS = ["send-verification-email", "post-to-slack"];
const REMINDS = ["send-reminder-email", "remind-in-thread"];
// No gap between Slack's messages: who stands in a line for how long depends on the others.
const PLAIN: Spans = { windowSeconds: 86_400, reminders: [], gapMilliseconds: 0 };
const REMINDED: Spans = { ...PLAIN, reminders: [3_600] };
const byMail = { outcome: "verified", source: "email" } as const;
const inSlack = { outcome: "verified", source: "slack", by: "U0ADMIN" } as const;
const rejection = { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: "left the company" } as const;

const verified: Outcome = {
  name: "verified by email",
  down: [],
  spans: PLAIN,
  requested: true,
  letters: [],
  decision: byMail,
  ends: "ACTIVE",
  asks: ASKS,
  tells: ["send-welcome-email", "tell-requester", "update-slack-card"],
};
export const EXPIRED: Outcome = {
  ...verified,
  name: "expired",
  decision: undefined,
  ends: "EXPIRED",
  tells: ["tell-requester", "update-slack-card"],
};

/** Every way there is. */
export const OUTCOMES: readonly [Outcome, ...Outcome[]] = [
  verified,
  { ...verified, name: "verified in Slack", decision: inSlack },
  {
    ...verified,
    name: "asked for by a program",
    requested: false,
    tells: ["send-welcome-email", "update-slack-card"],
  },
  { ...EXPIRED, name: "rejected", decision: rejection, ends: "REJECTED" },
  EXPIRED,
  { ...verified, name: "reminded, then verified", spans: REMINDED, asks: [...ASKS, ...REMINDS] },
  { ...EXPIRED, name: "reminded, then expired", spans: REMINDED, asks: [...ASKS, ...REMINDS] },
  {
    ...verified,
    name: "nudged and emailed again, then verified",
    letters: [
      (at) => ({ id: "nudge", kind: "nudge", by: "U0REQUESTER", at }),
      (at) => ({ id: "resend", kind: "resend-mail", by: "U0ADMIN", at }),
    ],
    asks: [...ASKS, "nudge-approvers", "resend-verification-email", "report-resend"],
  },
  {
    ...EXPIRED,
    name: "bounced, then rejected",
    letters: [(at) => ({ id: "bounce", kind: "mail-bounced", state: "bounced", reason: "no such mailbox", at })],
    decision: rejection,
    ends: "REJECTED",
    asks: [...ASKS, "report-mail-trouble"],
  },
  {
    ...verified,
    name: "email down, verified in Slack",
    down: ["ses"],
    decision: inSlack,
    asks: ["post-to-slack", "report-verification-email"],
    tells: ["report-welcome-email", "tell-requester", "update-slack-card"],
  },
  {
    ...verified,
    name: "Slack down, verified by email",
    down: ["slack"],
    asks: ["send-verification-email"],
    tells: ["send-welcome-email"],
  },
  { ...EXPIRED, name: "both down", down: ["ses", "slack"], ends: "FAILED", asks: [], tells: [] },
];
