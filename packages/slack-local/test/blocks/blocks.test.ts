import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { blocks } from "../../src/blocks/blocks.ts";
import { complaints } from "../../src/blocks/complaints.ts";
import { button, CARD, menu, mrkdwn, plain, section } from "../samples.ts";

function complaintsAbout(...given: unknown[]): string[] {
  const parsed = v.safeParse(blocks(50), given);
  return parsed.success ? [] : complaints(parsed.issues, "/blocks");
}

const actions = (...elements: unknown[]) => ({ type: "actions", elements });
const long = (length: number) => "x".repeat(length);
const confirmed = (confirm: object) => actions(button("a", { confirm: { text: plain("Sure?"), ...confirm } }));

describe("blocks within Slack's limits", () => {
  test.each([
    ["a card", CARD.blocks],
    ["a section of 3,000 characters", [section(long(3000))]],
    ["a header of 150", [{ type: "header", text: plain(long(150)) }]],
    ["a value of 2,000", [actions(button("a", { value: long(2000), text: plain(long(75)) }))]],
    [
      "a full confirmation",
      [confirmed({ title: plain(long(100)), text: mrkdwn(long(300)), confirm: plain(long(30)) })],
    ],
    ["a menu of five", [actions(menu("a", "1", "2", "3", "4", "5"))]],
    ["the same action ID in two blocks", [actions(button("a")), actions(button("a"))]],
    ["50 blocks", Array.from({ length: 50 }, () => ({ type: "divider" }))],
    [
      "fields, a context and an image",
      [
        { type: "section", fields: [mrkdwn("a")] },
        {
          type: "context",
          elements: [mrkdwn("a"), { type: "image", image_url: "https://x.example/a.png", alt_text: "a" }],
        },
        { type: "image", image_url: "https://x.example/a.png", alt_text: "a", title: plain("a") },
      ],
    ],
  ])("%s", (_, given) => {
    expect(complaintsAbout(...given)).toEqual([]);
  });
});

describe("blocks that Slack refuses, and its words for it", () => {
  test.each<[string, unknown[], string]>([
    ["an unknown type", [{ type: "sections" }], "unsupported type: sections [json-pointer:/blocks/0/type]"],
    ["no type", [{}], "missing required field: type [json-pointer:/blocks/0]"],
    ["no object", [1], "must provide an object [json-pointer:/blocks/0]"],
    ["a header without text", [{ type: "header" }], "missing required field: text [json-pointer:/blocks/0]"],
    [
      "text that is no object",
      [{ type: "section", text: "a" }],
      "must provide an object [json-pointer:/blocks/0/text]",
    ],
    ["an empty section", [{ type: "section" }], "must define either `text` or `fields` [json-pointer:/blocks/0]"],
    ["empty text", [section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"],
    ["long text", [section(long(3001))], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],
    [
      "a property too many",
      [{ type: "divider", colour: "red" }],
      "invalid additional property: colour [json-pointer:/blocks/0]",
    ],
    [
      "mrkdwn in a header",
      [{ type: "header", text: mrkdwn("a") }],
      "must be `plain_text` [json-pointer:/blocks/0/text/type]",
    ],
    [
      "a long header",
      [{ type: "header", text: plain(long(151)) }],
      "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ],
    [
      "a long label",
      [actions(button("a", { text: plain(long(76)) }))],
      "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ],
    [
      "a long value",
      [actions(button("a", { value: long(2001) }))],
      "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ],
    [
      "a long action ID",
      [actions(button(long(256), { text: plain("a") }))],
      "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ],
    [
      "a style of one's own",
      [actions(button("a", { style: "red" }))],
      "must be `primary` or `danger` [json-pointer:/blocks/0/elements/0/style]",
    ],
    [
      "a doubled action ID",
      [actions(button("a"), button("a"))],
      '`action_id` "a" already exists [json-pointer:/blocks/0/elements]',
    ],
    [
      "a doubled block ID",
      [
        { type: "divider", block_id: "a" },
        { type: "divider", block_id: "a" },
      ],
      '`block_id` "a" already exists [json-pointer:/blocks]',
    ],
    [
      "a long block ID",
      [{ type: "divider", block_id: long(256) }],
      "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ],
    [
      "a long question's title",
      [confirmed({ title: plain(long(101)) })],
      "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
    ],
    [
      "a long question",
      [confirmed({ text: plain(long(301)) })],
      "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]",
    ],
    [
      "a long yes",
      [confirmed({ confirm: plain(long(31)) })],
      "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]",
    ],
    [
      "a long no",
      [confirmed({ deny: plain(long(31)) })],
      "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]",
    ],
    [
      "a menu of none",
      [actions(menu("a"))],
      "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ],
    [
      "a menu of six",
      [actions(menu("a", "1", "2", "3", "4", "5", "6"))],
      "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ],
    [
      "26 buttons",
      [actions(...Array.from({ length: 26 }, (_, index) => button(`a${index}`)))],
      "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ],
    [
      "51 blocks",
      Array.from({ length: 51 }, () => ({ type: "divider" })),
      "no more than 50 items allowed [json-pointer:/blocks]",
    ],
  ])("%s", (_, given, complaint) => {
    expect(complaintsAbout(...given)).toEqual([complaint]);
  });
});
