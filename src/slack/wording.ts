import type { Decision, Notice, OnboardingRequest, User } from "../domain/user.ts";
import {
  bold,
  cardLink,
  cut,
  fallback,
  isSlackUser,
  type Message,
  nameAndAddress,
  person,
  richList,
  slackDate,
  type Words,
  words,
} from "./words.ts";

/** The longest reason that is shown; what people type is shorter. */
const REASON_LIMIT = 1_000;

/** The state of an onboarding, in each form that people read. */
interface Described {
  /** A closed card's heading: an icon and a word that says the same. */
  mark: string;
  /** Follows the user's name: "is active." */
  state: string;
  /** What happened: who decided, how and when. */
  event: Words;
  /** What follows from it. */
  consequence: string;
  /** Part of a sentence for a person who acts too late. */
  already: Words;
}

const NO_ACCESS = "The user was not given access.";
const NO_ACCESS_YET = `${NO_ACCESS} A new onboarding can be started.`;

/** The one description of an onboarding's state: cards, threads, lists and answers take their words from it. */
function described(user: User): Described {
  const who = nameAndAddress(user);
  const by = slackDate(user.expiresAt);
  switch (user.status) {
    case "PENDING_EMAIL_VERIFICATION":
      return {
        mark: "⏳ Approval needed",
        state: "is waiting for a decision.",
        event: words`Decide by ${by}`,
        consequence: "",
        already: words`${who} is waiting for a decision${otherCard(user)}, until ${by}.`,
      };
    case "ACTIVE":
      return {
        mark: "✅ Verified",
        state: "is active.",
        event: words`Verified ${how(user.decision)}`,
        consequence: `The user is active${isLost(user, "welcome-email") ? ", but the welcome email could not be sent" : ""}.`,
        already: words`${who} was already verified ${how(user.decision)}.`,
      };
    case "REJECTED":
      return {
        mark: "⛔ Rejected",
        state: "was rejected.",
        event: words`Rejected ${how(user.decision)}`,
        consequence: NO_ACCESS,
        already: words`${who} was already rejected ${how(user.decision)}.`,
      };
    case "CANCELLED": {
      const what = user.decision?.outcome === "withdrawn" ? "Withdrawn" : "Cancelled";
      return {
        mark: `↩︎ ${what}`,
        state: `was ${what.toLowerCase()}.`,
        event: words`${what} ${how(user.decision)}`,
        consequence: NO_ACCESS_YET,
        already: words`the onboarding of ${who} was already ${what.toLowerCase()} ${how(user.decision)}.`,
      };
    }
    case "EXPIRED":
      return {
        mark: "⌛ Expired",
        state: "expired without a decision.",
        event: words`Nobody decided by ${by}`,
        consequence: NO_ACCESS_YET,
        already: words`nobody decided on ${who} by ${by}. A new onboarding can be started with /onboard.`,
      };
    case "FAILED":
      return {
        mark: "⚠️ Failed",
        state: "ended before a decision took effect.",
        event: words`Ended before a decision took effect: ${why(user)}`,
        consequence: NO_ACCESS_YET,
        already: words`the onboarding of ${who} ended before a decision took effect. A new one can be started with /onboard.`,
      };
  }
}

/** How an onboarding ended: a heading for its card, a line that says who decided, how and when, and what that person typed, if anything. */
export function outcome(user: User): { mark: string; line: Words; comment: Words[] } {
  const { mark, event, consequence } = described(user);
  return { mark, line: words`${event}. ${consequence}`, comment: reasons(user) };
}

/** Who asked for an onboarding, and when. */
export function asked({ requestedBy, createdAt }: Pick<User, "requestedBy" | "createdAt">): Words {
  return words`Requested ${requestedBy && isSlackUser(requestedBy) ? words`by ${person(requestedBy)}` : "through the API"}, ${slackDate(createdAt)}`;
}

/** The state of an onboarding, as part of a sentence for a person who acts too late. */
export function already(user: User): Words {
  return described(user).already;
}

/** Who decided, by which way and when: "by @Ann in Slack, today at 9:00". */
function how(decision: Decision | undefined): Words {
  if (!decision) {
    return words`at a time not recorded`;
  }
  const who = decision.by ? words`by ${person(decision.by)} ` : "";
  const way = decision.source === "email" ? "by the emailed link" : words`${who}in Slack`;
  return words`${way}, ${slackDate(decision.at)}`;
}

/** Trouble with an email after the email service took it, and what to do about it, on one line; no line without trouble. */
export function mailTrouble({ email, mail }: Pick<User, "email" | "mail">): Words[] {
  const because = mail?.reason ? `: ${cut(mail.reason, REASON_LIMIT).replace(/\.$/u, "")}.` : ".";
  switch (mail?.state) {
    case undefined:
      return [];
    case "bounced":
      return [words`The email to ${email} bounced${because} ${DECIDE_HERE}`];
    case "rejected":
      return [words`The email service did not send the email to ${email}${because} ${DECIDE_HERE}`];
    case "complained":
      return [
        words`The recipient reported the email to ${email} as unwanted${because} No more email goes to this address. Please decide here.`,
      ];
    case "delayed":
      return [words`The email to ${email} is delayed${because} Delivery is still being tried.`];
  }
}

const DECIDE_HERE = "Decide here, or start again with another address.";

/** Whether a notification failed for good. */
function isLost({ undelivered }: User, notice: Notice): boolean {
  return undelivered?.includes(notice) ?? false;
}

const LOST: Record<Notice, string> = {
  "verification-email": "verification email not delivered",
  "reminder-email": "reminder email not delivered",
  "welcome-email": "welcome email not delivered",
  card: "no card in Slack",
  "card-update": "card not up to date",
};

/** The notifications that failed for good, to follow a state: " · welcome email not delivered". */
export function lost({ undelivered = [] }: Pick<User, "undelivered">): string {
  return undelivered.map((notice) => ` · ${LOST[notice]}`).join("");
}

/** The state and history of an onboarding: who asked and when, the deadline, who decided, how, when and why. */
export function statusMessage(user: User): Message {
  const history = [asked(user), ...details(user), described(user).event, ...reasons(user)];
  return {
    text: fallback(headline(user), ...history.map((line) => words`• ${line}`)),
    blocks: [richList(headline(user), history)],
  };
}

/** How an onboarding ended, for a list: its state, then who decided, how and when, and what that person typed. */
export function ended(user: User): Words[] {
  return [headline(user), described(user).event, ...reasons(user)];
}

/** "Ada Lovelace (ada@example.com) is active · welcome email not delivered. Open the card" */
function headline(user: User): Words {
  const { state } = described(user);
  return words`${bold(nameAndAddress(user))} ${state.replace(/\.$/u, `${lost(user)}.`)}${cardLink(user)}`;
}

function why({ failure }: User): string {
  return cut(failure?.message ?? "the reason is not known", REASON_LIMIT).replace(/\.$/u, "");
}

/** What the decider typed, if anything. */
function reasons({ decision }: User): Words[] {
  const label = decision?.outcome === "verified" ? "Comment" : "Reason";
  return decision?.comment ? [words`${label}: ${cut(decision.comment, REASON_LIMIT)}`] : [];
}

function otherCard({ card }: User): Words {
  return card?.permalink ? words` on ${{ type: "link", url: card.permalink, text: "another card" }}` : [];
}

/** The lines of a request, one for each field that is given; none for a field that is shown in another way. */
type Detail = (user: User) => Words[];

const elsewhere: Detail = () => [];
const labelled =
  (label: string, valueOf: (user: User) => string | undefined): Detail =>
  (user) => {
    const value = valueOf(user);
    return value ? [words`${bold(`${label}:`)} ${value}`] : [];
  };

const DETAILS = {
  userId: elsewhere,
  email: elsewhere,
  name: elsewhere,
  requestedBy: elsewhere,
  note: labelled("Note", ({ note }) => note),
  locale: elsewhere,
} satisfies Record<keyof OnboardingRequest, Detail>;

/** The other fields of a request, a line each, for cards and for the state of an onboarding. */
export function details(user: User): Words[] {
  return Object.values(DETAILS).flatMap((detail) => detail(user));
}
