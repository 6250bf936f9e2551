import { ample } from "../fakes.ts";
import type { Outcome } from "./outcomes.ts";
import type { World } from "./world.ts";

/** One onboarding in a world. */
export interface Case {
  outcome: Outcome;
  userId: string;
  email: string;
  arn: string;
  /** How many of its letters were sent. */
  letters: number;
  decided: boolean;
}

let count = 0;

/** Starts an onboarding of a user whom no other one is about. */
export async function begin(world: World, outcome: Outcome): Promise<Case> {
  count += 1;
  const userId = `u-${count}`;
  const email = `${userId}@example.com`;
  const asked = outcome.requested ? { requested_by: "U0REQUESTER" } : {};
  const arn = await world.start({ user_id: userId, email, name: "Ada Lovelace", ...asked });
  return { outcome, userId, email, arn, letters: 0, decided: false };
}

/**
 * Lets time pass until every onboarding has ended, and sends each its letters and decides on it once it is `due`. Whenever nothing runs, `meanwhile`
 * may do something else, and says whether it did.
 */
export async function drive(
  world: World,
  cases: readonly Case[],
  due = (each: Case) => hasAsked(world, each),
  meanwhile = async () => false,
): Promise<void> {
  for (;;) {
    await world.idle();
    if (await meanwhile()) {
      continue;
    }
    const ready = cases.filter((each) => !each.decided && due(each));
    const decisions = await Promise.all(ready.map((each) => actOn(world, each)));
    if (decisions.includes(true)) {
      continue;
    }
    if (cases.every(({ arn }) => world.execution(arn)?.status !== "RUNNING")) {
      return;
    }
    await world.next();
  }
}

/** Whether all that asks for a decision is out, and the execution sleeps. */
export function hasAsked(world: World, { arn, outcome }: Case): boolean {
  const execution = world.execution(arn);
  if (execution?.phase !== "asleep") {
    return false;
  }
  const steps = world.engine.ledger.operations.all(execution.key).filter(({ type }) => type === "STEP");
  return (
    steps.every(({ status }) => status === "SUCCEEDED" || status === "FAILED") &&
    (outcome.spans.reminders.length === 0 || steps.some(({ name }) => name === "send-reminder-email"))
  );
}

/** Sends the next letter, or decides where there is none left; says whether something came of it. */
async function actOn(world: World, each: Case): Promise<boolean> {
  const letter = each.outcome.letters[each.letters];
  if (!letter) {
    return decideOn(world, each);
  }
  const { letterbox = "" } = (await world.users.find(each.userId)) ?? {};
  const isSent = letterbox !== "" && (await world.letters.send(letterbox, letter(world.now().toISOString()), ample()));
  each.letters += isSent ? 1 : 0;
  return isSent;
}

/** Decides, if there is something to decide and a profile to decide about; says whether that was so. */
async function decideOn(world: World, each: Case): Promise<boolean> {
  const { decision } = each.outcome;
  const user = decision && (await world.users.find(each.userId));
  if (!user) {
    return false;
  }
  const made = { ...decision, at: world.now().toISOString() };
  each.decided = true;
  return world.decisions.deliver(user.callbackId, made, ample());
}
