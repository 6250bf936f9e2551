// oxlint-disable-next-line no-restricted-imports -- awaited inside a step only, which a replay does not run again
import { setImmediate as macrotask } from "node:timers/promises";
import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { Channel, Metrics } from "../domain/ports.ts";
import type { User } from "../domain/user.ts";
import { type Attempts, NO_ATTEMPTS, retry } from "./retry-policy.ts";

/** One notification: its channel, its step's name, how it is sent, and whether it is still needed. */
interface Notification<Answer> {
  through: Channel;
  step: string;
  send: (attempt: number) => Promise<Answer>;
  isNeeded?: () => boolean;
}

/** Waiting for the next attempt, with the last failure for readers of the execution's history. */
type Waiting = Attempts & { status: "waiting"; delaySeconds: number; failure?: string };

/**
 * A notification's state; it never ends as `waiting`. `skipped`: it was no longer needed. `reason` names the failure that ended it.
 */
type State<Answer> =
  | { status: "sent"; answer: Answer }
  | { status: "skipped" }
  | { status: "lost"; reason: string }
  | Waiting;

// From this failure on, somebody should look: the metric counts it, and its alarm follows.
const WORRYING_FAILURES = 10;

/**
 * Notifications about a user, each a durable step that is retried by the retry policy. None ever rejects. One that keeps failing, or is
 * lost, is logged and counted once, inside its step: code outside a step runs again in each replay.
 *
 * The step is a `waitForCondition`, which keeps state from one attempt to the next. A plain step's retry strategy sees only
 * the last error and the number of attempts, and would count throttling as failing. A lost notification is a result: the
 * SDK (2.4.0) records a thrown error twice if the step was retried within one invocation, and Lambda refuses that.
 * https://docs.aws.amazon.com/durable-execution/sdk-reference/operations/wait-for-condition/
 */
export function notifier(metrics: Metrics, { userId, execution }: Pick<User, "userId" | "execution">) {
  return async <Answer>(
    ctx: DurableContext,
    { through, step, send, isNeeded = () => true }: Notification<Answer>,
  ): Promise<State<Answer>> => {
    const failed = (state: State<Answer>, error: unknown, logger: DurableContext["logger"]): State<Answer> => {
      const before = state.status === "waiting" ? state : NO_ATTEMPTS;
      const failure = error instanceof Error ? error : new Error("Unknown");
      const { attempts, delaySeconds } = retry(before, failure);
      const isLost = delaySeconds === undefined;
      const isWorrying = attempts.failures === WORRYING_FAILURES && before.failures < WORRYING_FAILURES;
      if (isWorrying || (isLost && attempts.failures < WORRYING_FAILURES)) {
        metrics.undelivered(through);
      }
      if (isWorrying || isLost) {
        // Only the name: a message may hold an address.
        const about = { user_id: userId, execution, notice: step, reason: failure.name };
        logger.error(isLost ? "notification lost" : "notification delayed", about);
      }
      return isLost
        ? { status: "lost", reason: failure.name }
        : { status: "waiting", ...attempts, delaySeconds, failure: `${failure.name}: ${failure.message}` };
    };
    return await ctx.waitForCondition<State<Answer>>(
      step,
      async (before, { attempt, logger }) => {
        // A replay settles in microtasks. Only after them is it certain what is still needed.
        await macrotask();
        if (!isNeeded()) {
          return { status: "skipped" };
        }
        try {
          return { status: "sent", answer: await send(attempt) };
        } catch (error) {
          return failed(before, error, logger);
        }
      },
      {
        initialState: { status: "waiting", ...NO_ATTEMPTS, delaySeconds: 0 },
        waitStrategy: (state) =>
          state.status === "waiting"
            ? { shouldContinue: true, delay: { seconds: state.delaySeconds } }
            : { shouldContinue: false },
      },
    );
  };
}

/** The name of the error that a step failed with, which the SDK keeps as its error's cause. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return "Error";
  }
  return error.cause instanceof Error ? error.cause.name : error.name;
}
