import type { ServiceRequest } from "../api/http.ts";
import { invalidParameter } from "../errors.ts";
import { OPERATIONS, type OperationName, type Shape, shapeOf } from "./model.ts";

/**
 * An operation's input, read from where the model has each member (path, query, header or body) and checked against its
 * type, length, pattern, range and values. Throws InvalidParameterValueException, which never repeats a value, for it may
 * be a secret. `name` is the one name in the path.
 */
export function parseInput(operation: OperationName, name: string, request: ServiceRequest): Record<string, unknown> {
  const shape = shapeOf(OPERATIONS[operation].input);
  const members = Object.entries(shape.members ?? {});
  const inBody = members.filter(([member, { location }]) => !location && member !== shape.payload);
  const body: Record<string, unknown> = inBody.length > 0 ? readObject(request.body) : {};
  const input: Record<string, unknown> = {};
  for (const [member, { shape: of, location, locationName = member }] of members) {
    if (location === "uri") {
      input[member] = name;
    } else if (location === "querystring") {
      input[member] = readText(member, shapeOf(of), request.query.getAll(locationName));
    } else if (location === "header") {
      input[member] = request.headers[locationName.toLowerCase()];
    } else if (member === shape.payload) {
      input[member] = shapeOf(of).type === "blob" ? request.body : readPayload(request.body);
    } else {
      input[member] = body[member];
    }
  }
  return checkStructure(shape, input, "");
}

/** Checks a value of the model's shape of this name, as part of an input; throws InvalidParameterValueException. */
export function checkShape(name: string, value: unknown, path: string): unknown {
  return check(shapeOf(name), value, path);
}

function check(shape: Shape, value: unknown, path: string): unknown {
  switch (shape.type) {
    case "structure":
      return checkStructure(shape, value, path);
    case "list":
      return checkList(shape, value, path);
    case "string":
      return checkString(shape, value, path);
    case "integer":
      refuseUnless(Number.isInteger(value), path, "must be a whole number");
      return checkSize(shape, Number(value), value, path, "be", "");
    case "boolean":
      return refuseUnless(typeof value === "boolean", path, "must be true or false", value);
    case "blob":
      return checkSize(shape, (value as Buffer).byteLength, value, path, "have", " bytes");
    default:
      return value; // a timestamp, which has been read already
  }
}

function checkStructure(shape: Shape, value: unknown, path: string): Record<string, unknown> {
  refuseUnless(isObject(value), path, "must be an object");
  const given = value as Record<string, unknown>;
  const checked: Record<string, unknown> = {};
  for (const member in shape.members) {
    const inner = given[member] ?? undefined; // null is as absent
    if (inner !== undefined) {
      checked[member] = check(shapeOf(shape.members[member]?.shape ?? ""), inner, path ? `${path}.${member}` : member);
    } else if (shape.required?.includes(member)) {
      throw invalidParameter(`${path ? `${path}.${member}` : member} is required.`);
    }
  }
  return checked;
}

function checkList(shape: Shape, value: unknown, path: string): unknown[] {
  refuseUnless(Array.isArray(value), path, "must be a list");
  const list = value as unknown[];
  checkSize(shape, list.length, list, path, "have", " items");
  const of = shapeOf(shape.member?.shape ?? "");
  return list.map((each, index) => check(of, each, `${path}[${index}]`));
}

function checkString(shape: Shape, value: unknown, path: string): unknown {
  refuseUnless(typeof value === "string", path, "must be text");
  const text = String(value);
  refuseUnless(!shape.enum || shape.enum.includes(text), path, `must be one of ${shape.enum?.join(", ")}`);
  checkSize(shape, text.length, text, path, "have", " characters");
  if (shape.pattern && !matches(shape.pattern, text)) {
    throw invalidParameter(`${path} must match ${shape.pattern}.`);
  }
  return text;
}

function checkSize(
  { min, max }: Shape,
  size: number,
  value: unknown,
  path: string,
  verb: string,
  unit: string,
): unknown {
  refuseUnless(min === undefined || size >= min, path, `must ${verb} at least ${min}${unit}`);
  refuseUnless(max === undefined || size <= max, path, `must ${verb} at most ${max}${unit}`);
  return value;
}

function refuseUnless(isFine: boolean, path: string, complaint: string, value?: unknown): unknown {
  if (!isFine) {
    throw invalidParameter(`${path || "The request's body"} ${complaint}.`);
  }
  return value;
}

const patterns = new Map<string, { expression: RegExp; fine?: string | undefined }>();

/** The model's patterns are of Java's dialect: some escapes of theirs are none in Unicode mode, so that is off. */
function matches(pattern: string, text: string): boolean {
  const known = patterns.get(pattern) ?? { expression: new RegExp(`^(?:${pattern})$`) };
  patterns.set(pattern, known);
  if (known.fine === text) {
    return true; // names of functions and of executions come again and again, and their patterns take long
  }
  const isFine = known.expression.test(text);
  known.fine = isFine ? text : known.fine;
  return isFine;
}

/** What a query says, in the type that the model has for it. */
function readText(member: string, { type }: Shape, values: string[]): unknown {
  const [first] = values;
  if (first === undefined) {
    return undefined;
  }
  if (type === "list") {
    return values;
  }
  if (type === "integer") {
    return /^-?\d{1,15}$/u.test(first) ? Number(first) : first;
  }
  if (type === "boolean") {
    return BOOLEANS.get(first.toLowerCase()) ?? first;
  }
  if (type === "timestamp") {
    const time = new Date(first);
    refuseUnless(
      DATE_TIME.test(first) && !Number.isNaN(time.getTime()),
      member,
      "must be a time like 2026-01-31T12:00:00Z",
    );
    return time;
  }
  return first;
}

const BOOLEANS = new Map([
  ["true", true],
  ["false", false],
]);
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/u;

function readPayload(body: Buffer): unknown {
  return body.byteLength > 0 ? readJson(body) : undefined;
}

function readObject(body: Buffer): Record<string, unknown> {
  const content = body.byteLength > 0 ? readJson(body) : {};
  refuseUnless(isObject(content), "", "must be a JSON object");
  return content as Record<string, unknown>;
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw invalidParameter("The request's body is not JSON.");
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
