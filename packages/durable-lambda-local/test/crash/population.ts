import type { Wish } from "./client.ts";
import type { Onboarding } from "./onboard.ts";

/** An onboarding with the world around it: who wants to decide about it, and what they were told. */
export interface Life {
  input: Onboarding;
  wishes: Wish[];
  /** Once a start was answered. */
  arn?: string;
  /** Those who were told that theirs is the decision. */
  accepted: Wish[];
  /** Whether everyone who wants to decide has had an answer. */
  decided: boolean;
  /** Whether its execution was seen ended. */
  ended: boolean;
}

const PATHS: ((user: string) => Wish[])[] = [
  (user) => [{ verify: true, by: `mail to ${user}` }],
  (user) => [{ verify: true, by: `admin of ${user}` }],
  (user) => [{ verify: false, by: `admin of ${user}` }],
  (user) => [
    { verify: true, by: `mail to ${user}` },
    { verify: false, by: `admin of ${user}` },
  ],
  () => [], // expires
];
const DAY_SECONDS = 86_400;

/** How far time has to be moved for those to expire whom nobody decides about. */
export const EXPIRY_SECONDS = 60;

/** The nth onboarding; the paths take turns, and every third mail fails once before it goes out. */
export function life(n: number): Life {
  const user = `user-${n}`;
  const wishes = PATHS[n % PATHS.length]?.(user) ?? [];
  const windowSeconds = wishes.length > 0 ? DAY_SECONDS : EXPIRY_SECONDS;
  return {
    input: { user, windowSeconds, faults: n % 3 === 0 ? 1 : 0 },
    wishes,
    accepted: [],
    decided: false,
    ended: false,
  };
}
