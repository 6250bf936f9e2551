import { App } from "@slack/bolt";
import { quietLogger } from "../../src/slack/log.ts";
import { lambdaReceiver } from "../../src/slack/receiver.ts";
import { NOW } from "../fakes.ts";
import { memoryLog } from "./fakes.ts";
import { signed } from "./requests.ts";
import { fixedSecret } from "./service.ts";

type Ack = (response?: object) => Promise<void>;
type Listener = (ack: Ack, context: Record<string, unknown>) => Promise<void>;

/** A receiver under an app with one command and one button, which do what the test wants; its clock can be turned. */
export function receiver(listener: Listener = (ack) => ack(), signingSecret = fixedSecret) {
  const log = memoryLog();
  const clock = { now: NOW };
  const budget = { listener: 60_000, whole: 60_000 };
  const it = lambdaReceiver({ signingSecret, log, now: () => clock.now, budget });
  const app = new App({ receiver: it, authorize: async () => ({}), logger: quietLogger });
  app.command("/onboard", ({ ack, context }) => listener((response) => ack(response), context));
  app.action("verify", ({ ack, context }) => listener(() => ack(), context));
  app.error(async (error) => {
    throw error.original ?? error;
  });
  return { send: it.handle, lines: log.lines, clock };
}

/** A request of Slack's, signed at the moment at which tests take place. */
export const sent = (body: string, how: Parameters<typeof signed>[1] = {}) => signed(body, { at: NOW, ...how });
