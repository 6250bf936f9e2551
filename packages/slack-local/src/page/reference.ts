import { html } from "hono/html";
import type { Directory } from "../directory.ts";
import { decoded } from "./entities.ts";
import type { Html } from "../live-page/html.ts";
import { time } from "../live-page/time.ts";

const BROADCASTS = new Set(["here", "channel", "everyone"]);

/** What stands between `<` and `>` in mrkdwn: a mention, a date, a link; anything else is shown as it is written. */
export function reference(body: string, directory: Directory): Html {
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
