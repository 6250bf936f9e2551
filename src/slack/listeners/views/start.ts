import type { Deadline } from "../../../domain/deadline.ts";
import { InvalidRequest } from "../../../domain/failures.ts";
import { parseRequest } from "../../../domain/parse.ts";
import { actorOfSubmit, type Submitter } from "../../access/actor.ts";
import { FIELD, readStartModal } from "../../blocks/start-modal.ts";
import type { FieldErrors } from "../../routes.ts";
import { type SlackStartPorts, type StartedInSlack, startInSlack } from "../../start-in-slack.ts";
import { plainDate } from "../../text/date.ts";
import { unformatted } from "../../text/unformatted.ts";
import { userIdOf } from "../../user-id.ts";

/** Answers the submitted form that starts an onboarding: it closes, or says at the field why nothing was started. */
export async function startByForm(
  ports: SlackStartPorts,
  submission: Submitter & { view: Parameters<typeof readStartModal>[0] },
  deadline: Deadline,
): Promise<FieldErrors | undefined> {
  const { channel, email, name, note } = readStartModal(submission.view);
  const actor = actorOfSubmit(submission, channel);
  const refused = await ports.access.start(actor);
  if (refused !== undefined) {
    return { [FIELD.email]: unformatted(refused) };
  }
  try {
    const request = parseRequest({ user_id: userIdOf(email), email, name, requested_by: actor.id, note });
    return errorsOf(await startInSlack(ports, actor, request, deadline));
  } catch (error) {
    if (error instanceof InvalidRequest) {
      return atFields(error);
    }
    throw error;
  }
}

function errorsOf(started: StartedInSlack): FieldErrors | undefined {
  switch (started.kind) {
    case "started":
      return undefined;
    case "starting":
      return { [FIELD.email]: "Someone else is just starting an onboarding of this address." };
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
          : `This address already waits for a decision, since ${plainDate(createdAt)}.`;
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
