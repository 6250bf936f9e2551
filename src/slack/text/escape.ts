/** The three characters that Slack reads as control sequences, and what stands for them. https://docs.slack.dev/messaging/formatting-message-text */
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** mrkdwn has no escape for its own marks, so that look-alikes take their place wherever they could format something. */
const LOOK_ALIKES: Record<string, string> = { "*": "∗", "~": "∼", "`": "ˋ", _: "ˍ" };

// An underscore inside a word formats nothing, and stands in many an address.
const MARKS = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/**
 * A person's text made harmless for mrkdwn: pings nobody, formats nothing, stays on one line.
 * At most `limit` characters long as Slack counts them, entities included; what is cut off ends in an ellipsis.
 */
export function escaped(text: string, limit: number): string {
  const parts = Array.from(unmarked(text), (character) => ENTITIES[character] ?? character);
  return fitting(parts, limit);
}

/**
 * A person's text for a `plain_text` object, at most `limit` characters long. Slack documents no escape there and some
 * clients decode entities, so that angle brackets give way to look-alikes that read the same in all of them.
 */
export function plain(text: string, limit: number): string {
  return fitting(Array.from(oneLine(text).replaceAll("<", "‹").replaceAll(">", "›")), limit);
}

/** The text that a person typed, where Slack hands it over with entities. */
export function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function unmarked(text: string): string {
  return oneLine(text).replace(MARKS, (mark) => LOOK_ALIKES[mark] ?? mark);
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** Cuts between characters, never inside an entity or a surrogate pair. */
function fitting(parts: readonly string[], limit: number): string {
  const whole = parts.join("");
  if (whole.length <= limit) {
    return whole;
  }
  let cut = "";
  for (const part of parts) {
    if (cut.length + part.length >= limit) {
      break;
    }
    cut += part;
  }
  return `${cut}…`;
}
