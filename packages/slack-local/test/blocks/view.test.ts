import * as v from "valibot";
import { expect, test } from "vitest";
import { complaints } from "../../src/blocks/complaints.ts";
import { View } from "../../src/blocks/view.ts";
import { FORM, menu, plain, section } from "../samples.ts";

function complaintsAbout(view: unknown): string[] {
  const parsed = v.safeParse(View, view);
  return parsed.success ? [] : complaints(parsed.issues, "/view");
}

const long = (length: number) => "x".repeat(length);

test.each([
  ["a form", FORM],
  ["a modal that only tells", { type: "modal", title: plain(long(24)), blocks: [section("Done.")] }],
  ["a home tab", { type: "home", blocks: Array.from({ length: 100 }, () => section("a")) }],
])("%s is within Slack's limits", (_, view) => {
  expect(complaintsAbout(view)).toEqual([]);
});

test.each<[string, object, string]>([
  [
    "a long title",
    { ...FORM, title: plain(long(25)) },
    "must be less than 25 characters [json-pointer:/view/title/text]",
  ],
  ["no title", { ...FORM, title: undefined }, "missing required field: title [json-pointer:/view]"],
  [
    "a long submit",
    { ...FORM, submit: plain(long(25)) },
    "must be less than 25 characters [json-pointer:/view/submit/text]",
  ],
  [
    "a long close",
    { ...FORM, close: plain(long(25)) },
    "must be less than 25 characters [json-pointer:/view/close/text]",
  ],
  ["inputs without submit", { ...FORM, submit: undefined }, "missing required field: submit [json-pointer:/view]"],
  [
    "long metadata",
    { ...FORM, private_metadata: long(3001) },
    "must be less than 3001 characters [json-pointer:/view/private_metadata]",
  ],
  [
    "101 blocks",
    { type: "home", blocks: Array.from({ length: 101 }, () => section("a")) },
    "no more than 100 items allowed [json-pointer:/view/blocks]",
  ],
  [
    "a title on a home tab",
    { type: "home", title: plain("a"), blocks: [] },
    "invalid additional property: title [json-pointer:/view]",
  ],
  [
    "a long option",
    {
      type: "home",
      blocks: [{ type: "actions", elements: [{ ...menu("a"), options: [{ text: plain(long(76)), value: "1" }] }] }],
    },
    "must be less than 76 characters [json-pointer:/view/blocks/0/elements/0/options/0/text/text]",
  ],
])("%s is refused", (_, view, complaint) => {
  expect(complaintsAbout(view)).toEqual([complaint]);
});
