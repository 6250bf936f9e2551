import type { ModalView } from "@slack/types";
import type { Views } from "../../../domain/ports.ts";
import type { Access } from "../../access/access.ts";
import { rejectModal } from "../../blocks/reject-modal.ts";
import type { Press } from "../../press.ts";

export interface MorePorts {
  access: Pick<Access, "refuseAtOnce">;
  views: Pick<Views<ModalView>, "open">;
}

/**
 * Answers *Reject with a reason…*: opens the modal, or returns the refusal. The trigger lives 3 s, so that nothing slow
 * comes first: neither the profile nor a user group is looked up here. Submitting the modal authorises in full.
 */
export async function more({ access, views }: MorePorts, press: Press, triggerId: string): Promise<string | undefined> {
  const { actor, userId, onboardingId } = press;
  const refused = access.refuseAtOnce(actor);
  if (refused === undefined) {
    await views.open(triggerId, rejectModal({ userId, onboardingId, channel: actor.channel }));
  }
  return refused;
}
