import { SendEmailRequest$, type SendEmailRequest } from "@aws-sdk/client-sesv2";
import { SesError } from "./faults.ts";

/**
 * A type as the SDK's clients hold it: a code for a simple type, a list as `[1, …, member]` or 64 and its member's code, a
 * structure as `[3, namespace, name, traits, member names, member types, how many of the first are required]`.
 * @see https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/schema/static-schemas.ts
 */
type Schema = number | readonly unknown[] | (() => Schema);

const LIST_OF_SIMPLE = 64;
const TYPES: Record<number, string> = { 0: "string", 1: "number", 2: "boolean", 21: "string" }; // 21 is base64

/** A request of SendEmail, as far as the SDK's own schema knows it. Throws BadRequestException, which repeats no value. */
export function parseSendEmail(body: unknown): SendEmailRequest {
  return check(SendEmailRequest$, body, "The request") as SendEmailRequest;
}

function check(schema: Schema, value: unknown, at: string): unknown {
  if (typeof schema === "function") {
    return check(schema(), value, at);
  }
  if (typeof schema !== "number") {
    return schema[0] === 3 ? checkStructure(schema, value, at) : checkList(schema.at(-1) as Schema, value, at);
  }
  if (schema >= LIST_OF_SIMPLE) {
    return checkList(schema - LIST_OF_SIMPLE, value, at);
  }
  const type = TYPES[schema];
  if (typeof value !== type) {
    throw new SesError("BadRequestException", `${at} must be a ${type}.`);
  }
  return value;
}

function checkStructure(schema: readonly unknown[], value: unknown, at: string): object {
  const [, , , , names, types, required = 0] = schema as [3, string, string, unknown, string[], Schema[], number?];
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SesError("BadRequestException", `${at} must be an object.`);
  }
  const given = value as Record<string, unknown>;
  const checked: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) {
    const member = given[name] ?? undefined; // null is as absent
    if (member !== undefined) {
      checked[name] = check(types[index] ?? 0, member, name);
    } else if (index < required) {
      throw new SesError("BadRequestException", `${at} needs ${name}.`);
    }
  }
  return checked;
}

function checkList(member: Schema, value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) {
    throw new SesError("BadRequestException", `${at} must be a list.`);
  }
  return value.map((each) => check(member, each, `A member of ${at}`));
}
