import type { ViewOutput } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { parse, stringify } from "node:querystring";
import type { Deadline } from "../domain/deadline.ts";
import { actorOfSubmit, type Submitter } from "./access.ts";
import { decideInSlack } from "./decide.ts";
import type { SlackDeps } from "./deps.ts";
import { VIEW } from "./ids.ts";
import type { FieldErrors, Press } from "./listener.ts";
import { contentOf, unformatted } from "./words.ts";

/**
 * Answers *Reject with a reason…*: opens the modal, or returns the refusal. The trigger lives 3 s, so that nothing slow
 * comes first: neither the profile nor a user group is looked up here. Submitting the modal authorises in full.
 */
export async function openRejectForm(
  { access, views }: SlackDeps,
  { actor, userId, onboardingId, triggerId }: Press,
): Promise<string | undefined> {
  const refused = access.refuseAtOnce(actor);
  if (refused === undefined) {
    await views.open(triggerId, rejectModal({ userId, onboardingId, channel: actor.channel }));
  }
  return refused;
}

/** What a rejection with a reason is about; none of it personal data. */
export interface RejectModalAbout {
  userId: string;
  onboardingId: string | undefined;
  /** Where the card stands. */
  channel: string | undefined;
}

/** The block of the modal's only input. */
export const REASON = "reason";
const LONGEST_REASON = 500;

/** The modal that asks for the reason of a rejection, and carries what it is about. */
export function rejectModal({ userId, onboardingId, channel }: RejectModalAbout): ModalView {
  return {
    type: "modal",
    callback_id: VIEW.reject,
    private_metadata: stringify({ userId, onboardingId, channel }),
    title: { type: "plain_text", text: "Reject with a reason" },
    submit: { type: "plain_text", text: "Reject" },
    close: { type: "plain_text", text: "Cancel" },
    blocks: [
      {
        type: "input",
        block_id: REASON,
        label: { type: "plain_text", text: "Reason" },
        hint: {
          type: "plain_text",
          text: "It appears on the card. The user will not get access. This cannot be undone.",
        },
        element: {
          type: "plain_text_input",
          action_id: REASON,
          multiline: true,
          max_length: LONGEST_REASON,
          focus_on_load: true,
        },
      },
    ],
  };
}

/** The parts of a submitted modal that say what was meant. */
export type Submitted = Pick<ViewOutput, "private_metadata" | "state">;

/** What a submitted modal is about, and the reason, trimmed; it may be empty where only blanks were typed. */
export function readRejectModal(view: Submitted): RejectModalAbout & { reason: string } {
  const { userId, onboardingId, channel } = parse(view.private_metadata);
  return {
    userId: text(userId) ?? "",
    onboardingId: text(onboardingId),
    channel: text(channel),
    reason: view.state.values[REASON]?.[REASON]?.value?.trim() ?? "",
  };
}

/** An absent value is written as an empty one. */
function text(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Answers a submitted *Reject with a reason*: the modal closes, or says at the field why nothing was changed. */
export async function rejectWithReason(
  deps: SlackDeps,
  submission: Submitter & { view: Submitted },
  deadline: Deadline,
): Promise<FieldErrors | undefined> {
  const { channel, reason, ...about } = readRejectModal(submission.view);
  if (reason === "") {
    return { [REASON]: "Write a reason, or use Reject on the card to give none." };
  }
  const actor = actorOfSubmit(submission, channel);
  const rejection = { ...about, actor, outcome: "rejected", comment: reason } as const;
  const { delivered, answer } = await decideInSlack(deps, rejection, deadline);
  return delivered ? undefined : { [REASON]: unformatted(contentOf(answer).text) };
}
