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

/** What the app acts through, and how long a listener may take before the person is told of trouble. */
export type SlackApp = OnboardPorts &
  HomePorts & {
    receiver: Receiver;
    log: Log;
    deadlineMilliseconds?: number;
  };

/** The Slack app: which listener gets what Slack sends. Nothing here calls Slack before a request has come. */
export function slackApp({ receiver, log, deadlineMilliseconds, ...ports }: SlackApp): App {
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
    onPress((press) => verify(ports, press), log, deadlineMilliseconds),
  );
  app.action(
    control(ACTION.reject),
    onPress((press) => reject(ports, press), log, deadlineMilliseconds),
  );
  app.action(
    control(ACTION.more),
    onPress((press, triggerId) => more(ports, press, triggerId), log, deadlineMilliseconds),
  );
  app.view(
    modal(VIEW.reject),
    onSubmit((submission) => rejectWithReason(ports, submission), REASON, log, deadlineMilliseconds),
  );
  app.view(
    modal(VIEW.start),
    onSubmit((submission) => startByForm(ports, submission), FIELD.email, log, deadlineMilliseconds),
  );
  const home = { views: ports.views, log, milliseconds: deadlineMilliseconds };
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
    onCommand((command) => onboard(ports, command), log, deadlineMilliseconds),
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
