import { setTimeout as pause } from "node:timers/promises";
import { LOCAL } from "../address.ts";
import { changes } from "../../packages/slack-local/src/live-page/changes.ts";
import { Impossible } from "../../packages/slack-local/src/live-page/action.ts";
import { lineOf, stepsRunning } from "./line.ts";
import { onboardings } from "./onboardings.ts";
import type { World } from "./world.ts";

/** What can go wrong: each part has one fault at a time, none at first. */
export const FAULTS = [
  {
    part: "slack",
    label: "Slack",
    modes: [
      { id: "well", label: "up", says: "" },
      { id: "throttled", label: "throttled", says: "every call gets 429: come back in 5 s" },
      { id: "down", label: "down", says: "every call gets HTTP 500" },
    ],
  },
  {
    part: "mail",
    label: "Email",
    modes: [
      { id: "well", label: "up", says: "" },
      { id: "throttled", label: "throttled", says: "SES refuses: sending rate exceeded" },
      { id: "down", label: "down", says: "SES answers with HTTP 503" },
      { id: "bounces", label: "bounces", says: "SES accepts each email, and the mailbox refuses it" },
    ],
  },
  {
    part: "function",
    label: "Function",
    modes: [
      { id: "well", label: "up", says: "" },
      {
        id: "dies",
        label: "dies mid-step",
        says: "the function dies while it sends the next email",
      },
    ],
  },
] as const;

export type Part = (typeof FAULTS)[number]["part"];

const SLACK_RETRY_SECONDS = 5;
const HELD_MILLISECONDS = 400;
const HELD_AT_MOST = 10; // times; sending is given up after 10 s

/** The faults that are switched on. */
export type FaultSwitches = ReturnType<typeof faultSwitches>;

/** Switches that make parts of the service fail. */
export function faultSwitches(world: World) {
  const { lambda, mail, slack } = world;
  const { announce, subscribe } = changes();
  const modes: Record<Part, string> = { slack: "well", mail: "well", function: "well" };

  // Holds the email until the steps beside it have ended, so that the replay shows that they do not run again.
  const die = async () => {
    let held = 0;
    do {
      await pause(HELD_MILLISECONDS);
      held += 1;
    } while (held < HELD_AT_MOST && onboardings(world).some((each) => stepsRunning(lineOf(world, each)) > 1));
    await lambda.kill(LOCAL.functionName);
    modes.function = "well"; // it has happened, once
    announce();
  };
  const act: Record<Part, Record<string, () => void>> = {
    slack: {
      well: () => slack.heal("*"),
      throttled: () => slack.fail("*", { kind: "throttled", retryAfterSeconds: SLACK_RETRY_SECONDS }),
      down: () => slack.fail("*", { kind: "broken" }),
    },
    mail: {
      well: () => mail.fail(),
      throttled: () => mail.fail("throttled"),
      down: () => mail.fail("down"),
      bounces: () => mail.fail("bounces"),
    },
    function: { well: () => mail.interceptNext(), dies: () => mail.interceptNext(die) },
  };

  return {
    subscribe,
    /** The mode that a part is in. */
    mode: (part: Part) => modes[part],
    /** Switches a part to one of its modes; throws Impossible where there is no such mode. */
    set(part: Part, mode: string) {
      const change = act[part][mode];
      if (!change) {
        throw new Impossible(`${part} can't be ${mode}.`);
      }
      change();
      modes[part] = mode;
      announce();
    },
  };
}
