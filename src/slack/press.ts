import type { BlockAction, ButtonAction, OverflowAction } from "@slack/bolt";
import type { Actor } from "./access/access.ts";
import { actorOfPress } from "./access/actor.ts";
import { onboardingOf } from "./ids.ts";

/** Who used a card's control, and which user and onboarding the card is about. */
export interface Press {
  userId: string;
  /** Undefined where the card does not say. */
  onboardingId: string | undefined;
  actor: Actor;
}

/** Reads the use of a button or of a menu's option; Slack has signed it, and the card's values are those that we posted. */
export function readPress(body: BlockAction, action: ButtonAction | OverflowAction): Press {
  const value = action.type === "overflow" ? action.selected_option.value : action.value;
  return { userId: value ?? "", onboardingId: onboardingOf(action.block_id), actor: actorOfPress(body) };
}
