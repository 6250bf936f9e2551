import type { User } from "../../domain/user.ts";

/** " Open the card" as a link, to go after a sentence; empty while the card does not stand. */
export function cardLink({ card }: Pick<User, "card">): string {
  return card?.permalink ? ` <${card.permalink}|Open the card>` : "";
}
