import type { CardNews } from "../../domain/ports.ts";
import type { User } from "../../domain/user.ts";
import { fallback, richText, words } from "../text/words.ts";
import type { Message } from "./message.ts";
import { outcome } from "./outcome.ts";
import { facts, nameAndAddress } from "./user-facts.ts";

/** The same card when the onboarding has ended: no controls, and one line saying how it ended. */
export function closedCard(user: User, news?: CardNews): Message {
  const { heading, line } = outcome(user, news);
  return {
    text: fallback(words`${nameAndAddress(user)}: ${line}`),
    blocks: [{ type: "header", text: { type: "plain_text", text: heading } }, ...facts(user), richText(line)],
  };
}
