import { App, type Receiver } from "@slack/bolt";
import { briefFetch } from "./brief-fetch.ts";
import { FIELD } from "./blocks/start-modal.ts";
import { REASON } from "./blocks/reject-modal.ts";
import { ACTION, COMMAND, VIEW } from "./ids.ts";
import { onHomeOpened, onHomePress } from "./home-routes.ts";
import { more } from "./listeners/actions/more.ts";
import { reject } from "./listeners/actions/reject.ts";
import { startFromHome } from "./listeners/actions/start.ts";
import { verify } from "./listeners/actions/verify.ts";
import { onboard, type OnboardPorts } from "./listeners/commands/onboard.ts";
import { homeOpened, type HomePorts } from "./listeners/events/home-opened.ts";
import { rejectWithReason } from "./listeners/views/reject.ts";
import { startByForm } from "./listeners/views/start.ts";
import { reasonOf, type Log } from "./log.ts";
import { quietLogger } from "./quiet-logger.ts";
import { onCommand, onPress, onSubmit } from "./routes.ts";

/** What the app acts through. */
export type SlackApp = OnboardPorts &
  HomePorts & {
    receiver: Receiver;
    log: Log;
  };

/** The Slack app: which listener gets what Slack sends. Nothing here calls Slack before a request has come. */
export function slackApp({ receiver, log, ...ports }: SlackApp): App {
  const app = new App({
    receiver,
    // Given, so that Bolt asks Slack nothing while the module loads; empty, since no listener uses Bolt's own client.
    authorize: async () => ({}),
    clientOptions: { fetch: briefFetch },
    convoStore: false,
    logger: quietLogger,
  });

  app.action(
    control(ACTION.verify),
    onPress((press, deadline) => verify(ports, press, deadline), log),
  );
  app.action(
    control(ACTION.reject),
    onPress((press, deadline) => reject(ports, press, deadline), log),
  );
  app.action(
    control(ACTION.more),
    onPress((press, _deadline, triggerId) => more(ports, press, triggerId), log),
  );
  app.view(
    modal(VIEW.reject),
    onSubmit((submission, deadline) => rejectWithReason(ports, submission, deadline), REASON, log),
  );
  app.view(
    modal(VIEW.start),
    onSubmit((submission, deadline) => startByForm(ports, submission, deadline), FIELD.email, log),
  );
  const home = { views: ports.views, log };
  app.event(
    "app_home_opened",
    onHomeOpened((actor) => homeOpened(ports, actor), home),
  );
  app.action(
    control(ACTION.start),
    onHomePress((actor, triggerId) => startFromHome(ports, actor, triggerId), home),
  );
  app.command(
    COMMAND,
    onCommand((command, deadline) => onboard(ports, command, deadline), log),
  );

  // Thrown on, so that Slack shows the person that something went wrong.
  app.error(async (error) => {
    log.error("Slack answer not delivered", { reason: reasonOf(error.original ?? error) });
    throw error;
  });
  return app;
}

function control(action_id: string) {
  return { type: "block_actions", action_id } as const;
}

function modal(callback_id: string) {
  return { type: "view_submission", callback_id } as const;
}
