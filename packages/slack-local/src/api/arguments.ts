import * as v from "valibot";
import type { State } from "../state/state.ts";
import { SlackError } from "./slack-error.ts";

/** The arguments of a call: parsed JSON, or a form whose values are all strings. */
export type Arguments = Record<string, unknown>;

/** One method of the Web API: gives what is beside `ok: true`, or throws SlackError or RateLimited. */
export type Method = (args: Arguments, state: State) => Record<string, unknown>;

/** A flag as JSON or as a form has it, off where absent. */
export const Flag = v.pipe(
  v.optional(v.union([v.boolean(), v.string()]), false),
  v.transform((flag) => flag === true || flag === "true" || flag === "1"),
);

/** A whole number as JSON or as a form has it. */
export const Count = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform(Number),
  v.integer("must provide a number"),
  v.minValue(1, "must be greater than 0"),
);

/** A method whose arguments are checked first; others than the ones it names are ignored, as Slack ignores most. */
export function method<Schema extends v.GenericSchema>(
  schema: Schema,
  handle: (args: v.InferOutput<Schema>, state: State) => Record<string, unknown>,
): Method {
  return (args, state) => {
    const parsed = v.safeParse(schema, args);
    if (!parsed.success) {
      throw new SlackError("invalid_arguments", parsed.issues.map(fault));
    }
    return handle(parsed.output, state);
  };
}

function fault(issue: v.BaseIssue<unknown>): string {
  const name = v.getDotPath(issue) ?? "";
  return issue.input === undefined ? `missing required field: ${name}` : `${issue.message} [json-pointer:/${name}]`;
}

/** Reads a body as JSON or as a form, according to its content type. */
export function readArguments(contentType: string, body: string): Arguments {
  if (!contentType.startsWith("application/json")) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())), body);
  if (!parsed.success) {
    throw new SlackError("invalid_json");
  }
  return parsed.output;
}

/** A structure that a form carries as a JSON string. */
export function readJson(value: unknown, error: string): unknown {
  if (typeof value !== "string") {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackError(error);
  }
}
