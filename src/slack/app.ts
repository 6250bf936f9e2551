import { App, type Receiver } from "@slack/bolt";
import type { DecidePorts } from "../domain/decide.ts";
import { briefFetch } from "./brief-fetch.ts";
import { ACTION, COMMAND } from "./ids.ts";
import { reject } from "./listeners/actions/reject.ts";
import { verify } from "./listeners/actions/verify.ts";
import { onboard, type OnboardPorts } from "./listeners/commands/onboard.ts";
import { reasonOf, type Log } from "./log.ts";
import { quietLogger } from "./quiet-logger.ts";
import { onCommand, onPress } from "./routes.ts";

/** What the app acts through, and how long a listener may take before the person is told of trouble. */
export interface SlackApp extends DecidePorts, OnboardPorts {
  receiver: Receiver;
  log: Log;
  deadlineMilliseconds?: number;
}

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
    button(ACTION.verify),
    onPress((press) => verify(ports, press), log, deadlineMilliseconds),
  );
  app.action(
    button(ACTION.reject),
    onPress((press) => reject(ports, press), log, deadlineMilliseconds),
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

function button(action_id: string) {
  return { type: "block_actions", action_id } as const;
}
