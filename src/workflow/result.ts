import type { Decision, Ending } from "../domain/user.ts";

/** What an execution returns: the wire contract's three ends. */
export type Result =
  | { status: "COMPLETED"; user: { user_id: string; status: "ACTIVE" }; decision: Decision }
  | { status: "REJECTED"; user_id: string; decision: Decision }
  | { status: "EXPIRED"; user_id: string };

/** The wire form of an end that is none of a failure. */
export function resultOf(user_id: string, ending: Exclude<Ending, { status: "FAILED" }>): Result {
  switch (ending.status) {
    case "ACTIVE":
      return { status: "COMPLETED", user: { user_id, status: "ACTIVE" }, decision: ending.decision };
    case "REJECTED":
      return { status: "REJECTED", user_id, decision: ending.decision };
    case "EXPIRED":
      return { status: "EXPIRED", user_id };
  }
}
