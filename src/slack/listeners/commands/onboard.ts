import { InvalidRequest } from "../../../domain/failures.ts";
import { parseRequest } from "../../../domain/parse.ts";
import type { Starts, Users } from "../../../domain/ports.ts";
import type { OnboardingRequest } from "../../../domain/user.ts";
import { parseCommand } from "../../parse-command.ts";
import { slackDate } from "../../text/date.ts";
import { escaped } from "../../text/escape.ts";
import { userIdOf } from "../../user-id.ts";

export interface OnboardPorts {
  users: Pick<Users, "find">;
  starts: Starts;
}

const USAGE = "Write it like this: `/onboard ada@example.com Ada Lovelace`";

const HELP = [
  "`/onboard &lt;e-mail&gt; &lt;full name&gt;` starts an onboarding: the new user gets a mail with a link, and a card asks for a decision here in Slack.",
  USAGE,
].join("\n");

/** Answers `/onboard …`: starts an onboarding, or says privately why none was started. */
export async function onboard(ports: OnboardPorts, command: { text: string; user_id: string }): Promise<string> {
  const asked = parseCommand(command.text);
  if (asked.kind === "help") {
    return HELP;
  }
  try {
    const { email, name } = asked;
    return await start(ports, parseRequest({ user_id: userIdOf(email), email, name, requested_by: command.user_id }));
  } catch (error) {
    if (error instanceof InvalidRequest) {
      return `${error.message}\n${USAGE}`;
    }
    throw error;
  }
}

async function start({ users, starts }: OnboardPorts, request: OnboardingRequest): Promise<string> {
  const who = `${escaped(request.name, 500)} (${escaped(request.email, 500)})`;
  const previous = await users.find(request.userId);
  if (previous?.status === "PENDING_EMAIL_VERIFICATION") {
    return `Nothing was started: ${who} already waits for a decision, since ${slackDate(previous.createdAt)}.`;
  }
  if (previous?.status === "ACTIVE") {
    return `Nothing was started: ${who} is an active user already.`;
  }
  const started = await starts.start(request, previous);
  return started === "started"
    ? `The onboarding of ${who} has started: a mail with a link is on its way, and so is the card.`
    : "Nothing was started: an onboarding of this address with another name is just starting.";
}
