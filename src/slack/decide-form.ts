import type { InputBlock, ModalView } from "@slack/types";
import { parse, stringify } from "node:querystring";
import type { Deadline } from "../domain/deadline.ts";
import { onboardingId, type User } from "../domain/user.ts";
import { actorOfSubmit, type Submitter } from "./access.ts";
import { decideInSlack, stillPending } from "./decide.ts";
import type { SlackDeps } from "./deps.ts";
import { VIEW } from "./ids.ts";
import type { FormAnswer, Press, Told } from "./listener.ts";
import { formAgain, notice, type SubmittedForm } from "./views.ts";
import { bold, richText, words } from "./words.ts";

/** What a form decides, as a card's menu names it. */
export type FormOutcome = "verified" | "rejected";

const FORMS = {
  verified: {
    title: "Verify with a comment",
    submit: "Verify",
    label: "Comment",
    hint: "It appears on the card. The user gets access at once.",
    optional: true,
  },
  rejected: {
    title: "Reject with a reason",
    submit: "Reject",
    label: "Reason",
    hint: "It appears on the card. The user will not get access. This cannot be undone.",
    optional: false,
  },
} as const satisfies Record<FormOutcome, object>;

/**
 * Answers *Verify with a comment…* and *Reject with a reason…*: opens the form, or says what is in the way. The trigger lives
 * 3 s, so that Slack is asked nothing first, about a user group or itself. Submitting the form authorises in full.
 */
export async function openDecideForm(deps: SlackDeps, press: Press): Promise<Told | undefined> {
  const { access, users, views } = deps;
  const { actor, userId, triggerId } = press;
  const refused = access.refuseAtOnce(actor, "decide");
  if (refused !== undefined) {
    return { kind: "refused", answer: refused };
  }
  const found = stillPending(await users.find(userId), press.onboardingId);
  if ("late" in found) {
    return { kind: "late", answer: found.late };
  }
  const keptOut = access.fourEyes(actor, found.user);
  if (keptOut !== undefined) {
    return { kind: "refused", answer: keptOut };
  }
  await views.open(triggerId, decideForm(found.user, formOutcome(press.choice), actor.channel));
  return undefined;
}

/** The block of the form's only input. */
export const COMMENT = "comment";
const LONGEST_COMMENT = 500;

/** The form that asks for a comment or a reason; it names the person, and carries what it is about and in which channel it was opened. */
export function decideForm(user: User, outcome: FormOutcome, channel: string | undefined): ModalView {
  const { title, submit, label, hint, optional } = FORMS[outcome];
  const about = { outcome, userId: user.userId, onboardingId: onboardingId(user), channel };
  return {
    type: "modal",
    callback_id: VIEW.decide,
    private_metadata: stringify(about),
    title: { type: "plain_text", text: title },
    submit: { type: "plain_text", text: submit },
    close: { type: "plain_text", text: "Cancel" },
    blocks: [
      richText(bold(user.name), words`${user.email}`),
      commentInput(label, hint, { optional, focus_on_load: true }),
    ],
  };
}

/** The input for what the decider has to say. */
export function commentInput(
  label: string,
  hint: string,
  { optional, focus_on_load }: { optional: boolean; focus_on_load: boolean },
): InputBlock {
  const limits = { multiline: true, max_length: LONGEST_COMMENT };
  return {
    type: "input",
    block_id: COMMENT,
    optional,
    label: { type: "plain_text", text: label },
    hint: { type: "plain_text", text: hint },
    element: { type: "plain_text_input", action_id: COMMENT, ...limits, focus_on_load },
  };
}

/** What was typed there, trimmed; nothing where only blanks were. */
export function commentIn({ values }: SubmittedForm["state"]): string | undefined {
  return values[COMMENT]?.[COMMENT]?.value?.trim() || undefined;
}

/** What a menu or a form says to decide; anything that isn't an approval is a rejection. */
export function formOutcome(said: unknown): FormOutcome {
  return said === "verified" ? "verified" : "rejected";
}

/** What a submitted form is about, and what was typed. */
export function readDecideForm({ private_metadata, state }: Pick<SubmittedForm, "private_metadata" | "state">) {
  const { outcome, userId, onboardingId: onboarding, channel } = parse(private_metadata);
  return {
    outcome: formOutcome(outcome),
    userId: text(userId) ?? "",
    onboardingId: text(onboarding),
    channel: text(channel),
    comment: commentIn(state),
  };
}

/** An absent value is written as an empty one. */
function text(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Answers a submitted form: it closes, says above what was typed why this person can't decide, or becomes a view that says who
 * decided, how and when.
 */
export async function decideByForm(
  deps: SlackDeps,
  submission: Submitter & { view: SubmittedForm },
  deadline: Deadline,
): Promise<FormAnswer | undefined> {
  const { channel, ...decision } = readDecideForm(submission.view);
  if (decision.outcome === "rejected" && decision.comment === undefined) {
    return { errors: { [COMMENT]: "Write a reason, or use Reject on the card to give none." } };
  }
  const actor = actorOfSubmit(submission, channel);
  const { kind, answer } = await decideInSlack(deps, { ...decision, actor }, deadline);
  switch (kind) {
    case "done":
      return undefined;
    case "refused":
      return { view: formAgain(submission.view, answer) };
    case "late":
      return { view: notice("Nothing was changed", answer) };
  }
}
