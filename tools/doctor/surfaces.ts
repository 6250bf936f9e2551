import type { KnownBlock, View } from "@slack/types";
import type { ThreadEvent } from "../../src/domain/ports.ts";
import type { User } from "../../src/domain/user.ts";
import { decideForm } from "../../src/slack/decide-form.ts";
import { decideManyForm } from "../../src/slack/decide-many.ts";
import { closedCard, pendingCard } from "../../src/slack/card.ts";
import { homeTab, troubledHome } from "../../src/slack/home-view.ts";
import { LIST_LIMIT } from "../../src/slack/inbox.ts";
import { list } from "../../src/slack/list.ts";
import { ownRequests } from "../../src/slack/own.ts";
import { startAgainForm } from "../../src/slack/start-again.ts";
import { startManyForm } from "../../src/slack/start-many.ts";
import { startModal } from "../../src/slack/start-form.ts";
import { approverQuestion, notStarted, requesterAnswer, threadMessage } from "../../src/slack/thread.ts";
import { formAgain, notice } from "../../src/slack/views.ts";
import { already, statusMessage } from "../../src/slack/wording.ts";
import { contentOf, message, startAnswer, words } from "../../src/slack/words.ts";

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
const LETTERS = {
  resends: 1,
  resentAt: AT,
  resentBy: LONGEST.requestedBy,
  nudgedAt: AT,
  nudgedBy: LONGEST.requestedBy,
};
const BOUNCE = { state: "bounced", reason: "&".repeat(100), at: AT } as const;
const UNSET = { callback_id: "", private_metadata: "", submit: null, close: null };
const decision = { source: "slack", by: LONGEST.requestedBy, comment: "&".repeat(500), at: AT } as const;

/** The events of a card's thread: the type checker misses one that is not here. */
export const THREAD_EVENTS = Object.keys({
  "verification-email": true,
  "reminder-email": true,
  "welcome-email": true,
  card: true,
  "card-update": true,
  reminded: true,
  escalated: true,
  nudged: true,
  resent: true,
  "mail-bounced": true,
  decided: true,
} satisfies Record<ThreadEvent, true>) as ThreadEvent[];

/** Every message, modal and home tab, each at its longest: cards, threads, direct messages, answers, forms and notices. */
export async function surfaces(): Promise<Surface[]> {
  const cards = {
    "pending card": pendingCard(LONGEST),
    "pending card without email": pendingCard({ ...LONGEST, undelivered: ["verification-email"] }),
    "pending card with a bounce": pendingCard({ ...LONGEST, mail: BOUNCE }),
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
  const rejected = { ...LONGEST, status: "REJECTED", decision: { ...decision, outcome: "rejected" } } as const;
  const threads = THREAD_EVENTS.map((event) => {
    const user = event === "decided" ? rejected : { ...LONGEST, letters: LETTERS, mail: BOUNCE };
    return [`thread line (${event})`, threadMessage(event, user)] as const;
  });
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
  const past = users.map((user) => ({ ...user, status: "REJECTED", decision: rejected.decision }) as const);
  const deps = {
    ...looker,
    access: { ...looker.access, ask: async () => undefined },
    users: { listPending: async () => ({ users }), listEnded: async () => past },
    executions: { find: async () => ({ outcome: "running", input: undefined }) as const },
    now: () => new Date(Date.parse(AT) - 1000),
  };
  const answers = {
    "message to an approver": approverQuestion(LONGEST),
    "message to a requester": requesterAnswer(rejected),
    "message to a requester whose start was refused": notStarted(LONGEST, "taken"),
    "list of the pending": await list(deps, looker.actor),
    "list of one's own requests": await ownRequests(deps, looker.actor),
    "answer about one request": statusMessage(rejected),
    "answer to a start": startAnswer({ kind: "exists", user: LONGEST }, LONGEST),
    "answer to someone who comes second": message(words`Nothing was changed: ${already(rejected)}`),
  };
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
      recent: past,
      place: { search: "&".repeat(100), trail: [next] },
      said: answers["answer to someone who comes second"],
    }),
    "form to verify several": decideManyForm(users, "verified"),
    "form to reject several": decideManyForm(users, "rejected"),
    "form shown again": formAgain({ ...UNSET, ...startModal("C0123456789", "en"), state: { values: {} } }, refusal),
    "notice that someone was first": notice("Nothing was changed", answers["answer to someone who comes second"]),
    "empty home tab": homeTab({ looker, mayStart: true, page: nobody }),
    "requester's home tab": homeTab({ looker: stranger, mayStart: true, refusal, page: { users, cutShort: false } }),
    "stranger's home tab": homeTab({ looker: stranger, mayStart: false, refusal, page: nobody }),
    "home tab in trouble": troubledHome("Something did not answer. Please try again."),
  };
  const messages = [...Object.entries(cards), ...threads, ...Object.entries(answers)];
  return [
    ...messages.flatMap(([name, answer]) => {
      const { blocks } = contentOf(answer);
      return blocks ? [{ name, message: { blocks } }] : [];
    }),
    ...Object.entries(views).map(([name, view]) => ({ name, view })),
  ];
}
