import type { User } from "../../domain/user.ts";
import { slackDate } from "../text/date.ts";
import { controls } from "./controls.ts";
import type { Message } from "./message.ts";
import { nameAndAddress, userFacts } from "./user-facts.ts";

/** The card of a user who waits for a decision. */
export function pendingCard(user: User): Message {
  return {
    text: `${nameAndAddress(user)} waits to be verified or rejected until ${slackDate(user.expiresAt)}.`,
    blocks: [
      { type: "header", text: { type: "plain_text", text: "A new user waits for a decision" } },
      userFacts(user),
      controls(user),
    ],
  };
}
