import { expect, test } from "vitest";
import { slackDate } from "../../../src/slack/text/date.ts";

test("a moment is shown in the reader's zone, and in UTC where there is no reader's", () => {
  expect(slackDate("2026-11-24T09:00:00.000Z")).toBe(
    "<!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026, 09:00 UTC>",
  );
});
