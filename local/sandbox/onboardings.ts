import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { LOCAL } from "../address.ts";
import type { ExecutionRow } from "../../packages/durable-lambda-local/src/store/executions.ts";
import type { World } from "./world.ts";

/** An onboarding as its execution has it. */
export interface Onboarding {
  execution: ExecutionRow;
  /** The last part of the execution's ARN, which names it in addresses. */
  id: string;
  userId: string;
  name: string;
  email: string;
  state: State;
}

/** The states of an onboarding. */
export const STATES = ["pending", "active", "rejected", "cancelled", "expired", "failed"] as const;
export type State = (typeof STATES)[number];

/** A profile as the table holds it, without its callback ID. */
export type Profile = Record<string, unknown>;

const ENDS: Record<string, State> = {
  COMPLETED: "active",
  REJECTED: "rejected",
  CANCELLED: "cancelled",
  EXPIRED: "expired",
};
export const RECENT = 100;

/** The newest onboardings, newest first: a hundred, or as many as are asked for. */
export function onboardings({ lambda }: World, most = RECENT): Onboarding[] {
  return lambda.inspect.list(LOCAL.functionName, most).map(onboardingOf);
}

/** How many onboardings there have been. */
export function countOnboardings({ lambda }: World): number {
  return lambda.inspect.count(LOCAL.functionName);
}

/** The addresses that can't be onboarded again, because they are pending or active. */
export function liveAddresses(among: readonly Onboarding[]): Set<string> {
  return new Set(among.filter(({ state }) => state === "pending" || state === "active").map(({ email }) => email));
}

/** The onboarding with this ID, however old. */
export function findOnboarding({ lambda }: World, id: string): Onboarding | undefined {
  const execution = lambda.inspect.find(id);
  return execution && onboardingOf(execution);
}

/** The user's profile, if there is one; it may be a later onboarding's. */
export async function profileOf({ dynamo }: World, { userId }: Onboarding): Promise<Profile | undefined> {
  if (userId === "") {
    return undefined; // the input names no user
  }
  const { Item } = await DynamoDBDocumentClient.from(dynamo).send(
    new GetCommand({ TableName: LOCAL.table, Key: { user_id: userId }, ConsistentRead: true }),
  );
  if (!Item) {
    return undefined;
  }
  const { callback_id: _, letterbox: __, ...shown } = Item; // the first decides, the second takes letters
  return shown;
}

function onboardingOf(execution: ExecutionRow): Onboarding {
  const { user_id = "", name = "", email = "" } = parsed(execution.input);
  const id = execution.arn.slice(execution.arn.lastIndexOf("/") + 1);
  return { execution, id, userId: text(user_id), name: text(name), email: text(email), state: stateOf(execution) };
}

function stateOf({ status, result }: ExecutionRow): State {
  if (status === "RUNNING") {
    return "pending";
  }
  return (status === "SUCCEEDED" && ENDS[text(parsed(result ?? "{}")["status"])]) || "failed";
}

/** Parses an input, which anyone may have written. */
function parsed(json: string): Record<string, unknown> {
  const value: unknown = JSON.parse(json);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
