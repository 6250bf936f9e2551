import type { HistoryEvent } from "../../packages/durable-lambda-local/src/inspect.ts";
import type { Onboarding } from "./onboardings.ts";
import type { Timeline } from "./timeline/model.ts";
import { timeline } from "./timeline/timeline.ts";
import type { World } from "./world.ts";

/** An onboarding's timeline at this moment. */
export function lineOf({ lambda }: World, onboarding: Onboarding): Timeline {
  return lineFrom(lambda.inspect.history(onboarding.execution), onboarding);
}

/** An onboarding's timeline, from its history. */
export function lineFrom(history: readonly HistoryEvent[], { execution }: Onboarding): Timeline {
  const runningSince = execution.phase === "running" ? (execution.invokedAt ?? undefined) : undefined;
  return timeline(history, runningSince);
}

/** How many steps run in the invocation that runs, if one does. */
export function stepsRunning({ spans }: Timeline): number {
  const last = spans.at(-1);
  return last?.type === "invocation" ? last.work.filter(({ outcome }) => outcome === "running").length : 0;
}
