import { App, AwsLambdaReceiver } from "@slack/bolt";
import { quietLogger } from "../../src/slack/log.ts";

/** The yardstick: Bolt as its documentation sets it up on Lambda, with a listener that does nothing. */
export function bareBolt(signingSecret: string) {
  const receiver = new AwsLambdaReceiver({ signingSecret, logger: quietLogger });
  const app = new App({ receiver, authorize: async () => ({}), convoStore: false, logger: quietLogger });
  app.action("verify", async ({ ack }) => {
    await ack();
  });
  return receiver.toHandler();
}
