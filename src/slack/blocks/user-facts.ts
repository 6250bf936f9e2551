import type { RichTextBlock } from "@slack/types";
import { unicodeDomain } from "../../domain/address.ts";
import type { User } from "../../domain/user.ts";
import { slackDate } from "../text/date.ts";
import { person } from "../text/mention.ts";
import { bold, richText, type Words, words } from "../text/words.ts";

/** Who is to be let in, who asked and since when; until when, while that matters; and the requester's note, if any. */
export function facts(user: User): RichTextBlock[] {
  const known = richText(
    fact("Name", user.name),
    ...address(user),
    fact("User ID", user.userId),
    fact("Asked for by", user.requestedBy ? person(user.requestedBy) : "the API"),
    fact("Since", slackDate(user.createdAt)),
    ...(user.status === "PENDING_EMAIL_VERIFICATION" ? [fact("Until", slackDate(user.expiresAt))] : []),
  );
  return [known, ...(user.note ? [richText(bold("Note"), words`${user.note}`)] : [])];
}

/** "Ada Lovelace (ada@example.com)", for a sentence. */
export function nameAndAddress({ name, email }: Pick<User, "name" | "email">): Words {
  return words`${name} (${email})`;
}

/**
 * The address that is mailed to, which can be pasted back and cannot be mistaken for another one. Punycode can't be read:
 * its letters are shown beside it, never in its place, for letters of two alphabets can look the same.
 */
function address({ email }: User): Words[] {
  const domain = unicodeDomain(email);
  return [fact("Email", email), ...(domain ? [fact("Its domain reads", domain)] : [])];
}

function fact(label: string, value: Parameters<typeof words>[1]): Words {
  return words`${bold(`${label}:`)} ${value ?? ""}`;
}
