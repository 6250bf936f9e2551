import { html } from "hono/html";
import type { Directory } from "../directory.ts";
import type { Html } from "../live-page/html.ts";
import { time } from "../live-page/time.ts";

const FENCE = /```\n?([\s\S]+?)\n?```/u;
const INLINE =
  /<(?<ref>[^<>\n]+)>|:(?<emoji>[a-z_]+):|`(?<code>[^`\n]+)`|(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<marked>[^\n]*?\S)\k<mark>(?![\p{L}\p{N}])/gu;
const EMOJI: Record<string, string> = { warning: "⚠" }; // the ones in use
const QUOTE = /^(?:&gt;|>)\s?/u;

const BROADCASTS = new Set(["here", "channel", "everyone"]);

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

/** The text between `<` and `>` in mrkdwn: a mention, a date or a link; anything else is shown as written. */
function reference(body: string, directory: Directory): Html {
  const [target, label] = split(body, "|");
  const shown = label === undefined ? undefined : decoded(label);
  if (directory.personOf(target.slice(1)) && target.startsWith("@")) {
    return html`<span class="mention">@${directory.displayName(target.slice(1))}</span>`;
  }
  if (/^@[UW][A-Z0-9]+$/u.test(target)) {
    return html`<span class="mention">@${shown ?? target.slice(1)}</span>`;
  }
  const channel = directory.channels.find(({ id }) => target === `#${id}`);
  if (channel) {
    return html`<span class="mention">#${channel.name}</span>`;
  }
  if (target.startsWith("!")) {
    return special(target.slice(1), shown, directory) ?? html`${`<${body}>`}`;
  }
  if (/^(?:https?:\/\/|mailto:)/u.test(target)) {
    return html`<a href="${decoded(target)}" target="_blank" rel="noreferrer">${shown ?? decoded(target)}</a>`;
  }
  return html`${decoded(`<${body}>`)}`;
}

/** https://docs.slack.dev/messaging/formatting-message-text#advanced */
function special(command: string, label: string | undefined, { groups }: Directory): Html | undefined {
  if (BROADCASTS.has(command)) {
    return html`<span class="mention loud">@${command}</span>`;
  }
  const [name, id = "", format = ""] = command.split("^");
  const group = name === "subteam" ? groups.find((one) => one.id === id) : undefined;
  if (group) {
    return html`<span class="mention">@${group.handle}</span>`;
  }
  return name === "date" && /^\d{1,11}$/u.test(id) ? time(new Date(Number(id) * 1000), format, label) : undefined;
}

function split(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Decodes Slack's three entities. */
export function decoded(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
