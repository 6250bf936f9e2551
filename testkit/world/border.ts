import { AsyncLocalStorage } from "node:async_hooks";

export type Vendor = "dynamodb" | "lambda" | "ses" | "slack";

/** One invocation of the function. It may die at any moment; nothing that it still does has an effect then. */
export interface Invocation {
  readonly execution: string;
  readonly isDead: boolean;
  die(): void;
  /** Resolves when it dies. */
  readonly died: Promise<void>;
}

/** One call that leaves the function: to whom, for what, out of which step, if any, and by which invocation. */
export interface Call {
  vendor: Vendor;
  /** The API's own name for it. */
  action: string;
  /** What a checkpoint writes down: "SUCCEED post-to-slack". */
  updates: readonly string[] | undefined;
  step: string | undefined;
  invocation: Invocation;
}

/** Stands at the function's border: lets a call through by carrying it out, or makes it go wrong. */
export type Gate = (call: Call, carryOut: () => Promise<unknown>) => Promise<unknown>;

type What = Pick<Call, "vendor" | "action" | "updates">;

export type Border = ReturnType<typeof border>;

/** Every call that leaves the function passes here and through the gate; those of people outside do not. */
export function border(gate: Gate) {
  const place = new AsyncLocalStorage<Pick<Call, "invocation" | "step">>();
  return {
    inside: <T>(invocation: Invocation, run: () => T): T => place.run({ invocation, step: undefined }, run),
    inStep<T>(step: string, run: () => T): T {
      const from = place.getStore();
      return from ? place.run({ ...from, step }, run) : run();
    },
    async pass<Answer>(what: What, carryOut: () => Promise<Answer>): Promise<Answer> {
      const from = place.getStore();
      if (!from) {
        return carryOut();
      }
      const { invocation } = from;
      const alive = () => (invocation.isDead ? never() : undefined);
      await alive();
      const answer = await gate({ ...from, ...what }, async () => {
        await alive();
        return carryOut();
      });
      await alive();
      return answer as Answer; // or what a gate put in its place: the vendor's own refusal
    },
  };
}

/** An invocation for the execution with this ARN, alive. */
export function newInvocation(execution: string): Invocation {
  const { promise: died, resolve } = Promise.withResolvers<void>();
  let isDead = false;
  return {
    execution,
    died,
    get isDead() {
      return isDead;
    },
    die() {
      isDead = true;
      resolve();
    },
  };
}

/** What a dead invocation waits for. */
export const never = () => new Promise<never>(() => undefined);
