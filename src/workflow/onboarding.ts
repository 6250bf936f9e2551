import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { parseRequest } from "../domain/parse.ts";
import type { UserStatus } from "../domain/user.ts";
import { announce } from "./announce.ts";
import { OnboardingError, refused } from "./errors.ts";
import { followUp } from "./follow-up.ts";
import { notices } from "./notify.ts";
import type { Asked, Onboard } from "./onboard.ts";
import { openThread } from "./open-thread.ts";
import { patient, tireless } from "./retry-policy.ts";
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
    const about = { user_id: request.userId, execution };

    // First, so that the profile is born with its callback ID: one write instead of two.
    const [decision, callbackId] = await ctx.createCallback("verification", { timeout: { seconds: windowSeconds } });
    const identity = { execution, callbackId, windowSeconds };
    const created = await ctx.step(
      "create-user-profile",
      async ({ logger }) => {
        const turn = await on.cards.queue(); // first, so that cards come in the order of asking
        const creation = await on.users.create(request, identity);
        // In here: once, not again on replay.
        if ("refusal" in creation) {
          logger.info("onboarding refused", { ...about, reason: creation.refusal });
        } else {
          logger.info("onboarding started", about);
          on.metrics.started();
        }
        return { ...creation, turn };
      },
      patient,
    );
    if ("refusal" in created) {
      throw refused(created.refusal);
    }
    const { user, turn } = created;

    // Neither is awaited here: a decision through one channel must not wait for the other one's retries.
    let current = user;
    const isOpen = () => current === user;
    const notice = notices(ctx, on, user);
    const mail = notice("mail", "send-verification-email", async () => isOpen() && on.mail.sendVerification(user));
    const card = notice("slack", "post-to-slack", () => on.cards.post(current, turn)); // closed from the start, if late
    // Virtual: each numbers its own operations and is none itself. They run at once, and end with the execution at the latest.
    const beside = { virtualContext: true };
    const thread = ctx.runInChildContext("thread", (c) => openThread(c, on, user, card), beside);
    const asked: Asked = { mail, card, thread };
    void ctx.runInChildContext("follow-up", (c) => followUp(c, on, user, asked, isOpen), beside);

    const ending = await settle(decision);
    current = { ...user, ...ending };
    const closed = await ctx.step(
      CLOSING[ending.status],
      async ({ logger }) => {
        const decided = await on.users.close(user, ending);
        logger.info("onboarding decided", { ...about, status: decided.status });
        on.metrics.ended(decided);
        return decided;
      },
      tireless, // whoever decided has been told so
    );

    await announce(ctx, on, closed, asked);
    if (ending.status === "FAILED") {
      throw new OnboardingError(ending.failure);
    }
    return resultOf(user.userId, ending);
  };
}
