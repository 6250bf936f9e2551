import { type Changes, changes } from "../../packages/slack-local/src/live-page/changes.ts";
import type { LocalLambda } from "../../packages/durable-lambda-local/src/service.ts";
import { Impossible } from "../../packages/slack-local/src/live-page/action.ts";

const SETTLE_MILLISECONDS = 15_000;
// A step that is refused for a whole day is tried hundreds of times; the rest of such a day passes at once.
const MOST_STAGES = 200;

/** Moves the time of everything that follows the service's clock. */
export interface TimeMachine {
  isPassing(): boolean;
  /**
   * Moves time to a moment, in milliseconds since 1970. Each timer on the way fires at its own time, and the execution that it
   * wakes has fallen asleep again before time moves on. Throws Impossible while time is passing.
   */
  passTo(until: number): Promise<void>;
  /** Calls back when time begins to pass and when it has passed. */
  subscribe: Changes["subscribe"];
}

/** A time machine for one service; it only goes forward. */
export function timeMachine(lambda: LocalLambda): TimeMachine {
  const { announce, subscribe } = changes();
  let isPassing = false;
  return {
    subscribe,
    isPassing: () => isPassing,
    async passTo(until) {
      if (isPassing) {
        throw new Impossible("Time is passing already. Wait until it has.");
      }
      isPassing = true;
      announce();
      try {
        await pass(lambda, until);
      } finally {
        isPassing = false;
        announce();
      }
    },
  };
}

async function pass(lambda: LocalLambda, until: number): Promise<void> {
  await settled(lambda);
  for (let stage = 0; stage < MOST_STAGES; stage += 1) {
    const due = lambda.inspect.nextDue();
    if (due === undefined || due > until) {
      break;
    }
    advanceTo(lambda, due);
    await settled(lambda);
  }
  advanceTo(lambda, until);
  await settled(lambda);
}

function advanceTo(lambda: LocalLambda, moment: number): void {
  lambda.advance(Math.max(0, moment - lambda.now()) / 1000);
}

/** Waits until nothing runs and nothing is due, but for a limited time, since something may hang. */
async function settled(lambda: LocalLambda): Promise<void> {
  const isSettled = () => !lambda.inspect.isBusy() && (lambda.inspect.nextDue() ?? Infinity) > lambda.now();
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => isSettled() && resolve();
  const unsubscribe = lambda.subscribe(look);
  const timeout = setTimeout(resolve, SETTLE_MILLISECONDS);
  look();
  await promise;
  clearTimeout(timeout);
  unsubscribe();
}
