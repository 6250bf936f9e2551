import { expect, test } from "vitest";
import { mention } from "../../../src/slack/words.ts";

test("a Slack user ID is a mention, anything else is harmless text", () => {
  expect(mention("U0ADMIN")).toBe("<@U0ADMIN>");
  expect(mention("W012A3CDE")).toBe("<@W012A3CDE>");
  expect(mention("!channel>")).toBe("!channel&gt;");
});
