import { SocketModeReceiver } from "@slack/bolt";
import { flushCompileCache } from "node:module";
import { parentPort } from "node:worker_threads";
import { setTimeout as pause } from "node:timers/promises";
import { deps } from "../../src/lambda/slack.ts";
import { slackApp } from "../../src/slack/app.ts";
import { quietLogger, reasonOf } from "../../src/slack/log.ts";
import { deadlineProperties } from "../../src/slack/receiver.ts";

// The Slack function's own app, in a thread with that function's environment; what differs is the receiver.

const { SLACK_APP_TOKEN: appToken = "", SLACK_API_URL: slackApiUrl } = process.env;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

const receiver = new SocketModeReceiver({
  appToken,
  // Left to itself, the client is away for 5 s at each reconnect, and one that fails ends the process.
  // https://github.com/slackapi/node-slack-sdk/releases/tag/@slack/socket-mode@3.2.0
  autoReconnectEnabled: false,
  logger: quietLogger,
  installerOptions: { clientOptions: { retryConfig: { retries: 0 }, ...(slackApiUrl ? { slackApiUrl } : {}) } },
  customPropertiesExtractor: () => deadlineProperties(deps.now),
});
slackApp(deps, receiver);

let isConnecting = false;
receiver.client.on("disconnected", () => void connect());

/** Connects, however long it takes: a laptop sleeps, and Slack recycles connections every few hours. */
async function connect(): Promise<void> {
  if (isConnecting) {
    return;
  }
  isConnecting = true;
  for (let failures = 0; ; failures += 1) {
    try {
      await receiver.client.start();
      isConnecting = false;
      parentPort?.postMessage("connected");
      return;
    } catch (error) {
      deps.log.warn("no connection to Slack yet", { reason: reasonOf(error) });
      await pause(Math.min(500 * 2 ** failures, LONGEST_PAUSE_MILLISECONDS));
    }
  }
}

await connect();
flushCompileCache(); // for the thread that replaces this one
