import type { Deadline } from "../../../domain/deadline.ts";
import { actorOfSubmit, type Submitter } from "../../access/actor.ts";
import { contentOf } from "../../blocks/message.ts";
import { readRejectModal, REASON, type Submitted } from "../../blocks/reject-modal.ts";
import { decideInSlack, type SlackDecidePorts } from "../../decide-in-slack.ts";
import type { FieldErrors } from "../../routes.ts";
import { unformatted } from "../../text/unformatted.ts";

/** Answers a submitted *Reject with a reason*: the modal closes, or says at the field why nothing was changed. */
export async function rejectWithReason(
  ports: SlackDecidePorts,
  submission: Submitter & { view: Submitted },
  deadline: Deadline,
): Promise<FieldErrors | undefined> {
  const { channel, reason, ...about } = readRejectModal(submission.view);
  if (reason === "") {
    return { [REASON]: "Write a reason, or use Reject on the card to give none." };
  }
  const actor = actorOfSubmit(submission, channel);
  const rejection = { ...about, actor, outcome: "rejected", reason } as const;
  const { delivered, answer } = await decideInSlack(ports, rejection, deadline);
  return delivered ? undefined : { [REASON]: unformatted(contentOf(answer).text) };
}
