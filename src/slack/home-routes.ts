import type {
  BlockAction,
  ButtonAction,
  Middleware,
  SlackActionMiddlewareArgs,
  SlackEventMiddlewareArgs,
} from "@slack/bolt";
import type { HomeView } from "@slack/types";
import type { Views } from "../domain/ports.ts";
import type { Actor } from "./access/access.ts";
import { actorOfHome, actorOfPress } from "./access/actor.ts";
import { answer, TROUBLE } from "./answer.ts";
import { troubledHome } from "./blocks/home-tab.ts";
import { within } from "./deadline.ts";
import type { Log } from "./log.ts";

interface HomeRoute {
  views: Pick<Views<HomeView>, "publishHome">;
  log: Log;
  milliseconds: number | undefined;
}

/** With the listener's deadline, this ends within 3 s. */
const TROUBLE_MILLISECONDS = 500;

/** A listener for someone who opens the home tab; trouble is told there. */
export function onHomeOpened(listener: (actor: Actor) => Promise<void>, route: HomeRoute) {
  const middleware: Middleware<SlackEventMiddlewareArgs<"app_home_opened">> = async ({ event, body }) => {
    if (event.tab === "home") {
      await orTrouble(event.user, () => listener(actorOfHome(body, event.user)), route);
    }
  };
  return middleware;
}

/** A listener for a button on the home tab; trouble is told there, for a press on it has no private answer. */
export function onHomePress(listener: (actor: Actor, triggerId: string) => Promise<void>, route: HomeRoute) {
  const middleware: Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction>>> = async ({ ack, body }) => {
    await ack();
    await orTrouble(body.user.id, () => listener(actorOfPress(body), body.trigger_id), route);
  };
  return middleware;
}

async function orTrouble(userId: string, work: () => Promise<void>, { views, log, milliseconds }: HomeRoute) {
  const told = await answer(work, log, milliseconds);
  if (told === TROUBLE) {
    await within(TROUBLE_MILLISECONDS, views.publishHome(userId, troubledHome(TROUBLE)));
  }
}
