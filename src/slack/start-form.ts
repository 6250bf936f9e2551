import type { ViewOutput } from "@slack/bolt";
import type { InputBlock, ModalView, PlainTextInput } from "@slack/types";
import type { Deadline } from "../domain/deadline.ts";
import { InvalidRequest } from "../domain/failures.ts";
import { requestOf } from "../domain/request.ts";
import { type Started, startOnboarding, userIdOf } from "../domain/start.ts";
import { type Actor, type Submitter, actorOfSubmit } from "./access.ts";
import type { SlackDeps } from "./deps.ts";
import { VIEW } from "./ids.ts";
import type { FieldErrors } from "./listener.ts";
import { plainDate, unformatted } from "./words.ts";

/**
 * Opens the form that starts an onboarding, or returns the sentence that says who may. The trigger lives 3 s, so that
 * nothing else comes before. The form carries the channel, if any, since who may start can depend on it.
 */
export async function openStartModal(
  { access, views }: SlackDeps,
  actor: Actor,
  triggerId: string,
): Promise<string | undefined> {
  const refused = await access.start(actor);
  if (refused === undefined) {
    await views.open(triggerId, startModal(actor.channel));
  }
  return refused;
}

/** The modal's inputs: each one's block ID, and the action ID within it. */
export const FIELD = { email: "email", name: "name", note: "note" } as const;

/**
 * The form that starts an onboarding. It carries the channel in which it was opened, since a submission does not say, and
 * who may start can depend on it. The longest texts are the domain's own limits.
 */
export function startModal(channel: string | undefined): ModalView {
  return {
    type: "modal",
    callback_id: VIEW.start,
    private_metadata: channel ?? "",
    title: { type: "plain_text", text: "Onboard a new user" },
    submit: { type: "plain_text", text: "Start" },
    close: { type: "plain_text", text: "Cancel" },
    blocks: [
      {
        type: "input",
        block_id: FIELD.email,
        label: { type: "plain_text", text: "Email" },
        hint: { type: "plain_text", text: "A verification link is emailed to this address." },
        element: {
          type: "email_text_input",
          action_id: FIELD.email,
          focus_on_load: true,
          placeholder: { type: "plain_text", text: "ada@example.com" },
        },
      },
      input(FIELD.name, "Full name", { max_length: 100, placeholder: { type: "plain_text", text: "Ada Lovelace" } }),
      {
        ...input(FIELD.note, "Note", { max_length: 500, multiline: true }),
        optional: true,
        hint: { type: "plain_text", text: "What the approvers should know. It is shown on the card." },
      },
    ],
  };
}

function input(id: string, label: string, element: Partial<PlainTextInput>): InputBlock {
  return {
    type: "input",
    block_id: id,
    label: { type: "plain_text", text: label },
    element: { type: "plain_text_input", action_id: id, ...element },
  };
}

/** What was written into the form, and the channel that it carries; an input that was left empty is empty text, a note undefined. */
export function readStartModal(view: Pick<ViewOutput, "private_metadata" | "state">) {
  const typed = (id: string) => view.state.values[id]?.[id]?.value ?? "";
  return {
    channel: view.private_metadata || undefined,
    email: typed(FIELD.email),
    name: typed(FIELD.name),
    note: typed(FIELD.note).trim() || undefined,
  };
}

/** Answers the submitted form that starts an onboarding: it closes, or says at the field why nothing was started. */
export async function startByForm(
  deps: SlackDeps,
  submission: Submitter & { view: Parameters<typeof readStartModal>[0] },
  deadline: Deadline,
): Promise<FieldErrors | undefined> {
  const { channel, email, name, note } = readStartModal(submission.view);
  const actor = actorOfSubmit(submission, channel);
  const refused = await deps.access.start(actor);
  if (refused !== undefined) {
    return { [FIELD.email]: unformatted(refused) };
  }
  try {
    const request = requestOf({ userId: userIdOf(email), email, name, requestedBy: actor.id, note });
    return errorsOf(await startOnboarding(deps, request, deadline, () => deps.access.ask(actor)));
  } catch (error) {
    if (error instanceof InvalidRequest) {
      return atFields(error);
    }
    throw error;
  }
}

function errorsOf(started: Started): FieldErrors | undefined {
  switch (started.kind) {
    case "started":
      return undefined;
    case "starting":
      return { [FIELD.email]: "Someone else is starting an onboarding for this address right now." };
    case "taken":
      return {
        [FIELD.email]: "This address already has an onboarding or an account. An approver can tell you more.",
      };
    case "closing":
      return {
        [FIELD.email]:
          "The last onboarding of this address ended before a decision took effect and is being closed. Please try again in a few minutes.",
      };
    case "exists": {
      const { status, createdAt, card } = started.user;
      const state =
        status === "ACTIVE"
          ? "This is the address of an active user already."
          : `An onboarding for this address has been waiting for a decision since ${plainDate(createdAt)}.`;
      return { [FIELD.email]: card?.permalink ? `${state} Its card: ${card.permalink}` : state };
    }
  }
}

/** "is empty" becomes "This is empty." below its input; a fault without an input of its own stands below the first. */
function atFields({ message, faults }: InvalidRequest): FieldErrors {
  const atInputs = Object.values(FIELD).flatMap((field) =>
    faults[field] ? [[field, `This ${faults[field]}.`] as const] : [],
  );
  return atInputs.length > 0 ? Object.fromEntries(atInputs) : { [FIELD.email]: message };
}
