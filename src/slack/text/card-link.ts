import type { User } from "../../domain/user.ts";
import { type Words, words } from "./words.ts";

/** " Open the card" as a link, to go after a sentence; nothing while the card does not stand. */
export function cardLink({ card }: Pick<User, "card">): Words {
  return card?.permalink ? words` ${{ type: "link", url: card.permalink, text: "Open the card" }}` : [];
}
