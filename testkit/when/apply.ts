import { draw } from "./draw.ts";
import { environment, parse, SHIFT_DATE } from "./when.ts";

/**
 * Gives this process, and all that it starts, a random day, time zone and locale, or those of TEST_WHEN. A process
 * that was started by one that has them keeps them. Throws a sentence if TEST_WHEN can't be read.
 */
export async function applyWhen(): Promise<void> {
  const { TEST_WHEN: chosen, TEST_CLOCK_AHEAD: applied } = process.env;
  if (applied !== undefined) {
    return;
  }
  Object.assign(process.env, environment(chosen ? parse(chosen) : draw(Math.random)));
  await import(SHIFT_DATE);
}

/** Prints which they are, so that a run can be repeated; Vitest calls it once for a run. */
export function setup(): void {
  console.log(`Time, time zone and locale of this run: TEST_WHEN="${process.env["TEST_WHEN"]}"`);
}
