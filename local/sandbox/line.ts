import type { Onboarding } from "./onboardings.ts";
import type { Timeline } from "./timeline/model.ts";
import { timeline } from "./timeline/timeline.ts";
import type { World } from "./world.ts";

/** An onboarding's timeline as it stands. */
export function lineOf({ lambda }: World, { execution }: Onboarding): Timeline {
  const runningSince = execution.phase === "running" ? (execution.invokedAt ?? undefined) : undefined;
  return timeline(lambda.inspect.history(execution), runningSince);
}

/** How many steps run in the invocation that runs, if one does. */
export function stepsRunning({ spans }: Timeline): number {
  const last = spans.at(-1);
  return last?.type === "invocation" ? last.work.filter(({ outcome }) => outcome === "running").length : 0;
}
