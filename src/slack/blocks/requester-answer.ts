import type { User } from "../../domain/user.ts";
import { cardLink } from "../text/card-link.ts";
import { words } from "../text/words.ts";
import { type Message, message } from "./message.ts";
import { outcome } from "./outcome.ts";
import { nameAndAddress } from "./user-facts.ts";

/** What the person who asked is told in a direct message, when it is decided or over. */
export function requesterAnswer(user: User): Message {
  return message(words`You asked to let in ${nameAndAddress(user)}. ${outcome(user).line}${cardLink(user)}`);
}
