import type { ThreadEvent } from "../../domain/ports.ts";
import type { User } from "../../domain/user.ts";
import { person } from "../text/mention.ts";
import { type Words, words } from "../text/words.ts";
import { type Message, message } from "./message.ts";
import { outcome } from "./outcome.ts";
import { MAIL_FAILED } from "./pending-card.ts";
import { reminder } from "./reminder.ts";
import { nameAndAddress } from "./user-facts.ts";

/** The message that an event adds to a card's thread: the audit trail of one onboarding. */
export function threadMessage(event: ThreadEvent, user: User): Message {
  return message(line(event, user));
}

function line(event: ThreadEvent, user: User): Words {
  switch (event) {
    case "asked":
      return words`${user.requestedBy ? person(user.requestedBy) : "The API"} asked to let in ${nameAndAddress(user)}.`;
    case "mail-failed":
      return words`${MAIL_FAILED}`;
    case "reminded":
      return reminder(user);
    case "decided":
      return outcome(user).line;
    case "welcomed":
      return words`The welcome email was sent.`;
    case "welcome-failed":
      return words`The welcome email could not be sent.`;
  }
}
