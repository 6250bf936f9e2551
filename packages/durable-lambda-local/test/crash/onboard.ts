import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setTimeout as pass } from "node:timers/promises";
import { CallbackExternalError, CallbackTimeoutError, withDurableExecution } from "@aws/durable-execution-sdk-js";

/** What one execution is to do; `faults` is how often the mail fails before it goes out. */
export interface Onboarding {
  user: string;
  windowSeconds: number;
  faults: number;
}

/** A line of the world's diary: a step did what it does, in this run of it. */
export interface Deed {
  user: string;
  deed: string;
  run: string;
  failed?: boolean;
  callbackId?: string;
}

const STEP_MILLISECONDS = 3; // as long as a step's work takes, so that a kill may come in the middle of it

/** The service's onboarding with steps that write into a file, which no kill can take back; each gives its run's ID. */
export const handler = withDurableExecution(async ({ user, windowSeconds, faults }: Onboarding, ctx) => {
  const act = (deed: string, more: { callbackId?: string; faults?: number } = {}) =>
    ctx.step(
      deed,
      async ({ attempt }) => {
        const { callbackId } = more;
        const failed = attempt <= (more.faults ?? 0);
        const line: Deed = {
          user,
          deed,
          run: randomUUID(),
          ...(failed && { failed }),
          ...(callbackId && { callbackId }),
        };
        appendFileSync(process.env["DIARY"] ?? "", `${JSON.stringify(line)}\n`);
        await pass(STEP_MILLISECONDS);
        if (failed) {
          throw new Error("The outside is down.");
        }
        return line.run;
      },
      { retryStrategy: () => ({ shouldRetry: true, delay: { seconds: 1 } }) },
    );

  const [decision, callbackId] = await ctx.createCallback("decision", { timeout: { seconds: windowSeconds } });
  await act("create", { callbackId });
  await Promise.all([act("mail", { faults }), act("card")]);
  const outcome = await settle(decision);
  await act(outcome.deed);
  await Promise.all([outcome.deed === "activate" && act("welcome"), act("close-card")]);
  return outcome;
});

async function settle(decision: PromiseLike<string>): Promise<{ deed: string; by?: string | undefined }> {
  try {
    return { deed: "activate", by: await decision };
  } catch (error) {
    if (error instanceof CallbackTimeoutError) {
      return { deed: "expire" };
    }
    if (error instanceof CallbackExternalError) {
      return { deed: "reject", by: error.message };
    }
    throw error;
  }
}
