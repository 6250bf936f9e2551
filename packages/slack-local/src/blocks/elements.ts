import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { anyText, list, plainText, string } from "./text.ts";

/** An identifier that Slack makes up where the app gives none. */
export const id = v.optional(string(255), () => randomUUID().slice(0, 8));

const style = v.optional(v.picklist(["primary", "danger"], "must be `primary` or `danger`"));

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
const Confirm = v.strictObject({
  title: v.optional(plainText(100)),
  text: anyText(300),
  confirm: v.optional(plainText(30)),
  deny: v.optional(plainText(30)),
  style,
});

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const Button = v.strictObject({
  type: v.literal("button"),
  action_id: id,
  text: plainText(75),
  value: v.optional(string(2000)),
  url: v.optional(string(3000)),
  style,
  confirm: v.optional(Confirm),
  accessibility_label: v.optional(string(75)),
});

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const Option = v.strictObject({
  text: plainText(75),
  value: string(150),
  description: v.optional(plainText(75)),
  url: v.optional(string(3000)),
});

/** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
const Overflow = v.strictObject({
  type: v.literal("overflow"),
  action_id: id,
  options: list(Option, 5),
  confirm: v.optional(Confirm),
});

/** https://docs.slack.dev/reference/block-kit/block-elements/image-element */
export const Image = v.strictObject({
  type: v.literal("image"),
  image_url: string(3000),
  alt_text: string(2000),
});

const input = {
  action_id: id,
  initial_value: v.optional(string(3000, 0)),
  placeholder: v.optional(plainText(150)),
  focus_on_load: v.optional(v.boolean()),
};

/** https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element */
const Checkboxes = v.strictObject({
  type: v.literal("checkboxes"),
  action_id: id,
  options: list(Option, 10),
  initial_options: v.optional(list(Option, 10)),
  confirm: v.optional(Confirm),
  focus_on_load: v.optional(v.boolean()),
});

/** https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object */
const DispatchConfig = v.strictObject({
  trigger_actions_on: list(v.picklist(["on_enter_pressed", "on_character_entered"]), 2),
});

const lengthBound = (least: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(3000)));

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const PlainTextInput = v.strictObject({
  type: v.literal("plain_text_input"),
  ...input,
  multiline: v.optional(v.boolean(), false),
  min_length: lengthBound(0),
  max_length: lengthBound(1),
  dispatch_action_config: v.optional(DispatchConfig),
});

/** https://docs.slack.dev/reference/block-kit/block-elements/email-input-element */
const EmailInput = v.strictObject({ type: v.literal("email_text_input"), ...input });

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#static_select */
const StaticSelect = v.strictObject({
  type: v.literal("static_select"),
  action_id: id,
  options: list(Option, 100),
  initial_option: v.optional(Option),
  placeholder: v.optional(plainText(150)),
  focus_on_load: v.optional(v.boolean()),
});

export const Control = v.variant("type", [Button, Overflow, Checkboxes]);
export const Accessory = v.variant("type", [Button, Overflow, Checkboxes, Image]);
export const Input = v.variant("type", [PlainTextInput, EmailInput, StaticSelect]);

export type Checkboxes = v.InferOutput<typeof Checkboxes>;
export type Confirm = v.InferOutput<typeof Confirm>;
export type StaticSelect = v.InferOutput<typeof StaticSelect>;
export type Control = v.InferOutput<typeof Control>;
export type Accessory = v.InferOutput<typeof Accessory>;
export type Input = v.InferOutput<typeof Input>;
export type Option = v.InferOutput<typeof Option>;
export type Image = v.InferOutput<typeof Image>;
