import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether everything is tried that can be: `npm run test:exhaustive`. */
    isExhaustive?: boolean;
  }
}

/** Whether this run tries everything. */
export const isExhaustive = inject("isExhaustive") ?? false;

const STEP = 15; // odd, so that of cases in pairs it takes both kinds
let next = Math.floor(Math.random() * STEP);

/** Every fifteenth of many cases that are alike; each call starts one case later, and each run somewhere else. All of them in an exhaustive run. */
export function someOf<Case>(cases: readonly Case[]): Case[] {
  const first = next++ % STEP;
  return cases.filter((_, index) => isExhaustive || index % STEP === first);
}
