import { CallbackExternalError, type DurableContext } from "@aws/durable-execution-sdk-js";
import type { Decisions } from "../domain/ports.ts";
import type { User } from "../domain/user.ts";

/** What a self-check tries, by name. Each rejects if it doesn't work, and leaves nothing behind. */
export type Probes = Record<string, () => Promise<unknown>>;

/** One probe's result: it works, or the name of its error. */
export type Probed = { check: string; ok: true } | { check: string; ok: false; error: string };

/** What a self-check returns, without personal data, secrets or callback IDs. */
export interface SelfCheckResult {
  status: "SELF_CHECKED";
  checks: Probed[];
}

/**
 * The new user of a self-check. Amazon's mailbox simulator takes the email: it reaches nobody, works in SES's sandbox, and does
 * not count towards bounces. https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 * The window ended long ago, so a link signed for this user has expired.
 */
export const NOBODY: User = {
  userId: "self-check",
  email: "success@simulator.amazonses.com",
  name: "Self-check",
  status: "ACTIVE",
  execution: "self-check",
  callbackId: "",
  createdAt: "2000-01-01T00:00:00.000Z",
  expiresAt: "2000-01-01T00:00:00.000Z",
};

const CALLBACK = "callback";
const ANSWER_SECONDS = 60;
const SLEEP = { seconds: 1 };

/** Whether an input is exactly `{"self_check": true}`. An onboarding's input never is: it has a user ID. */
export function isSelfCheck(input: unknown): boolean {
  return (
    typeof input === "object" &&
    input !== null &&
    Object.keys(input).length === 1 &&
    "self_check" in input &&
    input.self_check === true
  );
}

/**
 * Tries what an onboarding does, through the function's own role, and reports each result; it never fails because of one. It
 * also fails its own callback, as an onboarding that gives up does, sleeps for a second and wakes. It creates no profile, card, address
 * lock or business metric.
 */
export function selfCheck({ probes, decisions }: { probes: Probes; decisions: Pick<Decisions, "giveUp"> }) {
  return async (ctx: DurableContext): Promise<SelfCheckResult> => {
    const [answered, callbackId] = await ctx.createCallback("self-check-callback", {
      timeout: { seconds: ANSWER_SECONDS },
    });
    const giveUp = () => decisions.giveUp(callbackId, { name: "SelfCheck", message: "This is a self-check." });
    const probed = await ctx.step("self-check", () => tryAll({ ...probes, [CALLBACK]: giveUp }));
    await ctx.wait("self-check-sleep", SLEEP);
    const isCompleted = probed.some(({ check, ok }) => check === CALLBACK && ok);
    const checks = isCompleted ? await withAnswer(probed, answered) : probed;
    return { status: "SELF_CHECKED", checks };
  };
}

function tryAll(probes: Probes): Promise<Probed[]> {
  return Promise.all(
    Object.entries(probes).map(async ([check, attempt]): Promise<Probed> => {
      try {
        await attempt();
        return { check, ok: true };
      } catch (error) {
        return failed(check, error);
      }
    }),
  );
}

/** Waits for the failure that was sent to the callback; any other end means that callbacks don't work. */
async function withAnswer(probed: Probed[], answered: PromiseLike<string>): Promise<Probed[]> {
  try {
    await answered;
    return probed;
  } catch (error) {
    return error instanceof CallbackExternalError
      ? probed
      : probed.map((each) => (each.check === CALLBACK ? failed(CALLBACK, error) : each));
  }
}

/** The name only: a message may quote an address. */
function failed(check: string, error: unknown): Probed {
  return { check, ok: false, error: error instanceof Error ? error.name : "Error" };
}
