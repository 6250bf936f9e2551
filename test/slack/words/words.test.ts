import { describe, expect, test } from "vitest";
import { bold, fallback, person, richList, richText, words } from "../../../src/slack/words.ts";
import { shown } from "../../../testkit/slack/shown.ts";

describe("words", () => {
  test.each([
    ":white_check_mark: Approved by CEO",
    "> quoted",
    "*b* _i_ ~s~ `c`",
    "<!channel> &amp; <@U0ADMIN>",
    "a__b@example.com",
  ])("are shown as they were typed: %s", async (typed) => {
    expect(await shown([richText(words`${typed}`)])).toBe(`${typed}\n\n`);
  });

  test("are one block, each on a line of its own", () => {
    const block = richText(words`${bold("Name:")} ${"Ada"}`, words`by ${person("U0ADMIN")}`);
    expect(block).toEqual({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "Name:", style: { bold: true } },
            { type: "text", text: " " },
            { type: "text", text: "Ada" },
            { type: "text", text: "\n" },
            { type: "text", text: "by " },
            { type: "user", user_id: "U0ADMIN" },
          ],
        },
      ],
    });
  });

  test("are a list below a heading", async () => {
    expect(await shown([richList(words`Ada`, [words`asked`, words`verified`])])).toBe("Ada\nasked\nverified\n\n");
  });

  test("have a fallback that mentions whom they mention, and is cut to what Slack takes", () => {
    const link = { type: "link", url: "https://slack.example/p1", text: "Open <it>" } as const;
    expect(fallback(words`${"<!here>"} ${person("U0ADMIN")}`, words`${link}`)).toBe(
      "&lt;!here&gt; <@U0ADMIN>\n<https://slack.example/p1|Open &lt;it&gt;>",
    );
    expect(fallback(words`${"&".repeat(4_000)}`)).toMatch(/^(?:&amp;)+…$/u);
    expect(fallback(words`${"&".repeat(4_000)}`).length).toBeLessThanOrEqual(4_000);
  });
});
