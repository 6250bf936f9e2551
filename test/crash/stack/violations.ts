import type { Event } from "@aws-sdk/client-lambda";
import type { SlackMessage } from "../../../packages/slack-local/src/slack.ts";
import type { Mail } from "./mailbox.ts";
import type { Profile } from "./outside.ts";

/** An onboarding with the people around it: the ways by which they want to decide, and who was told that theirs did. */
export interface Life {
  user: string;
  email: string;
  wishes: ("mail" | "verify" | "reject")[];
  /** Whether an approver has yet to ask for the email again. */
  emailAgain: boolean;
  /** Once a start was answered. */
  arn?: string;
  /** The page said that the user is verified. */
  verified: boolean;
  /** Those wishes that were answered, whichever way. */
  answered: Set<string>;
  /** Whether its execution was seen ended. */
  ended: boolean;
}

/** What is there after the last kill. */
export interface Account {
  status: string | undefined;
  result: { status: string } | undefined;
  events: Event[];
  profile: Profile | undefined;
  mails: Mail[];
  messages: SlackMessage[];
}

const ENDS = ["ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionStopped"];
const STATES: Record<string, string> = {
  COMPLETED: "ACTIVE",
  REJECTED: "REJECTED",
  CANCELLED: "CANCELLED",
  EXPIRED: "EXPIRED",
};
const WAYS: Record<string, string> = {
  "verified email": "mail",
  "verified slack": "verify",
  "rejected slack": "reject",
};

/** Everything about one onboarding that is not as it has to be, in sentences. */
export function violations({ user, email, wishes, verified }: Life, account: Account): string[] {
  const { status, result, events, profile, mails, messages } = account;
  const { outcome, source } = profile?.decision ?? {};
  const way = wishes.find((each) => each === WAYS[`${outcome} ${source}`]);
  const ends = events.filter(({ EventType = "" }) => ENDS.includes(EventType)).length;
  const card = messages.find(({ ts }) => ts === profile?.card?.ts);
  const sent = (subject: string) => mails.some((mail) => mail.to === email && mail.subject === subject);
  const isActive = profile?.status === "ACTIVE";
  const found = [
    (status !== "SUCCEEDED" || ends !== 1) && `ended ${ends} times, as ${status}`,
    STATES[result?.status ?? ""] !== profile?.status && `is ${profile?.status}, though it ended as ${result?.status}`,
    profile?.status !== "EXPIRED" && !way && `was ${outcome} through ${source}, which nobody asked for`,
    verified && way !== "mail" && "was told to be verified by mail, and is not",
    !sent("Verify your address") && "was never asked by mail",
    isActive !== sent("Welcome") && (isActive ? "was never welcomed" : "was welcomed, though not let in"),
    !card && "has no card",
    card?.blocks?.some(({ type }) => type === "actions") && "has a card that is still open",
  ];
  return found.filter((sentence) => typeof sentence === "string").map((sentence) => `${user} ${sentence}`);
}
