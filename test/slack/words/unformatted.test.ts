import { expect, test } from "vitest";
import { unformatted } from "../../../src/slack/words.ts";

test.each([
  [
    "a date in UTC",
    "until <!date^1795510800^{date} at {time}|24 Nov 2026, 09:00 UTC>.",
    "until 24 Nov 2026, 09:00 UTC.",
  ],
  ["who decided left out", "already verified by <@U0ADMIN> in Slack", "already verified in Slack"],
  ["a group by its ID", "Only <!subteam^S0ADMINS> can do this.", "Only the user group S0ADMINS can do this."],
  ["people and channels by theirs", "<@U0ADMIN>, <#C0APPROVALS>", "U0ADMIN, C0APPROVALS"],
  ["a link as its words", "on <https://local.slack.com/p1|another card>.", "on another card."],
  ["a person's text as it was typed", "R&amp;D &lt;!channel&gt;", "R&D <!channel>"],
])("reads %s", (_, mrkdwn, text) => {
  expect(unformatted(mrkdwn)).toBe(text);
});
