import { WORKSPACE } from "../../workspace.ts";
import type { Detail } from "../detail.ts";

interface Outcome {
  status?: string;
  decision?: { outcome: string; source: string; by?: string; comment?: string };
}

/** Where an onboarding stands, in a sentence or two. */
export function story({ execution: { phase, error, result }, line: { endedAt, waitsFor } }: Detail): string {
  if (endedAt !== undefined) {
    return error ? failed(JSON.parse(error)) : decided(JSON.parse(result ?? "{}"));
  }
  if (phase === "backoff") {
    return "Its function died. Lambda invokes it again in a moment, and what was recorded is not done twice.";
  }
  if (phase !== "asleep") {
    return "It runs, and what it does is recorded step by step.";
  }
  return waitsFor.some(({ kind }) => kind === "step")
    ? "Asleep at no cost until the next attempt. A decision wakes it at once."
    : "Asleep at no cost until someone decides or the next timer fires.";
}

function failed({ ErrorType = "", ErrorMessage = "" }): string {
  return `It failed. ${ErrorType}: ${ErrorMessage}`;
}

function decided({ status, decision }: Outcome): string {
  if (!decision) {
    return status === "EXPIRED" ? "Nobody decided in time." : "It has ended.";
  }
  const way = decision.source === "slack" ? `by ${nameOf(decision.by)} in Slack` : "by the emailed link";
  const what = `${decision.outcome.charAt(0).toUpperCase()}${decision.outcome.slice(1)} ${way}`;
  return status === "COMPLETED"
    ? `${what}. Anyone who comes later is told so.`
    : `${what}${decision.comment ? `: ${decision.comment}` : "."}`;
}

function nameOf(id = ""): string {
  return WORKSPACE.people.find((person) => person.id === id)?.name ?? id;
}
