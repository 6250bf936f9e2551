import type { User } from "../../domain/user.ts";
import type { Message } from "./message.ts";
import { outcome } from "./outcome.ts";
import { nameAndAddress, userFacts } from "./user-facts.ts";

/** The same card when the onboarding has ended: no controls, and one line saying how it ended. */
export function closedCard(user: User): Message {
  const { heading, line } = outcome(user);
  return {
    text: `${nameAndAddress(user)}: ${line}`,
    blocks: [
      { type: "header", text: { type: "plain_text", text: heading } },
      userFacts(user),
      { type: "section", text: { type: "mrkdwn", text: line, verbatim: true } },
    ],
  };
}
