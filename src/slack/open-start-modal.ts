import type { ModalView } from "@slack/types";
import type { Views } from "../domain/ports.ts";
import type { Access, Actor } from "./access/access.ts";
import { startModal } from "./blocks/start-modal.ts";

export interface OpenPorts {
  access: Pick<Access, "start">;
  views: Pick<Views<ModalView>, "open">;
}

/**
 * Opens the form that starts an onboarding, or returns the sentence that says who may. The trigger lives 3 s, so that
 * nothing else comes before. The form carries the channel, if any, since who may start can depend on it.
 */
export async function openStartModal(
  { access, views }: OpenPorts,
  actor: Actor,
  triggerId: string,
): Promise<string | undefined> {
  const refused = await access.start(actor);
  if (refused === undefined) {
    await views.open(triggerId, startModal(actor.channel));
  }
  return refused;
}
