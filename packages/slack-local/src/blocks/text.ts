import * as v from "valibot";

/** A string within Slack's limits, refused in Slack's words. */
export function string(max: number, min = 1) {
  return v.pipe(
    v.string("must provide a string"),
    v.minLength(min, `must be more than ${min - 1} characters`),
    v.maxLength(max, `must be less than ${max + 1} characters`),
  );
}

/** A list within Slack's limits, refused in Slack's words. */
export function list<const Item extends v.GenericSchema>(item: Item, max: number, min = 1) {
  return v.pipe(
    v.array(item, "must provide an array"),
    v.minLength(min, `no fewer than ${min} items allowed`),
    v.maxLength(max, `no more than ${max} items allowed`),
  );
}

/** Text without formatting. https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function plainText(max: number) {
  return v.strictObject({
    type: v.literal("plain_text", "must be `plain_text`"),
    text: string(max),
    emoji: v.optional(v.boolean()),
  });
}

/** Text in either form. */
export function anyText(max: number) {
  const mrkdwn = v.strictObject({
    type: v.literal("mrkdwn"),
    text: string(max),
    verbatim: v.optional(v.boolean()),
  });
  return v.variant("type", [plainText(max), mrkdwn]);
}

export type AnyText = v.InferOutput<ReturnType<typeof anyText>>;
