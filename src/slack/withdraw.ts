import type { ActionsBlock, Button } from "@slack/types";
import type { Deadline } from "../domain/deadline.ts";
import { decide } from "../domain/decide.ts";
import { type User, onboardingId } from "../domain/user.ts";
import type { Actor } from "./access.ts";
import { decisionAnswer, earlierCardAnswer } from "./decide.ts";
import type { SlackDeps } from "./deps.ts";
import { ACTION, CONTROLS } from "./ids.ts";
import type { Press, Told } from "./listener.ts";
import { type Answer, message, plain, words } from "./words.ts";

/** Whether this person requested the onboarding, and so can withdraw it, approver or not. */
export function isRequester({ id }: Pick<Actor, "id">, user: Pick<User, "requestedBy">): boolean {
  return user.requestedBy === id;
}

/** Answers `/onboard withdraw`; only the requester learns whether there is an onboarding. */
export async function withdrawByAddress(
  deps: SlackDeps,
  actor: Actor,
  found: { user: User } | { trouble: Answer },
  deadline: Deadline,
): Promise<Answer> {
  if (!("user" in found) || !isRequester(actor, found.user)) {
    return NOT_YOURS;
  }
  const about = { actor, userId: found.user.userId, onboardingId: onboardingId(found.user) };
  return (await withdraw(deps, about, deadline)).answer;
}

/** Withdraws an onboarding for its requester, `fourEyes` or not, and says privately what is true now. */
export async function withdraw(
  deps: SlackDeps,
  { actor, userId, onboardingId: id, comment }: Pick<Press, "actor" | "userId" | "onboardingId"> & { comment?: string },
  deadline: Deadline,
): Promise<Told> {
  const decision = {
    outcome: "withdrawn",
    source: "slack",
    by: actor.id,
    comment,
    at: deps.now().toISOString(),
  } as const;
  const guard = async (user: User) => (isRequester(actor, user) ? undefined : NOT_YOURS);
  const verdict = await decide(deps, { userId, onboardingId: id }, decision, deadline, guard);
  if (!("kind" in verdict)) {
    return { kind: "refused", answer: verdict };
  }
  const user = verdict.kind === "unknown" ? await deps.users.find(userId) : verdict.user;
  if (user && !isRequester(actor, user)) {
    return { kind: "refused", answer: NOT_YOURS }; // what has become of somebody else's request is not told
  }
  return verdict.kind === "unknown"
    ? { kind: "late", answer: earlierCardAnswer(user) }
    : { kind: verdict.kind === "delivered" ? "done" : "late", answer: decisionAnswer(verdict, "withdrawn") };
}

const NOT_YOURS = message(
  words`Nothing was changed: you have no request for this address. Only the person who made a request can withdraw it; an approver can end it with /onboard cancel.`,
);

/** The button with which a requester withdraws, in a block of its own. */
export function withdrawControls(user: User): ActionsBlock {
  const block_id = `${CONTROLS}${onboardingId(user)}`;
  return { type: "actions", block_id, elements: [withdrawButton(user, ACTION.withdraw)] };
}

/** The button with which a requester withdraws. Slack asks first: a withdrawal is final. */
export function withdrawButton(user: User, action_id: string): Button {
  const name = plain(user.name, 60);
  return {
    type: "button",
    action_id,
    value: user.userId,
    text: { type: "plain_text", text: "Withdraw" },
    accessibility_label: plain(`Withdraw ${user.name} (${user.email})`, 75),
    confirm: {
      title: { type: "plain_text", text: "Withdraw this request?" },
      text: {
        type: "plain_text",
        text: `${name} will not get access, and the emailed link stops working. You can start again later.`,
        emoji: false,
      },
      confirm: { type: "plain_text", text: "Withdraw" },
      deny: { type: "plain_text", text: "Keep" },
    },
  };
}
