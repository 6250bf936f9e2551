import { type Bill, billOf } from "./cost.ts";
import { lineFrom } from "./line.ts";
import { type Onboarding, type Profile, profileOf } from "./onboardings.ts";
import type { Timeline } from "./timeline/model.ts";
import type { World } from "./world.ts";

/** One onboarding in all that is known of it. */
export interface Detail extends Onboarding {
  line: Timeline;
  bill: Bill;
  profile: Profile | undefined;
}

/** An onboarding with its timeline, its bill and its profile. */
export async function detailOf(world: World, onboarding: Onboarding): Promise<Detail> {
  const history = world.lambda.inspect.history(onboarding.execution);
  const profile = await profileOf(world, onboarding);
  return { ...onboarding, line: lineFrom(history, onboarding), bill: billOf(history), profile };
}
