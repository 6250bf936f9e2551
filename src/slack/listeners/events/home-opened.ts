import type { HomeView } from "@slack/types";
import { stillOpen } from "../../../domain/as-it-stands.ts";
import type { Clock } from "../../../domain/clock.ts";
import type { Executions, Users, Views } from "../../../domain/ports.ts";
import type { Access, Actor } from "../../access/access.ts";
import { homeTab } from "../../blocks/home-tab.ts";
import { LIST_LIMIT } from "../../blocks/pending-list.ts";

export interface HomePorts {
  access: Access;
  users: Pick<Users, "listPending">;
  executions: Executions;
  views: Pick<Views<HomeView>, "publishHome">;
  now: Clock;
}

/** Publishes the home tab of whoever opened it: the pending to those who may ask, a button to those who may start. */
export async function homeOpened(ports: HomePorts, actor: Actor): Promise<void> {
  const { access, views } = ports;
  const [refusal, mayNotStart] = await Promise.all([access.ask(actor), access.start(actor)]);
  const pending = refusal === undefined ? await waiting(ports) : { refusal };
  await views.publishHome(actor.id, homeTab({ mayStart: mayNotStart === undefined, pending }));
}

async function waiting({ users, executions, now }: HomePorts) {
  const { users: pending, more } = await users.listPending(LIST_LIMIT);
  return { users: await stillOpen(pending, executions, now()), more };
}
