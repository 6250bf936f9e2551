import { expect, test } from "vitest";
import { fallback, slackDate } from "../../../src/slack/words.ts";

test("a moment is shown in the reader's zone, and in UTC where there is no reader's", () => {
  const date = slackDate("2026-11-24T09:00:00.000Z");
  expect(date).toEqual({
    type: "date",
    timestamp: 1_795_510_800,
    format: "{date_short_pretty} at {time}",
    fallback: "24 Nov 2026, 09:00 UTC",
  });
  expect(fallback([date])).toBe("<!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026, 09:00 UTC>");
});
