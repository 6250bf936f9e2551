import { milliseconds } from "../figure.ts";
import { quantile } from "../../packages/durable-lambda-local/bench/quantile.ts";

/** Runs a task for each item, so many at a time, and returns the milliseconds that each took. */
export async function inFlight<Item>(
  lanes: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<number[]> {
  const rest = items.values();
  const times: number[] = [];
  const lane = async () => {
    for (const item of rest) {
      const begun = performance.now();
      await work(item);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return times;
}

export function spread(values: number[]): string {
  return `p50 ${milliseconds(quantile(values, 0.5))}, p99 ${milliseconds(quantile(values, 0.99))}`;
}
