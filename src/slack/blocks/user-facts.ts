import type { MrkdwnElement, SectionBlock } from "@slack/types";
import type { User } from "../../domain/user.ts";
import { slackDate } from "../text/date.ts";
import { escaped } from "../text/escape.ts";
import { mention } from "../text/mention.ts";

// A section takes 3,000 characters, and the longest note escaped has 2,500.
const NOTE_LIMIT = 2_500;

/** Who is to be let in, who asked and since when, which a card keeps for good; until when, while that matters. */
function userFacts(user: User): SectionBlock {
  return {
    type: "section",
    fields: [
      fact("Name", escaped(user.name, 500)),
      fact("E-mail", escaped(user.email, 500)),
      fact("User ID", escaped(user.userId, 500)),
      fact("Asked for by", user.requestedBy ? mention(user.requestedBy) : "the API"),
      fact("Since", slackDate(user.createdAt)),
      ...(user.status === "PENDING_EMAIL_VERIFICATION" ? [fact("Until", slackDate(user.expiresAt))] : []),
    ],
  };
}

/** The facts, and below them what the requester wants the approvers to know. */
export function facts(user: User): SectionBlock[] {
  const lines = user.note?.split("\n").map((line) => escaped(line, NOTE_LIMIT));
  const note = lines && fact("Note", lines.join("\n"));
  return [userFacts(user), ...(note ? [{ type: "section" as const, text: note }] : [])];
}

/** "Ada Lovelace (ada@example.com)", for a sentence. */
export function nameAndAddress({ name, email }: Pick<User, "name" | "email">): string {
  return `${escaped(name, 500)} (${escaped(email, 500)})`;
}

// Verbatim: neither a name nor an address turns into a link or a mention.
function fact(label: string, value: string): MrkdwnElement {
  return { type: "mrkdwn", text: `*${label}*\n${value}`, verbatim: true };
}
