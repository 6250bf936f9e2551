import type {
  KnownBlock,
  RichTextBlock,
  RichTextBroadcastMention,
  RichTextDate,
  RichTextLink,
  RichTextSection,
  RichTextText,
  RichTextUsergroupMention,
  RichTextUserMention,
} from "@slack/types";
import { SLACK_USER_ID } from "../domain/people.ts";
import type { Started } from "../domain/start.ts";
import type { Card, OnboardingRequest, User } from "../domain/user.ts";

/**
 * Text as elements of rich text. Slack shows an element's text as it is: what a person typed formats, links and mentions nothing, and
 * can be copied. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export type Words = readonly Element[];

/** A part of it: text, a mention, a moment or a link. */
export type Element =
  | RichTextText
  | RichTextUserMention
  | RichTextUsergroupMention
  | RichTextBroadcastMention
  | RichTextDate
  | RichTextLink;

/** What `words` puts together: text as it was typed, an element, or other words. */
type Piece = string | Element | Words;

/** Puts words together: words`You rejected ${user.name}, ${slackDate(at)}.` */
export function words(ours: TemplateStringsArray, ...pieces: readonly Piece[]): Words {
  return ours.flatMap((text, index) => [...elements(text), ...elements(pieces[index] ?? "")]);
}

/** The same in bold. */
export function bold(piece: Piece): Words {
  return elements(piece).map((element) => ({ ...element, style: { bold: true } }));
}

/** Words on lines of their own, as one block. */
export function richText(...lines: readonly Words[]): RichTextBlock {
  return {
    type: "rich_text",
    elements: [section(lines.flatMap((line, index) => [...elements(index > 0 ? "\n" : ""), ...line]))],
  };
}

/** Words, and a list with bullets below them, as one block. */
export function richList(heading: Words, items: readonly Words[]): RichTextBlock {
  return {
    type: "rich_text",
    elements: [section(heading), { type: "rich_text_list", style: "bullet", elements: items.map(section) }],
  };
}

// Slack cuts a longer text. https://docs.slack.dev/reference/methods/chat.postMessage#truncating
const LONGEST_FALLBACK = 4_000;

/**
 * The same as mrkdwn on lines of their own, for what Slack says where it shows no blocks: in notifications and to screen
 * readers. A person's text is as typed there too, but mrkdwn has no escape for its own marks: they may be left out.
 */
export function fallback(...lines: readonly Words[]): string {
  return fitting(
    lines.flatMap((line, index) => [index > 0 ? "\n" : "", ...line.flatMap(spoken)]),
    LONGEST_FALLBACK,
  );
}

function elements(piece: Piece): Words {
  if (typeof piece === "string") {
    return piece === "" ? [] : [{ type: "text", text: piece }];
  }
  return "type" in piece ? [piece] : piece;
}

function section(content: Words): RichTextSection {
  return { type: "rich_text_section", elements: [...content] };
}

/** Parts that are not to be cut. */
function spoken(element: Element): string[] {
  switch (element.type) {
    case "text":
      return inMrkdwn(element.text);
    case "user":
      return [`<@${element.user_id}>`];
    case "usergroup":
      return [`<!subteam^${element.usergroup_id}>`];
    case "broadcast":
      return [`<!${element.range}>`];
    case "date":
      return [`<!date^${element.timestamp}^${element.format}|${element.fallback}>`];
    case "link":
      return [`<${element.url}|`, ...inMrkdwn(element.text ?? element.url), ">"];
  }
}

/** A message as Slack wants it: `text` is what phones and screen readers say, and what remains where blocks don't show. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** A private answer: a message, or our own mrkdwn without anybody else's text. */
export type Answer = Message | string;

/** Words as a message, a line each. */
export function message(...lines: readonly Words[]): Message {
  return { text: fallback(...lines), blocks: [richText(...lines)] };
}

/** An answer as Slack takes it. */
export function contentOf(answer: Answer): { text: string } & Partial<Message> {
  return typeof answer === "string" ? { text: answer } : answer;
}

const UTC = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** A moment in each reader's own time zone, and in UTC where Slack cannot know the reader; `iso` is ISO 8601. */
export function slackDate(iso: string): RichTextDate {
  return {
    type: "date",
    timestamp: Math.floor(new Date(iso).getTime() / 1000),
    format: "{date_short_pretty} at {time}", // https://docs.slack.dev/reference/block-kit/block-elements/date-element
    fallback: plainDate(iso),
  };
}

/** A moment in UTC, for places where Slack shows only plain text; `iso` is ISO 8601. */
export function plainDate(iso: string): string {
  return `${UTC.format(new Date(iso))} UTC`;
}

/** Whether this is the ID of a person in Slack. */
export function isSlackUser(id: string): boolean {
  return SLACK_USER_ID.test(id);
}

/** A person of the workspace as a mention; anything that is no Slack user ID as text. */
export function person(userId: string): Element {
  return isSlackUser(userId) ? { type: "user", user_id: userId } : { type: "text", text: userId };
}

/** The same in mrkdwn. */
export function mention(userId: string): string {
  return isSlackUser(userId) ? `<@${userId}>` : inMrkdwn(userId).join("");
}

/** " Open the card" as a link, to follow a sentence; nothing until the card is posted. */
export function cardLink({ card }: Pick<User, "card">): Words {
  return card?.permalink ? words` ${{ type: "link", url: card.permalink, text: "Open the card" }}` : [];
}

/** The three characters that Slack reads as control characters, and their entities. https://docs.slack.dev/messaging/formatting-message-text#escaping */
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

// Invisible, and in no emoji's name. Blocks don't contain it, since people copy text from them.
const WORD_JOINER = "\u2060";
const COLONS = /:(?=[\p{L}\p{N}_+'-]+:)/gu;

/**
 * A person's text for mrkdwn, in parts that are not to be cut: on one line, it mentions and links nothing, begins no quote
 * and becomes no emoji.
 */
export function inMrkdwn(text: string): string[] {
  return Array.from(oneLine(text).replace(COLONS, `:${WORD_JOINER}`), (character) => ENTITIES[character] ?? character);
}

/** A person's text on one line for a `plain_text` object with `emoji: false`, at most `limit` characters long. */
export function plain(text: string, limit: number): string {
  return cut(oneLine(text).trim(), limit);
}

/** A text of at most `limit` characters; what is cut off ends in an ellipsis. */
export function cut(text: string, limit: number): string {
  return fitting(Array.from(text), limit);
}

/** The text that a person typed, where Slack hands it over with entities. */
export function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Cuts between parts: characters, entities, mentions. */
export function fitting(parts: readonly string[], limit: number): string {
  const whole = parts.join("");
  if (whole.length <= limit) {
    return whole;
  }
  let fits = "";
  for (const part of parts) {
    if (fits.length + part.length >= limit) {
      break;
    }
    fits += part;
  }
  return `${fits}…`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ");
}

/** "Ada Lovelace (ada@example.com)", for a sentence. */
export function nameAndAddress({ name, email }: Pick<User, "name" | "email">): Words {
  return words`${name} (${email})`;
}

/** The result of a start for the person who asked for it, with a link to the card once that is posted. */
export function startAnswer(started: Started, request: OnboardingRequest, card?: Card): Message {
  switch (started.kind) {
    case "started": {
      const who = nameAndAddress(request);
      return card
        ? message(
            words`The onboarding of ${who} has started.${cardLink({ card })}`,
            words`An email with a link is on its way. You will get a message when it is decided.`,
          )
        : message(
            words`The onboarding of ${who} has started. An email with a link is on its way, and a card will ask the approvers for a decision.`,
            words`You will get a message when it is decided.`,
          );
    }
    case "starting":
      return message(words`Nothing was started: someone else is starting an onboarding for this address right now.`);
    case "taken":
      return message(
        words`Nothing was started: this address already has an onboarding or an account. An approver can tell you more.`,
      );
    case "closing":
      return message(
        words`Nothing was started: the last onboarding of ${nameAndAddress(started.user)} ended before a decision took effect and is being closed. Please try again in a few minutes.`,
      );
    case "exists": {
      const { user } = started;
      const state =
        user.status === "ACTIVE"
          ? "is an active user already."
          : words`has been waiting for a decision since ${slackDate(user.createdAt)}.`;
      return message(words`Nothing was started: ${nameAndAddress(user)} ${state}${cardLink(user)}`);
    }
  }
}
