import { OUTCOMES } from "../testkit/world/outcomes.ts";
import type { Figure } from "./figure.ts";
import { priceOf } from "./price.ts";

const PRICE_GOAL = 1 / 3;
const BARE = "the bare workflow without card update and reminder: 6 operations, 2 invocations";

/** For each outcome, what an onboarding consists of and what a million cost. */
export async function onboardingFigures(): Promise<Figure[]> {
  const priced = await Promise.all(
    OUTCOMES.map(async (outcome) => ({ name: outcome.name, ...(await priceOf(outcome)) })),
  );
  return priced.flatMap((each) => [
    {
      figure: `${each.name}: operations and invocations`,
      measured: `${each.operations} and ${each.invocations}`,
      yardstick: BARE,
      goal: "none without a reason",
    },
    {
      figure: `${each.name}: a million cost`,
      measured: `$${each["durable $"]}`,
      yardstick: `Step Functions Standard with the same steps: $${each["Step Functions $"]}; ${each.ratio} ×`,
      goal: "≤ ⅓",
      ofGoal: Number(each.ratio) / PRICE_GOAL,
    },
  ]);
}
