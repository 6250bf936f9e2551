import { App, type Receiver } from "@slack/bolt";
import type { Deadline } from "../domain/deadline.ts";
import { onboard } from "./commands.ts";
import { COMMENT, decideByForm, openDecideForm, readDecideForm } from "./decide-form.ts";
import { decideMany, openDecideMany } from "./decide-many.ts";
import { reject, verify } from "./decide.ts";
import type { SlackDeps } from "./deps.ts";
import { onHomeForm, onHomeOpened, onHomePress, onHomeSearch, onHomeTurn, renewAfter } from "./home.ts";
import { ACTION, COMMAND, VIEW } from "./ids.ts";
import { nudgeFromHome, resendFromCard } from "./letters.ts";
import { onListPress, onTurn } from "./list.ts";
import { type Press, type Told, BOLT, onCommand, onPress, onSubmit } from "./listener.ts";
import { reasonOf } from "./log.ts";
import { openStartAgain, readStartAgain, startAgain } from "./start-again.ts";
import { FIELD, openStartModal, readStartModal, startByForm } from "./start-form.ts";
import { LINES, openStartMany, readStartMany, startMany } from "./start-many.ts";
import { withdraw } from "./withdraw.ts";

/** The Slack app: which listener gets what Slack sends. It makes no call to Slack until a request arrives. */
export function slackApp(deps: SlackDeps, receiver: Receiver): App {
  const app = new App({ receiver, ...BOLT });
  app.action(control(ACTION.verify), onPress(deps, verify));
  app.action(control(ACTION.reject), onPress(deps, reject));
  app.action(control(ACTION.more), onPress(deps, more));
  app.action(control(ACTION.withdraw), onPress(deps, withdraw));
  app.action(control(ACTION.again), onPress(deps, openStartAgain));
  app.command(COMMAND, onCommand(deps, onboard));
  app.action(control(ACTION.previous), onTurn(deps));
  app.action(control(ACTION.next), onTurn(deps));
  app.action(control(ACTION.listVerify), onListPress(deps, "verified"));
  app.action(control(ACTION.listReject), onListPress(deps, "rejected"));

  app.event("app_home_opened", onHomeOpened(deps));
  app.action(control(ACTION.start), onHomeForm(deps, openStartModal));
  app.action(control(ACTION.startMany), onHomeForm(deps, openStartMany));
  app.action(control(ACTION.homeVerify), onHomePress(deps, verify));
  app.action(control(ACTION.homeReject), onHomePress(deps, reject));
  app.action(control(ACTION.homeMore), onHomePress(deps, more, false));
  app.action(control(ACTION.homeNudge), onHomePress(deps, nudgeFromHome, false));
  app.action(control(ACTION.homeWithdraw), onHomePress(deps, withdraw));
  for (const turner of [ACTION.homePrevious, ACTION.homeNext, ACTION.homeAll]) {
    app.action(control(turner), onHomeTurn(deps));
  }
  app.action(control(ACTION.homeSelect), async ({ ack }) => ack()); // its state comes with the next press
  app.action(control(ACTION.homeVerifySelected), onHomeForm(deps, openDecideMany("verified")));
  app.action(control(ACTION.homeRejectSelected), onHomeForm(deps, openDecideMany("rejected")));
  app.action(control(ACTION.homeSearch), onHomeSearch(deps));

  const afterStart = renewAfter((view) => readStartModal(view).channel);
  const afterStartAgain = renewAfter((view) => readStartAgain(view).channel);
  const afterStartMany = renewAfter((view) => readStartMany(view).channel);
  const afterDecision = renewAfter((view) => readDecideForm(view).channel);
  const afterDecisions = renewAfter(() => undefined);
  app.view(modal(VIEW.start), onSubmit(deps, startByForm, FIELD.email, afterStart));
  app.view(modal(VIEW.again), onSubmit(deps, startAgain, FIELD.email, afterStartAgain));
  app.view(modal(VIEW.startMany), onSubmit(deps, startMany, LINES, afterStartMany));
  app.view(modal(VIEW.decide), onSubmit(deps, decideByForm, COMMENT, afterDecision));
  app.view(modal(VIEW.decideMany), onSubmit(deps, decideMany, COMMENT, afterDecisions));

  // Thrown on, so that Slack shows the person that something went wrong.
  app.error(async (error) => {
    deps.log.error("Slack answer not delivered", { reason: reasonOf(error.original ?? error) });
    throw error;
  });
  return app;
}

/** A card's menu. */
async function more(deps: SlackDeps, press: Press, deadline: Deadline): Promise<Told | undefined> {
  if (press.choice === "resend") {
    return resendFromCard(deps, press, deadline);
  }
  return press.choice === "again" ? openStartAgain(deps, press) : openDecideForm(deps, press);
}

function control(action_id: string) {
  return { type: "block_actions", action_id } as const;
}

function modal(callback_id: string) {
  return { type: "view_submission", callback_id } as const;
}
