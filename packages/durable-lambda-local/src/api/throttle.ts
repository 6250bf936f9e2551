import { ServiceError } from "../errors.ts";
import type { OperationName } from "../model/model.ts";

/** Throws TooManyRequestsException for a request that comes too soon. */
export type Throttle = (operation: OperationName) => void;

/**
 * How many requests a second AWS takes by default, in all but three Regions, which have higher quotas. Invoke's is that of
 * requests that start durable executions. Operations without a number have no documented quota.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#durable-functions-quotas
 */
const PER_SECOND: Partial<Record<OperationName, number>> = {
  Invoke: 300,
  CheckpointDurableExecution: 10_000,
  GetDurableExecution: 30,
  GetDurableExecutionHistory: 15,
  GetDurableExecutionState: 10_000,
  ListDurableExecutionsByFunction: 15,
  SendDurableExecutionCallbackFailure: 3000,
  SendDurableExecutionCallbackHeartbeat: 3000,
  SendDurableExecutionCallbackSuccess: 3000,
  StopDurableExecution: 300,
};

/**
 * Holds requests to AWS's quotas, by this clock. AWS doesn't document how it counts; here, as many as a second allows may come
 * at once, and the allowance returns steadily.
 */
export function throttle(now: () => number): Throttle {
  const allowances = new Map<OperationName, { left: number; at: number }>();
  return (operation) => {
    const rate = PER_SECOND[operation];
    if (rate === undefined) {
      return;
    }
    const at = now();
    const former = allowances.get(operation) ?? { left: rate, at };
    const left = Math.min(rate, former.left + (Math.max(0, at - former.at) / 1000) * rate);
    const isAllowed = left >= 1;
    allowances.set(operation, { left: isAllowed ? left - 1 : left, at });
    if (!isAllowed) {
      // Lambda's wording: https://github.com/aws/aws-durable-execution-sdk-python/issues/404
      throw new ServiceError("TooManyRequestsException", "Rate exceeded");
    }
  };
}
