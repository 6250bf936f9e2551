import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether everything is tried that can be: `npm run test:exhaustive`. */
    isExhaustive?: boolean;
  }
}

/** Whether this run tries everything. */
export const isExhaustive = inject("isExhaustive") ?? false;

const STEP = 8;

/** Every eighth of many cases that are alike, from another one on in each run; all of them in an exhaustive run. */
export function someOf<Case>(cases: readonly Case[]): Case[] {
  const first = Math.floor(Math.random() * STEP);
  return cases.filter((_, index) => isExhaustive || index % STEP === first);
}
