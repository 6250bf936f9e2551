import { html } from "hono/html";
import type { Directory } from "../directory.ts";
import { decoded } from "./entities.ts";
import type { Html } from "../live-page/html.ts";
import { reference } from "./reference.ts";

const FENCE = /```\n?([\s\S]+?)\n?```/u;
const INLINE =
  /<(?<ref>[^<>\n]+)>|:(?<emoji>[a-z_]+):|`(?<code>[^`\n]+)`|(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<marked>[^\n]*?\S)\k<mark>(?![\p{L}\p{N}])/gu;
const EMOJI: Record<string, string> = { warning: "⚠" }; // the ones in use
const QUOTE = /^(?:&gt;|>)\s?/u;

/** Slack's mark-up as safe HTML. https://docs.slack.dev/messaging/formatting-message-text */
export function mrkdwn(text: string, directory: Directory): Html {
  const pieces = text.split(FENCE); // every other piece stood in a fence
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<pre>${decoded(piece)}</pre>` : quotes(piece, directory)))}`;
}

/** Unformatted text as safe HTML, line by line. */
export function plain(text: string): Html {
  return lines(text, (line) => html`${decoded(line)}`);
}

function quotes(text: string, directory: Directory): Html {
  const groups: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const quoted = QUOTE.test(line);
    const last = groups.at(-1);
    if (last?.quoted === quoted) {
      last.lines.push(line.replace(QUOTE, ""));
    } else {
      groups.push({ quoted, lines: [quoted ? line.replace(QUOTE, "") : line] });
    }
  }
  return html`${groups.map((group) => {
    const content = lines(group.lines.join("\n"), (line) => inline(line, directory));
    return group.quoted ? html`<blockquote>${content}</blockquote>` : content;
  })}`;
}

function lines(text: string, render: (line: string) => Html): Html {
  return html`${text.split("\n").map((line, index) => [index > 0 ? html`<br />` : "", render(line)])}`;
}

function inline(text: string, directory: Directory): Html {
  const parts: (string | Html)[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(decoded(text.slice(end, match.index)), formatted(match.groups ?? {}, directory));
    end = match.index + match[0].length;
  }
  return html`${parts}${decoded(text.slice(end))}`;
}

function formatted(
  { ref, emoji, code, mark, marked = "" }: Record<string, string | undefined>,
  directory: Directory,
): Html {
  if (ref !== undefined) {
    return reference(ref, directory);
  }
  if (emoji !== undefined) {
    return html`${EMOJI[emoji] ?? `:${emoji}:`}`;
  }
  if (code !== undefined) {
    return html`<code>${decoded(code)}</code>`;
  }
  switch (mark) {
    case "*":
      return html`<strong>${inline(marked, directory)}</strong>`;
    case "_":
      return html`<em>${inline(marked, directory)}</em>`;
    default:
      return html`<s>${inline(marked, directory)}</s>`;
  }
}
