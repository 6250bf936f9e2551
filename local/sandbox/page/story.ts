import { nameOf } from "../../workspace.ts";
import type { Detail } from "../detail.ts";

interface Outcome {
  status?: string;
  decision?: { outcome: string; source: string; by?: string; comment?: string };
}

/** The state of an onboarding, in a sentence or two. */
export function story({ execution: { phase, error, result }, line: { endedAt, waitsFor } }: Detail): string {
  if (endedAt !== undefined) {
    return error ? failed(JSON.parse(error)) : decided(JSON.parse(result ?? "{}"));
  }
  if (phase === "backoff") {
    return "Its function died. Lambda will invoke it again in a moment; recorded steps will not run twice.";
  }
  if (phase !== "asleep") {
    return "Awake: the function is running, and each step is recorded.";
  }
  return waitsFor.some(({ kind }) => kind === "step")
    ? "Asleep, using no compute, until the next attempt. A decision wakes it at once."
    : "Asleep, using no compute, until a decision, a message or a timer wakes it.";
}

function failed({ ErrorType = "", ErrorMessage = "" }): string {
  return `It failed. ${ErrorType}: ${ErrorMessage}`;
}

function decided({ status, decision }: Outcome): string {
  if (!decision) {
    return status === "EXPIRED" ? "Nobody decided in time." : "It has ended.";
  }
  const way = decision.source === "slack" ? `by ${nameOf(decision.by ?? "")} in Slack` : "by the emailed link";
  const what = `${decision.outcome.charAt(0).toUpperCase()}${decision.outcome.slice(1)} ${way}`;
  return status === "COMPLETED"
    ? `${what}. Later attempts change nothing and say so.`
    : `${what}${decision.comment ? `: ${decision.comment}` : "."}`;
}
