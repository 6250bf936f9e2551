import { unescaped } from "./text/escape.ts";

/** What a person asks for with `/onboard …`. Whether address and name are usable is for the domain to say. */
export type OnboardCommand =
  | { kind: "open" }
  | { kind: "start"; email: string; name: string }
  | { kind: "list" }
  | { kind: "status" | "cancel"; email: string }
  | { kind: "help" };

// Slack's own form of an address or a link, where escaping is on: <mailto:a@b.co|a@b.co>. https://docs.slack.dev/interactivity/implementing-slash-commands
const MAILTO = /<mailto:(?<address>[^|>]*)(?:\|[^>]*)?>/giu;
// Phones turn straight quotes into typographic ones. An apostrophe inside a name is none of these at its ends.
const QUOTES = /^["'“”„«»‘’]+|["'“”„«»‘’]+$/gu;

// An address as a link, the longest of either, and the longest name in entities.
const LONGEST_TEXT = 1_500;

/**
 * Reads the text behind the command: nothing, a word and what belongs to it, or an address and then the full name, in
 * quotes or not. What is none of these, or longer than any of them, asks for help.
 */
export function parseCommand(text: string): OnboardCommand {
  if (text.length > LONGEST_TEXT) {
    return { kind: "help" };
  }
  const words = unescaped(text.replace(MAILTO, "$<address>")).trim().split(/\s+/u);
  const [first = "", second = "", ...others] = words.map(unquoted);
  if (first.includes("@")) {
    return { kind: "start", email: first, name: unquoted(words.slice(1).join(" ")) };
  }
  const word = first.toLowerCase();
  if (word === "" && second === "") {
    return { kind: "open" };
  }
  if (word === "list" && second === "") {
    return { kind: "list" };
  }
  if ((word === "status" || word === "cancel") && second !== "" && others.length === 0) {
    return { kind: word, email: second };
  }
  return { kind: "help" };
}

function unquoted(text: string): string {
  return text.replace(QUOTES, "").trim();
}
