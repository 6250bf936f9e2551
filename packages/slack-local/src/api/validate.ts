import * as v from "valibot";
import { blocks } from "../blocks/blocks.ts";
import { complaintsOf } from "../blocks/complaints.ts";
import { View } from "../blocks/view.ts";
import { method, readJson } from "./arguments.ts";
import { SlackError } from "./slack-error.ts";

const Message = v.strictObject({ blocks: blocks(50) });

/** What can be validated, each with the error that Slack answers where it is not valid. */
const SCHEMAS = {
  blocks: { schema: blocks(50), error: "invalid_blocks" },
  message: { schema: Message, error: "invalid_message" },
  view: { schema: View, error: "invalid_view" },
} as const;

/**
 * https://docs.slack.dev/reference/methods/blocks.validate: exactly one of blocks, a message and a view, held to the same rules as
 * what is posted or opened. The only error code that Slack documents is `failed_constraint`. A message with attachments is refused:
 * they aren't implemented.
 */
export const validate = method(
  v.object({ blocks: v.optional(v.unknown()), message: v.optional(v.unknown()), view: v.optional(v.unknown()) }),
  (args) => {
    const given = (["blocks", "message", "view"] as const).filter((name) => args[name] !== undefined);
    const [name] = given;
    if (!name || given.length > 1) {
      throw new SlackError("invalid_arguments", ["must provide exactly one of `blocks`, `view`, or `message`"]);
    }
    const { schema, error } = SCHEMAS[name];
    const parsed = v.safeParse(schema, readJson(args[name], error));
    if (!parsed.success) {
      const errors = complaintsOf(parsed.issues, "").map((complaint) => ({ code: "failed_constraint", ...complaint }));
      throw new SlackError(error, errors);
    }
    return {};
  },
);
