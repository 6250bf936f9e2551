import { describe, expect, test } from "vitest";
import { cut, inMrkdwn, plain, unescaped } from "../../../src/slack/words.ts";

describe("a person's text in mrkdwn", () => {
  test.each([
    ["<!channel> & <@U0ADMIN>", "&lt;!channel&gt; &amp; &lt;@U0ADMIN&gt;"],
    ["a__b@example.com", "a__b@example.com"],
    ["*bold* _italic_ ~struck~ `code`", "*bold* _italic_ ~struck~ `code`"],
    ["Ada\n> quoted", "Ada &gt; quoted"],
    ["at 10:30:00", "at 10:\u206030:00"],
  ])("mentions nobody and begins no quote: %j", (text, mrkdwn) => {
    expect(inMrkdwn(text).join("")).toBe(mrkdwn);
  });

  test.each([":white_check_mark:", ":+1:", ":a::b:", "x:skin-tone-2:"])("becomes no emoji: %s", (text) => {
    expect(inMrkdwn(text).join("")).not.toMatch(/:[\w+'-]+:/u);
  });
});

test("a text is cut between characters", () => {
  expect(cut("xxxx", 4)).toBe("xxxx");
  expect(cut("xxxxx", 4)).toBe("xxx…");
  expect(cut("👩‍🚀👩‍🚀", 6)).not.toMatch(/\p{Cs}/u);
});

test("plain text is on one line, as it was typed, and cut to its limit", () => {
  expect(plain(" <!channel>\n& :tada: ", 50)).toBe("<!channel> & :tada:");
  expect(plain("x".repeat(76), 75)).toHaveLength(75);
});

test("what Slack escaped is read once", () => {
  expect(unescaped("R&amp;D &lt;b&gt; &amp;lt;")).toBe("R&D <b> &lt;");
});
