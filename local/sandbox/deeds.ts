import { Hono } from "hono";
import * as v from "valibot";
import { action, Impossible } from "../../packages/slack-local/src/live-page/action.ts";
import { FAULTS, type FaultSwitches } from "./faults.ts";
import { lineOf } from "./line.ts";
import { timesOf } from "./moments.ts";
import { findOnboarding } from "./onboardings.ts";
import { exampleStarts } from "./start.ts";
import type { TimeMachine } from "./time-machine.ts";
import type { World } from "./world.ts";

const HOUR_MILLISECONDS = 3_600_000;

/** What a person does on the page, as JSON over HTTP. */
export function deeds(world: World, faults: FaultSwitches, machine: TimeMachine): Hono {
  const { lambda } = world;
  const start = exampleStarts(world);

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
      action(v.object({ name: v.string() }), async ({ name }) => {
        await start(name);
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
