import { App, type Receiver } from "@slack/bolt";
import type { Deadline } from "../domain/deadline.ts";
import { onboard } from "./commands.ts";
import { COMMENT, decideByForm, openDecideForm } from "./decide-form.ts";
import { reject, verify } from "./decide.ts";
import type { SlackDeps } from "./deps.ts";
import { onHomeOpened, onHomePress, onNext } from "./home.ts";
import { ACTION, COMMAND, VIEW } from "./ids.ts";
import { resendFromCard } from "./letters.ts";
import { type Press, type Told, BOLT, onCommand, onPress, onSubmit } from "./listener.ts";
import { reasonOf } from "./log.ts";
import { FIELD, startByForm } from "./start-form.ts";
import { withdraw } from "./withdraw.ts";

/** The Slack app: which listener gets what Slack sends. Nothing here calls Slack before a request has come. */
export function slackApp(deps: SlackDeps, receiver: Receiver): App {
  const app = new App({ receiver, ...BOLT });
  app.action(control(ACTION.verify), onPress(deps, verify));
  app.action(control(ACTION.reject), onPress(deps, reject));
  app.action(control(ACTION.more), onPress(deps, more));
  app.action(control(ACTION.withdraw), onPress(deps, withdraw));
  app.view(modal(VIEW.decide), onSubmit(deps, decideByForm, COMMENT));
  app.view(modal(VIEW.start), onSubmit(deps, startByForm, FIELD.email));
  app.event("app_home_opened", onHomeOpened(deps));
  app.action(control(ACTION.start), onHomePress(deps));
  app.action(control(ACTION.next), onNext(deps));
  app.command(COMMAND, onCommand(deps, onboard));

  // Thrown on, so that Slack shows the person that something went wrong.
  app.error(async (error) => {
    deps.log.error("Slack answer not delivered", { reason: reasonOf(error.original ?? error) });
    throw error;
  });
  return app;
}

/** A card's menu. */
async function more(deps: SlackDeps, press: Press, deadline: Deadline): Promise<Told | undefined> {
  return press.choice === "resend" ? resendFromCard(deps, press, deadline) : openDecideForm(deps, press);
}

function control(action_id: string) {
  return { type: "block_actions", action_id } as const;
}

function modal(callback_id: string) {
  return { type: "view_submission", callback_id } as const;
}
