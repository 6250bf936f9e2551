import type { User } from "../../domain/user.ts";
import { cardLink } from "../text/card-link.ts";
import { outcome } from "./outcome.ts";
import { nameAndAddress } from "./user-facts.ts";

/** What the person who asked is told in a direct message, when it is decided or over. */
export function requesterAnswer(user: User): string {
  return `You asked to let in ${nameAndAddress(user)}. ${outcome(user).line}${cardLink(user)}`;
}
