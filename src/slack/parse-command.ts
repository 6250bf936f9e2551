import { unescaped } from "./text/escape.ts";

/** What a person asks for with `/onboard …`. Whether address and name are usable is for the domain to say. */
export type OnboardCommand =
  | { kind: "open" }
  | { kind: "start"; email: string; name: string }
  | { kind: "list" }
  | { kind: "status" | "cancel"; email: string }
  | { kind: "help" };

// Slack's own forms of an address and of a domain, where escaping is on: <mailto:a@b.co|a@b.co>, a@<http://b.co|b.co>. The
// label is what was typed. https://docs.slack.dev/interactivity/implementing-slash-commands
const LINKED = /<mailto:([^|>]*)>|<mailto:[^|>]*\|([^>]*)>|(?<=@)<https?:[^|>]*\|([^>]*)>/giu;
// Straight quotes, and what phones of many languages turn them into. An apostrophe inside a word is no closing quote.
const QUOTED =
  /^(?:"(?<a>[^"]*)"|[“”„](?<b>[^“”„]*)[“”]|[«»](?<c>[^«»]*)[«»]|['‘’‚](?<d>(?:[^'‘’]|(?<=\p{L})['’](?=\p{L}))*)['‘’])$/u;
// In an address it can only have been a straight one: nothing else is ASCII.
const CURLY_APOSTROPHES = /[‘’]/gu;

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
  const words = unquoted(unescaped(text.replace(LINKED, "$1$2$3")).trim()).split(/\s+/u);
  const [first = "", second = "", ...others] = words.map(unquoted);
  if (first.includes("@")) {
    return { kind: "start", email: straight(first), name: unquoted(words.slice(1).join(" ")) };
  }
  const word = first.toLowerCase();
  if (word === "" && second === "") {
    return { kind: "open" };
  }
  if (word === "list" && second === "") {
    return { kind: "list" };
  }
  if ((word === "status" || word === "cancel") && second !== "" && others.length === 0) {
    return { kind: word, email: straight(second) };
  }
  return { kind: "help" };
}

/** A text without the pair of quotes that encloses the whole of it. */
function unquoted(text: string): string {
  const inside = Object.values(QUOTED.exec(text)?.groups ?? {}).find((group) => group !== undefined);
  return (inside ?? text).trim();
}

function straight(address: string): string {
  return address.replace(CURLY_APOSTROPHES, "'");
}
