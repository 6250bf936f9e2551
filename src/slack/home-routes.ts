import type {
  BlockAction,
  ButtonAction,
  Middleware,
  SlackActionMiddlewareArgs,
  SlackEventMiddlewareArgs,
} from "@slack/bolt";
import type { HomeView } from "@slack/types";
import type { Deadline } from "../domain/deadline.ts";
import type { Views } from "../domain/ports.ts";
import type { Actor } from "./access/access.ts";
import { actorOfHome, actorOfPress } from "./access/actor.ts";
import { answer } from "./answer.ts";
import { troubledHome } from "./blocks/home-tab.ts";
import type { Log } from "./log.ts";
import { deadlineOf } from "./receiver.ts";

interface HomeRoute {
  views: Pick<Views<HomeView>, "publishHome">;
  log: Log;
}

/** A listener for someone who opens the home tab; trouble is told there. */
export function onHomeOpened(listener: (actor: Actor) => Promise<void>, route: HomeRoute) {
  const middleware: Middleware<SlackEventMiddlewareArgs<"app_home_opened">> = async ({ event, body, context }) => {
    if (event.tab === "home") {
      await orTrouble(event.user, () => listener(actorOfHome(body, event.user)), deadlineOf(context), route);
    }
  };
  return middleware;
}

/** A listener for a button on the home tab; trouble is told there, for a press on it has no private answer. */
export function onHomePress(listener: (actor: Actor, triggerId: string) => Promise<void>, route: HomeRoute) {
  const middleware: Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction>>> = async ({
    ack,
    body,
    context,
  }) => {
    await ack();
    await orTrouble(body.user.id, () => listener(actorOfPress(body), body.trigger_id), deadlineOf(context), route);
  };
  return middleware;
}

async function orTrouble(userId: string, work: () => Promise<void>, deadline: Deadline, { views, log }: HomeRoute) {
  const trouble = await answer(work, log, deadline);
  if (trouble !== undefined) {
    await views.publishHome(userId, troubledHome(trouble));
  }
}
