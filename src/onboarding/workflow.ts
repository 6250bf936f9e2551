import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { parseRequest } from "../domain/parse.ts";
import type { UserStatus } from "../domain/user.ts";
import { announce } from "./announce.ts";
import { OnboardingError, refused } from "./errors.ts";
import { followUp } from "./follow-up.ts";
import type { Onboard } from "./onboard.ts";
import { patient } from "./patience.ts";
import { type Result, resultOf } from "./result.ts";
import { settle } from "./settle.ts";

const CLOSING = {
  ACTIVE: "activate-user",
  REJECTED: "reject-user",
  EXPIRED: "expire-user",
  FAILED: "fail-user",
} as const satisfies Partial<Record<UserStatus, string>>;

/**
 * Onboards one user: asks by mail and in Slack, sleeps until someone decides or the window ends, and carries it out.
 *
 * The durable operations' names and order are a replay contract: an execution that slept on other ones fails when it
 * wakes. Published versions are kept for that reason, so that each execution wakes on the code it began with.
 */
export function onboarding(on: Onboard) {
  return async (input: unknown, ctx: DurableContext): Promise<Result> => {
    const request = parseRequest(input); // before anything durable: a fault inside a step would be retried for minutes
    const { durableExecutionArn: execution } = ctx.executionContext;
    const { windowSeconds } = on;

    // First, so that the profile is born with its callback ID: one write instead of two.
    const [decided, callbackId] = await ctx.createCallback("verification", { timeout: { seconds: windowSeconds } });
    const identity = { execution, callbackId, windowSeconds };
    const created = await ctx.step("create-user-profile", () => on.users.create(request, identity), patient);
    if ("refusal" in created) {
      throw refused(created.refusal);
    }
    const { user } = created;
    ctx.logger.info("onboarding started", { user_id: user.userId, execution });

    // Neither is awaited here: a decision through one channel must not wait for the other one's retries.
    let open = true;
    const asked = {
      mail: ctx.step("send-verification-email", async () => open && on.mail.sendVerification(user), patient),
      card: ctx.step("post-to-slack", () => on.cards.post(user), patient),
    };
    // Virtual: it numbers its own operations and is none itself. It runs at once and ends with the execution at the latest.
    void ctx.runInChildContext("follow-up", (c) => followUp(c, on, user, asked, () => open), { virtualContext: true });

    const ending = await settle(decided);
    open = false;
    const closed = await ctx.step(CLOSING[ending.status], () => on.users.close(user, ending), patient);
    ctx.logger.info("onboarding decided", { user_id: user.userId, execution, status: closed.status });

    await announce(ctx, on, closed, asked);
    if (ending.status === "FAILED") {
      throw new OnboardingError(ending.failure);
    }
    return resultOf(user.userId, ending);
  };
}
