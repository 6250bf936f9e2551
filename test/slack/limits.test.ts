import { describe, expect, test } from "vitest";
import { samples } from "../../testkit/gallery/samples.ts";
import { documentedFaults, documentedLimits } from "../../testkit/slack/limits.ts";
import { surfaces } from "../../tools/doctor/surfaces.ts";

const named = (await surfaces()).map((surface) => [surface.name, surface] as const);
const shown = (await samples()).map((sample) => [`${sample.group}: ${sample.name}`, sample] as const);

describe("the limits in the comments of Slack's own types", () => {
  test.each([
    ["HeaderBlock", "text", { characters: 150 }],
    ["HeaderBlock", "block_id", { characters: 255 }],
    ["ActionsBlock", "elements", { items: 25 }],
    ["ContextBlock", "elements", { items: 10 }],
    ["SectionBlock", "text", { characters: 3_000, isFilled: true }],
    ["SectionBlock", "fields", { characters: 2_000, items: 10 }],
    ["InputBlock", "label", { characters: 2_000 }],
    ["InputBlock", "hint", { characters: 2_000 }],
    ["Button", "text", { characters: 75 }],
    ["Button", "value", { characters: 2_000 }],
    ["Button", "action_id", { characters: 255 }],
    ["Button", "accessibility_label", { characters: 75 }],
    ["ConfirmationDialog", "text", { characters: 300 }],
    ["ConfirmationDialog", "confirm", { characters: 30 }],
    ["Overflow", "options", { items: 5 }],
    ["Checkboxes", "options", { items: 10 }],
    ["PlainTextOption", "text", { characters: 75 }],
    ["PlainTextOption", "value", { characters: 150 }],
    ["PlainTextInput", "placeholder", { characters: 150 }],
    ["ModalView", "title", { characters: 24 }],
    ["ModalView", "private_metadata", { characters: 3_000 }],
    ["HomeView", "blocks", { items: 100 }],
  ])("are read of %s.%s", (name, property, limit) => {
    expect(documentedLimits(name)[property]).toMatchObject(limit);
  });

  test("are applied to every part, and an object that they don't describe is a fault", () => {
    const plain = (length: number) => ({ type: "plain_text", text: "x".repeat(length) });
    const button = { type: "button", text: plain(76), confirm: { title: plain(101), text: plain(1) } };
    const view = {
      type: "modal",
      title: plain(25),
      blocks: [
        { type: "header", text: plain(0) },
        { type: "actions", block_id: "x".repeat(256), elements: [button, { type: "overflow", options: Array(6) }] },
        { type: "actions", elements: [{ type: "overflow", options: [{ text: plain(76), value: "x".repeat(151) }] }] },
        { type: "rich_text", elements: [{ type: "rich_text_sektion", elements: [] }] },
      ],
    };
    expect(documentedFaults(view)).toEqual([
      "/title: 25 characters, not 24",
      "/blocks/0/text/text: empty",
      "/blocks/1/block_id: 256 characters, not 255",
      "/blocks/1/elements/0/text: 76 characters, not 75",
      "/blocks/1/elements/0/confirm/title: 101 characters, not 100",
      "/blocks/1/elements/1/options: 6 items, not 5",
      "/blocks/2/elements/0/options/0/text: 76 characters, not 75",
      "/blocks/2/elements/0/options/0/value: 151 characters, not 150",
      "/blocks/3/elements/0: Slack's types describe no such object",
    ]);
  });

  test.each(named)("hold for what is longest: %s", (_, surface) => {
    expect(documentedFaults("view" in surface ? surface.view : surface.message.blocks)).toEqual([]);
  });

  test.each(shown)("hold for what the gallery shows: %s", (_, sample) => {
    expect(documentedFaults(sample.kind === "view" ? sample.view : "blocks" in sample ? sample.blocks : [])).toEqual(
      [],
    );
  });
});
