const UTC = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** A moment in each reader's own time zone, and in UTC where Slack cannot know the reader; `iso` is ISO 8601. */
export function slackDate(iso: string): string {
  const moment = new Date(iso);
  const epoch = Math.floor(moment.getTime() / 1000);
  // https://docs.slack.dev/messaging/formatting-message-text#date-formatting
  return `<!date^${epoch}^{date_short_pretty} at {time}|${UTC.format(moment)} UTC>`;
}
