import type { RichTextDate } from "@slack/types";

const UTC = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** A moment in each reader's own time zone, and in UTC where Slack cannot know the reader; `iso` is ISO 8601. */
export function slackDate(iso: string): RichTextDate {
  return {
    type: "date",
    timestamp: Math.floor(new Date(iso).getTime() / 1000),
    format: "{date_short_pretty} at {time}", // https://docs.slack.dev/reference/block-kit/block-elements/date-element
    fallback: plainDate(iso),
  };
}

/** A moment in UTC, where Slack shows plain text alone; `iso` is ISO 8601. */
export function plainDate(iso: string): string {
  return `${UTC.format(new Date(iso))} UTC`;
}
