import type { ThreadEvent } from "../../domain/ports.ts";
import type { User } from "../../domain/user.ts";
import { mention } from "../text/mention.ts";
import { outcome } from "./outcome.ts";
import { MAIL_FAILED } from "./pending-card.ts";
import { reminder } from "./reminder.ts";
import { nameAndAddress } from "./user-facts.ts";

/** The line that an event adds to a card's thread: the audit trail of one onboarding. */
export function threadLine(event: ThreadEvent, user: User): string {
  switch (event) {
    case "asked":
      return `${user.requestedBy ? mention(user.requestedBy) : "The API"} asked to let in ${nameAndAddress(user)}.`;
    case "mail-failed":
      return MAIL_FAILED;
    case "reminded":
      return reminder(user).text;
    case "decided":
      return outcome(user).line;
    case "welcomed":
      return "The welcome mail was sent.";
  }
}
