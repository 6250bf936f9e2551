import type { HomeView } from "@slack/types";
import type { Users, Views } from "../../../domain/ports.ts";
import type { Access, Actor } from "../../access/access.ts";
import { homeTab } from "../../blocks/home-tab.ts";
import { LIST_LIMIT } from "../../blocks/pending-list.ts";

export interface HomePorts {
  access: Access;
  users: Pick<Users, "listPending">;
  views: Pick<Views<HomeView>, "publishHome">;
}

/** Publishes the home tab of whoever opened it: the pending to those who may ask, a button to those who may start. */
export async function homeOpened({ access, users, views }: HomePorts, actor: Actor): Promise<void> {
  const [refusal, mayNotStart] = await Promise.all([access.ask(actor), access.start(actor)]);
  const pending = refusal === undefined ? await users.listPending(LIST_LIMIT) : { refusal };
  await views.publishHome(actor.id, homeTab({ mayStart: mayNotStart === undefined, pending }));
}
