import type { Actor } from "../../access/access.ts";
import { type OpenPorts, openStartModal } from "../../open-start-modal.ts";
import { homeOpened, type HomePorts } from "../events/home-opened.ts";

/** Answers the home tab's button: opens the form, or shows the tab anew to someone who may not start any more. */
export async function startFromHome(ports: OpenPorts & HomePorts, actor: Actor, triggerId: string): Promise<void> {
  const refused = await openStartModal(ports, actor, triggerId);
  if (refused !== undefined) {
    await homeOpened(ports, actor);
  }
}
