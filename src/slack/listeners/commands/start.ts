import type { Deadline } from "../../../domain/deadline.ts";
import { InvalidRequest } from "../../../domain/failures.ts";
import { parseRequest } from "../../../domain/parse.ts";
import type { Actor } from "../../access/access.ts";
import { type Answer, type Message, message } from "../../blocks/message.ts";
import { nameAndAddress } from "../../blocks/user-facts.ts";
import { type SlackStartPorts, type StartedInSlack, startInSlack } from "../../start-in-slack.ts";
import { cardLink } from "../../text/card-link.ts";
import { slackDate } from "../../text/date.ts";
import { type Words, words } from "../../text/words.ts";
import { userIdOf } from "../../user-id.ts";
import { USAGE } from "./help.ts";

/** Starts an onboarding of what was typed behind the command, or says why none was started. */
export async function start(
  ports: SlackStartPorts,
  actor: Actor,
  { email, name }: { email: string; name: string },
  deadline: Deadline,
): Promise<Answer> {
  const refused = await ports.access.start(actor);
  if (refused !== undefined) {
    return refused;
  }
  try {
    const request = parseRequest({ user_id: userIdOf(email), email, name, requested_by: actor.id });
    return told(await startInSlack(ports, actor, request, deadline), nameAndAddress(request));
  } catch (error) {
    if (error instanceof InvalidRequest) {
      return `${error.message}\n${USAGE}`;
    }
    throw error;
  }
}

function told(started: StartedInSlack, who: Words): Message {
  switch (started.kind) {
    case "started":
      return message(
        words`The onboarding of ${who} has started: an email with a link is on its way, and so is the card.`,
      );
    case "starting":
      return message(words`Nothing was started: someone else is just starting an onboarding of this address.`);
    case "taken":
      return message(
        words`Nothing was started: this address already has an onboarding or an account. An approver can tell you more.`,
      );
    case "closing":
      return message(
        words`Nothing was started: the last onboarding of ${nameAndAddress(started.user)} ended before a decision took effect and is being closed. Please try again in a few minutes.`,
      );
    case "exists": {
      const { user } = started;
      const state =
        user.status === "ACTIVE"
          ? "is an active user already."
          : words`already waits for a decision, since ${slackDate(user.createdAt)}.`;
      return message(words`Nothing was started: ${nameAndAddress(user)} ${state}${cardLink(user)}`);
    }
  }
}
