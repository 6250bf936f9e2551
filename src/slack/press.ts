import type { BlockAction, ButtonAction } from "@slack/bolt";
import { onboardingOf } from "./ids.ts";

/** Who pressed a card's button, and which user and onboarding the card is about. */
export interface Press {
  userId: string;
  /** Undefined where the card does not say. */
  onboardingId: string | undefined;
  by: string;
}

/** Reads a press; Slack has signed it, and the card's values are those that we posted. */
export function readPress(body: Pick<BlockAction, "user">, action: Pick<ButtonAction, "value" | "block_id">): Press {
  return { userId: action.value ?? "", onboardingId: onboardingOf(action.block_id), by: body.user.id };
}
