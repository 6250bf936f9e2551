import type { CheckpointDurableExecutionRequest, ErrorObject } from "@aws-sdk/client-lambda";
import { invalidParameter } from "../errors.ts";
import type { Registry } from "../functions/registry.ts";
import type { ExecutionQuery } from "../store/executions.ts";
import type { Page } from "./page.ts";

const DEFAULT_ITEMS = 100;
const MAX_ITEMS = 1000;
const STATUSES = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"];

// Each of these throws InvalidParameterValueException for what it cannot read.

/** The name in a path, which callers percent-encode. */
export function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw invalidParameter("The path is not percent-encoded correctly.");
  }
}

/** A checkpoint's body; its updates are checked one by one when they are applied. */
export function parseCheckpoint(body: Buffer): Partial<CheckpointDurableExecutionRequest> {
  const request: Partial<CheckpointDurableExecutionRequest> = parseObject(body);
  const { Updates } = request;
  if (Updates !== undefined && !(Array.isArray(Updates) && Updates.every(isUpdate))) {
    throw invalidParameter("Updates must be a list of operation updates.");
  }
  return request;
}

/** A body that holds an error; an empty one is an error that says nothing. */
export function parseError(body: Buffer): ErrorObject {
  const { ErrorType, ErrorMessage, ErrorData, StackTrace }: ErrorObject = body.byteLength > 0 ? parseObject(body) : {};
  for (const text of [ErrorType, ErrorMessage, ErrorData]) {
    if (text !== undefined && text !== null && typeof text !== "string") {
      throw invalidParameter("ErrorType, ErrorMessage and ErrorData must be strings.");
    }
  }
  return { ErrorType, ErrorMessage, ErrorData, StackTrace };
}

/** The page of a list that a query asks for. */
export function parsePage(query: URLSearchParams): Page {
  const limit = wholeNumber("MaxItems", query.get("MaxItems")) || DEFAULT_ITEMS;
  if (limit > MAX_ITEMS) {
    throw invalidParameter(`MaxItems must be at most ${MAX_ITEMS}.`);
  }
  return { offset: wholeNumber("Marker", query.get("Marker")), limit };
}

/** The executions that a query of ListDurableExecutionsByFunction asks for. */
export function parseList(functions: Registry, reference: string, query: URLSearchParams): ExecutionQuery {
  const { function: local, qualifier, version } = functions.resolve(reference, query.get("Qualifier") ?? undefined);
  const statuses = query.getAll("Statuses");
  if (!statuses.every((status) => STATUSES.includes(status))) {
    throw invalidParameter(`Statuses must be of ${STATUSES.join(", ")}.`);
  }
  return {
    ...parsePage(query),
    function: local.name,
    version: qualifier ? version : null,
    name: query.get("DurableExecutionName"),
    statuses: JSON.stringify(statuses),
    after: time("StartedAfter", query.get("StartedAfter")),
    before: time("StartedBefore", query.get("StartedBefore")),
    reverse: flag(query, "ReverseOrder", false) ? 1 : 0,
  };
}

export function flag(query: URLSearchParams, name: string, byDefault: boolean): boolean {
  const value = query.get(name)?.toLowerCase();
  return value === undefined ? byDefault : value === "true";
}

function parseObject(body: Buffer): object {
  let content: unknown;
  try {
    content = JSON.parse(body.toString());
  } catch {
    throw invalidParameter("The request's body is not JSON.");
  }
  if (!isObject(content)) {
    throw invalidParameter("The request's body is not a JSON object.");
  }
  return content;
}

function isUpdate(value: unknown): boolean {
  if (!isObject(value)) {
    return false;
  }
  const { ParentId, Name, SubType, Payload }: Record<string, unknown> = { ...value };
  return [ParentId, Name, SubType, Payload].every((text) => typeof (text ?? "") === "string");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function wholeNumber(name: string, text: string | null): number {
  if (text && !/^\d{1,9}$/u.test(text)) {
    throw invalidParameter(`${name} is not valid.`);
  }
  return Number(text ?? 0);
}

function time(name: string, text: string | null): number | null {
  const parsed = text === null ? null : Date.parse(text);
  if (Number.isNaN(parsed)) {
    throw invalidParameter(`${name} must be a time like 2026-01-31T12:00:00Z.`);
  }
  return parsed;
}
