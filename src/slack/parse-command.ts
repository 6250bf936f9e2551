import { unescaped } from "./text/escape.ts";

/** What a person asks for with `/onboard …`. Whether address and name are usable is for the domain to say. */
export type OnboardCommand = { kind: "help" } | { kind: "start"; email: string; name: string };

// Slack's own form of an address or a link, where escaping is on: <mailto:a@b.co|a@b.co>. https://docs.slack.dev/interactivity/implementing-slash-commands
const MAILTO = /<mailto:(?<address>[^|>]*)(?:\|[^>]*)?>/giu;
// Phones turn straight quotes into typographic ones. An apostrophe inside a name is none of these at its ends.
const QUOTES = /^["'“”„«»‘’]+|["'“”„«»‘’]+$/gu;

/** Reads the text behind the command: an address, then the full name, in quotes or not. Anything shorter asks for help. */
export function parseCommand(text: string): OnboardCommand {
  const words = unescaped(text.replace(MAILTO, "$<address>")).trim().split(/\s+/u);
  const [first = "", ...others] = words;
  if (first === "" || first.toLowerCase() === "help") {
    return { kind: "help" };
  }
  return { kind: "start", email: unquoted(first), name: unquoted(others.join(" ")) };
}

function unquoted(text: string): string {
  return text.replace(QUOTES, "").trim();
}
