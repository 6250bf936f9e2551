import type {
  RichTextBlock,
  RichTextDate,
  RichTextLink,
  RichTextSection,
  RichTextText,
  RichTextUserMention,
} from "@slack/types";
import { inMrkdwn, fitting } from "./escape.ts";

/**
 * What is said, as elements of rich text. Text in an element is shown as it is: whatever a person typed formats, links and
 * mentions nothing, and can be copied. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export type Words = readonly Element[];

/** A part of it: text, a person, a moment or a link. */
export type Element = RichTextText | RichTextUserMention | RichTextDate | RichTextLink;

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
    case "date":
      return [`<!date^${element.timestamp}^${element.format}|${element.fallback}>`];
    case "link":
      return [`<${element.url}|`, ...inMrkdwn(element.text ?? element.url), ">"];
  }
}
