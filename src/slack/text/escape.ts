/** The three characters that Slack reads as control sequences, and what stands for them. https://docs.slack.dev/messaging/formatting-message-text#escaping */
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

// Nobody sees it, and no emoji has it in its name. It stands in no block: what is shown there can be copied.
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

/** Our own mrkdwn without what it has for Slack alone. */
export function unjoined(text: string): string {
  return text.replaceAll(WORD_JOINER, "");
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
