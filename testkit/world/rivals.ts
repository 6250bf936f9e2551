import type { Case } from "./drive.ts";
import { EXPIRED } from "./outcomes.ts";
import type { World } from "./world.ts";

/** Whom a second onboarding is about: the same user, another one with the same address, or the same one with another address. */
export type Rival = "same user" | "same address" | "same user, another address";

const NOTE = "rival";

/** Starts a second onboarding beside the one of this execution. */
export async function beginRival(world: World, execution: string, rival: Rival): Promise<Case> {
  const first = inputOf(world, execution);
  const userId = rival === "same address" ? `${first.user_id}-rival` : first.user_id;
  const email = rival === "same user, another address" ? `rival-${first.email}` : first.email;
  const arn = await world.start({ ...first, user_id: userId, email, note: NOTE });
  return { outcome: EXPIRED, userId, email, arn, letters: 0, decided: false };
}

/** Whether an execution is a second onboarding. */
export function isRival(world: World, execution: string): boolean {
  return inputOf(world, execution).note === NOTE;
}

function inputOf(world: World, execution: string): { user_id: string; email: string; note?: string } {
  return JSON.parse(world.execution(execution)?.input ?? "{}");
}
