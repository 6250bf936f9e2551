import { Hono } from "hono";
import * as v from "valibot";
import { doing, Impossible } from "../page/doing.ts";
import { FAULTS, type FaultSwitches } from "./faults.ts";
import { detailOf } from "./look.ts";
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

  const moment = async (to: "reminder" | "expiry" | "hour", id = ""): Promise<number> => {
    if (to === "hour") {
      return lambda.now() + HOUR_MILLISECONDS;
    }
    const onboarding = findOnboarding(world, id);
    const found = onboarding && timesOf((await detailOf(world, onboarding)).line)[to];
    if (found === undefined) {
      throw new Impossible(`This onboarding has no ${to} ahead of it.`);
    }
    return found;
  };

  return new Hono()
    .post(
      "/sandbox/start",
      doing(v.object({ name: v.string() }), async ({ name }) => {
        await start(name);
        return {};
      }),
    )
    .post(
      "/sandbox/time",
      doing(
        v.object({ to: v.picklist(["reminder", "expiry", "hour"]), execution: v.optional(v.string()) }),
        async ({ to, execution }) => {
          await machine.passTo(await moment(to, execution));
          return {};
        },
      ),
    )
    .post(
      "/sandbox/fault",
      doing(v.object({ part: v.picklist(FAULTS.map(({ part }) => part)), mode: v.string() }), ({ part, mode }) => {
        faults.set(part, mode);
        return {};
      }),
    );
}
