import type { ModalView, View } from "@slack/types";
import type { PendingPage } from "../../src/domain/pending.ts";
import type { User, UserStatus } from "../../src/domain/user.ts";
import { ownRequests } from "../../src/slack/own.ts";
import { refusal as refusalOf } from "../../src/slack/access.ts";
import { decisionAnswer } from "../../src/slack/decide.ts";
import { closedCard, pendingCard } from "../../src/slack/card.ts";
import { decideMany, decideManyForm, NOBODY_SELECTED } from "../../src/slack/decide-many.ts";
import { decideForm } from "../../src/slack/decide-form.ts";
import { HELP } from "../../src/slack/commands.ts";
import { homeTab, troubledHome } from "../../src/slack/home-view.ts";
import { list } from "../../src/slack/list.ts";
import { type FormAnswer, TROUBLE, UNCERTAIN } from "../../src/slack/listener.ts";
import { startAgainForm } from "../../src/slack/start-again.ts";
import { startMany, startManyForm } from "../../src/slack/start-many.ts";
import { startModal } from "../../src/slack/start-form.ts";
import { approverQuestion, notStarted, requesterAnswer, threadMessage } from "../../src/slack/thread.ts";
import { LIST_LIMIT } from "../../src/slack/inbox.ts";
import { statusMessage } from "../../src/slack/wording.ts";
import { formAgain, notice } from "../../src/slack/views.ts";
import { type Answer, contentOf, startAnswer } from "../../src/slack/words.ts";
import { THREAD_EVENTS } from "../../tools/doctor/surfaces.ts";
import { ample, memoryUsers } from "../fakes.ts";
import { accessOf, actor, looker } from "../slack/actors.ts";
import { fakeDeps } from "../slack/deps.ts";
import { submittedForm } from "../slack/submitted-form.ts";
import { ADA, AT, PEOPLE } from "./people.ts";
import type { Sample } from "./sample.ts";

const decision = { source: "slack", by: "U0ADMIN", at: AT } as const;

/** How an onboarding ends, by its status: the type checker misses one that is not here. */
const ENDS: Record<Exclude<UserStatus, "PENDING_EMAIL_VERIFICATION">, Record<string, Partial<User>>> = {
  ACTIVE: {
    "verified by the link": { decision: { outcome: "verified", source: "email", at: AT } },
    "verified in Slack": { decision: { ...decision, outcome: "verified" } },
    "verified, without a welcome": { decision: { ...decision, outcome: "verified" }, undelivered: ["welcome-email"] },
  },
  REJECTED: {
    rejected: { decision: { ...decision, outcome: "rejected" } },
    "rejected with a reason": {
      decision: { ...decision, outcome: "rejected", comment: "Left the project.\nAsk again in May." },
    },
    "rejected with the longest reason": {
      decision: { ...decision, outcome: "rejected", comment: "because ".repeat(63).trim() },
    },
  },
  CANCELLED: {
    withdrawn: { decision: { ...decision, outcome: "withdrawn", by: "U0REQUESTER" } },
    "cancelled with a reason": { decision: { ...decision, outcome: "cancelled", comment: "Asked for twice." } },
  },
  EXPIRED: { expired: {} },
  FAILED: {
    failed: { failure: { name: "OnboardingUndeliverable", message: "Neither the email nor the card could be sent." } },
  },
};

const ended = Object.entries(ENDS).flatMap(([status, ends]) =>
  Object.entries(ends).map(([name, end]) => ({ name, user: { ...ADA, ...end, status } as User })),
);

/** What a card may say besides. */
const NEWS: Record<string, Partial<User>> = { "whose email failed": { undelivered: ["verification-email"] } };

/** Asked about again, and emailed in vain. */
const ASKED_AGAIN: User = {
  ...ADA,
  letters: { resends: 1, resentAt: AT, resentBy: "U0ADMIN", nudgedAt: AT, nudgedBy: "U0REQUESTER" },
  mail: { state: "bounced", reason: "no such mailbox", at: AT },
};

/** Cards, threads, direct messages, and what the command and late presses answer. */
export async function messages(): Promise<Sample[]> {
  const pending = Object.entries(PEOPLE).map(([who, user]) => shown("Cards", `Pending, ${who}`, pendingCard(user)));
  const withNews = Object.entries(NEWS).map(([what, news]) =>
    shown("Cards", `Pending, ${what}`, pendingCard({ ...ADA, ...news })),
  );
  const closed = ended.map(({ name, user }) => shown("Cards", `Closed: ${name}`, closedCard(user)));
  const everybody = Object.entries(PEOPLE).map(([who, person]) => {
    const user = { ...person, status: "ACTIVE", decision: { ...decision, outcome: "verified" } } as const;
    return shown("Cards", `Closed, ${who}`, closedCard(user));
  });
  const [first] = ended;
  const threads = THREAD_EVENTS.map((event) =>
    shown("Threads", event, threadMessage(event, event === "decided" && first ? first.user : ASKED_AGAIN)),
  );
  const direct = [
    shown("Direct messages", "To an approver", approverQuestion(ADA)),
    ...ended.map(({ name, user }) => shown("Direct messages", `To the requester: ${name}`, requesterAnswer(user))),
    ...(["taken", "trouble"] as const).map((why) =>
      shown("Direct messages", `Not started: ${why}`, notStarted(ADA, why)),
    ),
  ];
  const answers = [
    shown("Answers", "/onboard help", HELP),
    shown("Answers", "/onboard list, nobody", await listOf([])),
    shown("Answers", "/onboard list, everybody", await listOf(everyone)),
    shown("Answers", "/onboard list, too many", await listOf(crowd(4 * LIST_LIMIT))),
    shown(
      "Answers",
      "/onboard status, own requests",
      await ownOf([...crowd(2), ...ended.slice(0, 4).map(({ user }) => user)]),
    ),
    shown("Answers", "/onboard status, pending", statusMessage(ADA)),
    ...ended.map(({ name, user }) => shown("Answers", `/onboard status, ${name}`, statusMessage(user))),
    shown("Answers", "In trouble", TROUBLE),
    shown("Answers", "After a press that nobody has answered", UNCERTAIN),
  ];
  return [...pending, ...withNews, ...closed, ...everybody, ...threads, ...direct, ...answers];
}

/** Modals and the Home tab. */
export async function views(): Promise<Sample[]> {
  const home = (name: string, view: View): Sample => ({ group: "Home", name, kind: "view", view });
  const requester = looker("U0REQUESTER", { isApprover: false });
  const refusal = "Only approvers can see the list.";
  const modal = (name: string, view: View): Sample => ({ group: "Modals", name, kind: "view", view });
  return [
    home("Nobody is waiting", homeTab({ looker: looker(), mayStart: true, page: page([]) })),
    home("Everybody is waiting", homeTab({ looker: looker(), mayStart: true, page: page(everyone) })),
    home(
      "With recent decisions",
      homeTab({ looker: looker(), mayStart: true, page: page(crowd(1)), recent: ended.map(({ user }) => user) }),
    ),
    home(
      "More than one page",
      homeTab({ looker: looker(), mayStart: true, page: page(crowd(LIST_LIMIT), "more"), place: { trail: ["first"] } }),
    ),
    home(
      "A search that finds nobody",
      homeTab({ looker: looker(), mayStart: true, page: page([]), place: { search: "Charles", trail: [] } }),
    ),
    home("A requester's", homeTab({ looker: requester, mayStart: true, refusal, page: page(crowd(2)) })),
    home(
      "A requester's, all ended",
      homeTab({ looker: requester, mayStart: true, refusal, page: page([]), recent: ended.map(({ user }) => user) }),
    ),
    home("A stranger's", homeTab({ looker: requester, mayStart: false, refusal, page: page([]) })),
    home("In trouble", troubledHome(TROUBLE)),
    modal("Start an onboarding", startModal(ADA.card?.channel, "en")),
    modal("Start several onboardings", startManyForm(ADA.card?.channel, [`${ADA.email} ${ADA.name}`])),
    modal("Start several onboardings, lines to correct", await startedSeveral("ada@example.com Ada\nnobody Bob Noyce")),
    modal(
      "Start several onboardings, the report",
      await startedSeveral("ada@example.com Ada\nbob@example.com Bob Noyce"),
    ),
    modal("Verify several", decideManyForm(crowd(3), "verified")),
    modal("Reject several", decideManyForm(crowd(3), "rejected")),
    modal("Reject several, the report", await rejectedSeveral(crowd(3))),
    modal("Nobody is selected", notice("Nobody is selected", NOBODY_SELECTED)),
    modal("Onboarding started", notice("Onboarding started", startAnswer({ kind: "started" }, ADA, ADA.card))),
    modal(
      "Onboarding started, the card not yet posted",
      notice("Onboarding started", startAnswer({ kind: "started" }, ADA)),
    ),
    modal(
      "Start an onboarding of someone waiting",
      again(startModal("", "en"), startAnswer({ kind: "exists", user: ADA }, ADA)),
    ),
    modal("Start an onboarding without being allowed to", again(startModal("", "en"), REFUSAL)),
    modal("Start again with another address", startAgainForm(ADA, ADA.card?.channel, "en")),
    modal("Verify with a comment", decideForm(ADA, "verified", ADA.card?.channel)),
    modal("Reject with a reason", decideForm(ADA, "rejected", ADA.card?.channel)),
    modal("Reject with a reason without being allowed to", again(decideForm(ADA, "rejected", ""), REFUSAL)),
    ...ended.map(({ name, user }) =>
      modal(`Too late: ${name}`, notice("Nothing was changed", decisionAnswer({ kind: "decided", user }, "verified"))),
    ),
  ];
}

const REFUSAL = refusalOf("decide on new users", ["S0ADMINS", "U0ADMIN"], undefined);

/** What became of these lines: two new users of whom one is active already, unless a line is wrong. */
async function startedSeveral(lines: string): Promise<ModalView> {
  const users = memoryUsers();
  users.all.set("u-bob", { ...ADA, userId: "u-bob", email: "bob@example.com", name: "Bob Noyce", status: "ACTIVE" });
  const view = submittedForm(startManyForm("C0APPROVALS"), { lines });
  const by = { id: "U0ADMIN", team_id: "T0LOCAL" };
  return viewOf(await startMany(fakeDeps({ users }), { user: by, view }, ample()));
}

/** What became of these users, of whom the first was verified by somebody else. */
async function rejectedSeveral([first, ...others]: readonly User[]): Promise<ModalView> {
  const table = memoryUsers();
  const verified = first && ({ ...first, status: "ACTIVE", decision: { ...decision, outcome: "verified" } } as const);
  const users = [...(verified ? [verified] : []), ...others];
  users.forEach((user) => table.all.set(user.userId, user));
  const view = submittedForm(decideManyForm(users, "rejected"), { comment: "Not one of us." });
  const by = { id: "U0SECOND", team_id: "T0LOCAL" };
  const access = accessOf({ approvers: ["U0SECOND"] });
  return viewOf(await decideMany(fakeDeps({ users: table, access }), { user: by, view }, ample()));
}

function viewOf(answer: FormAnswer): ModalView {
  if ("errors" in answer) {
    throw new Error(`The form was refused: ${Object.keys(answer.errors).join(", ")}.`);
  }
  return answer.view;
}

/** A form that was submitted in vain. */
function again(form: ModalView, why: Answer): ModalView {
  return formAgain(
    submittedForm(form, { email: ADA.email, name: ADA.name, comment: "Not one of us.", locale: "en" }),
    why,
  );
}

function shown(group: string, name: string, answer: Answer): Sample {
  return { group, name, kind: "message", ...contentOf(answer) };
}

function listOf(users: readonly User[]): Promise<Answer> {
  const table = memoryUsers();
  users.forEach((user) => table.all.set(user.userId, user));
  return list(fakeDeps({ users: table }), actor("U0ADMIN"));
}

function ownOf(users: readonly User[]): Promise<Answer> {
  const table = memoryUsers();
  users.forEach((user, n) => table.all.set(`${n}`, { ...user, requestedBy: "U0REQUESTER" }));
  return ownRequests(fakeDeps({ users: table }), actor("U0REQUESTER"));
}

/** Each in an onboarding of their own. */
const everyone = Object.values(PEOPLE).map((user, n) => ({ ...user, execution: `${user.execution}-${n}` }));

function page(users: User[], next?: string): PendingPage {
  return { users, next, cutShort: false };
}

function crowd(size: number): User[] {
  return Array.from({ length: size }, (_, index) => ({
    ...ADA,
    userId: `u-${index}`,
    execution: `${ADA.execution}-${index}`,
    email: `person-${index}@example.com`,
  }));
}
