import { refusal } from "./faults.ts";
import type { Call, Gate } from "./border.ts";
import type { Outcome } from "./outcomes.ts";

/** Counts what was sent to someone: mails and Slack messages, by execution and by the step that sent them. */
export function messageLog() {
  const sent = new Map<string, Call[]>();
  const of = (execution: string) => sent.get(execution) ?? [];
  return {
    of,
    /** How often each step sent something. */
    counts(execution: string): Record<string, number> {
      const bySteps = Map.groupBy(of(execution), ({ step = "" }) => step);
      return Object.fromEntries([...bySteps].map(([step, calls]) => [step, calls.length]));
    },
    /** Lets calls through except to services that are down, and keeps what was sent. */
    gate:
      ({ down }: Pick<Outcome, "down">): Gate =>
      async (call, carryOut) => {
        if (down.includes(call.vendor)) {
          return refusal(call);
        }
        const answer = await carryOut();
        if (isSending(call)) {
          const { execution } = call.invocation;
          sent.set(execution, [...of(execution), call]);
        }
        return answer;
      },
  };
}

/** Whether a call sends something to someone; it would be noticed twice. */
export const isSending = ({ action }: Pick<Call, "action">) => SENDS.has(action);

const SENDS = new Set(["SendEmail", "chat.postMessage"]);
