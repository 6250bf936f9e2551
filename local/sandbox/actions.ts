import { Hono } from "hono";
import * as v from "valibot";
import { action, Impossible } from "../../packages/slack-local/src/live-page/action.ts";
import { FAULTS, type FaultSwitches } from "./faults.ts";
import { lineOf } from "./line.ts";
import { timesOf } from "./moments.ts";
import { findOnboarding } from "./onboardings.ts";
import type { Start } from "./start.ts";
import type { TimeMachine } from "./time-machine.ts";
import { SCENES, type Tour } from "./tour.ts";
import type { World } from "./world.ts";

const HOUR_MILLISECONDS = 3_600_000;

/** What the page's actions work on. */
export interface Controls {
  faults: FaultSwitches;
  machine: TimeMachine;
  start: Start;
  tour: Tour;
}

/** The page's actions, as JSON over HTTP. */
export function actions(world: World, { faults, machine, start, tour }: Controls): Hono {
  const { lambda } = world;

  const moment = (to: "reminder" | "expiry" | "hour", id = ""): number => {
    if (to === "hour") {
      return lambda.now() + HOUR_MILLISECONDS;
    }
    const onboarding = findOnboarding(world, id);
    const found = onboarding && timesOf(lineOf(world, onboarding))[to];
    if (found === undefined) {
      throw new Impossible(`This onboarding has no ${to} ahead of it.`);
    }
    return found;
  };

  return new Hono()
    .post(
      "/actions/start",
      action(v.object({ name: v.string(), email: v.optional(v.string()) }), async (person) => {
        await start(person);
        return {};
      }),
    )
    .post(
      "/actions/tour",
      action(v.object({ scene: v.picklist(SCENES.map(({ id }) => id)) }), async ({ scene }) => {
        await tour.play(scene);
        return {};
      }),
    )
    .post(
      "/actions/time",
      action(
        v.object({ to: v.picklist(["reminder", "expiry", "hour"]), execution: v.optional(v.string()) }),
        async ({ to, execution }) => {
          await machine.passTo(moment(to, execution));
          return {};
        },
      ),
    )
    .post(
      "/actions/fault",
      action(v.object({ part: v.picklist(FAULTS.map(({ part }) => part)), mode: v.string() }), ({ part, mode }) => {
        faults.set(part, mode);
        return {};
      }),
    );
}
