import { unescaped, unjoined } from "./escape.ts";

const DATE = /<!date\^[^|>]*\|(?<words>[^>]*)>/gu;
const LINK = /<https?:[^|>]*\|(?<words>[^>]*)>/gu;
const BY = /by <@[UW][A-Z0-9]+> /gu;
const GROUP = /<!subteam\^(?<id>[A-Z0-9]+)>/gu;
const REFERENCE = /<[@#](?<id>[A-Z0-9]+)>/gu;

/**
 * Our own mrkdwn as plain text, for the errors in a modal, where Slack formats nothing: dates in UTC, links as their words,
 * groups, people and channels as IDs. Who decided is left out: an ID would tell less than the card does.
 */
export function unformatted(text: string): string {
  const plain = text
    .replace(DATE, "$<words>")
    .replace(LINK, "$<words>")
    .replace(BY, "")
    .replace(GROUP, "the user group $<id>")
    .replace(REFERENCE, "$<id>");
  return unescaped(unjoined(plain));
}
