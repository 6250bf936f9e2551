import type { KnownBlock, View } from "@slack/types";
import type { User } from "../../src/domain/user.ts";
import { decideForm } from "../../src/slack/decide-form.ts";
import { closedCard, pendingCard } from "../../src/slack/card.ts";
import { homeTab, troubledHome } from "../../src/slack/home-view.ts";
import { LIST_LIMIT } from "../../src/slack/inbox.ts";
import { startAgainForm } from "../../src/slack/start-again.ts";
import { startManyForm } from "../../src/slack/start-many.ts";
import { startModal } from "../../src/slack/start-form.ts";

/** Something of ours that Slack shows, as blocks.validate takes it. */
export type Surface = { name: string } & ({ message: { blocks: KnownBlock[] } } | { view: View });

const AT = "2026-11-24T09:00:00.000Z";

/** As long as each text may be, and with the characters that grow when they are escaped. */
const LONGEST: User = {
  userId: "u".repeat(128),
  email: `${"&".repeat(64)}@${"example.".repeat(23)}com`,
  name: "&".repeat(100),
  note: "&".repeat(500),
  requestedBy: "U012345678901234567890",
  status: "PENDING_EMAIL_VERIFICATION",
  execution: "execution/00000000-0000-0000-0000-000000000000",
  callbackId: "",
  createdAt: AT,
  expiresAt: AT,
  card: { channel: "C0", ts: "1.1", permalink: "https://example.slack.com/archives/C0/p11" },
};
const decision = { source: "slack", by: LONGEST.requestedBy, comment: "&".repeat(500), at: AT } as const;

/** Every message with blocks, modal and home tab, each at its longest. Threads and direct messages are plain text. */
export function surfaces(): Surface[] {
  const cards = {
    "pending card": pendingCard(LONGEST),
    "pending card without email": pendingCard({ ...LONGEST, undelivered: ["verification-email"] }),
    "pending card with a bounce": pendingCard({
      ...LONGEST,
      mail: { state: "bounced", reason: "&".repeat(100), at: AT },
    }),
    "verified card": closedCard({ ...LONGEST, status: "ACTIVE", decision: { ...decision, outcome: "verified" } }),
    "verified card without welcome": closedCard({
      ...LONGEST,
      status: "ACTIVE",
      decision: { ...decision, outcome: "verified" },
      undelivered: ["welcome-email"],
    }),
    "rejected card": closedCard({ ...LONGEST, status: "REJECTED", decision: { ...decision, outcome: "rejected" } }),
    "expired card": closedCard({ ...LONGEST, status: "EXPIRED" }),
    "failed card": closedCard({ ...LONGEST, status: "FAILED", failure: { name: "E", message: "&".repeat(500) } }),
  };
  const users = Array.from({ length: LIST_LIMIT }, (_, n) => ({ ...LONGEST, execution: `${LONGEST.execution}${n}` }));
  const looker = {
    actor: { id: LONGEST.requestedBy ?? "", teamId: "T0", channel: undefined },
    isApprover: true,
    access: { fourEyes: () => undefined },
  };
  const stranger = { ...looker, isApprover: false };
  const nobody = { users: [], cutShort: false };
  const refusal = "Only approvers can see the list.";
  const next = `${AT} ${LONGEST.userId}`;
  const views = {
    "start form": startModal("C0123456789", "en"),
    "start again form": startAgainForm(LONGEST, "C0123456789", "en"),
    "start several form": startManyForm("C0123456789", ["&".repeat(3_000)]),
    "verify form": decideForm(LONGEST, "verified", "C0123456789"),
    "reject form": decideForm(LONGEST, "rejected", "C0123456789"),
    "home tab": homeTab({
      looker,
      mayStart: true,
      page: { users, next, cutShort: true },
      place: { search: "&".repeat(100), trail: [next] },
    }),
    "empty home tab": homeTab({ looker, mayStart: true, page: nobody }),
    "requester's home tab": homeTab({ looker: stranger, mayStart: true, refusal, page: { users, cutShort: false } }),
    "stranger's home tab": homeTab({ looker: stranger, mayStart: false, refusal, page: nobody }),
    "home tab in trouble": troubledHome("Something did not answer. Please try again."),
  };
  return [
    ...Object.entries(cards).map(([name, { blocks }]) => ({ name, message: { blocks } })),
    ...Object.entries(views).map(([name, view]) => ({ name, view })),
  ];
}
