import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { type LocalSlack, startSlack } from "../../src/slack.ts";
import { SILENT } from "../running.ts";
import { WORKSPACE } from "../workspace.ts";

/** How soon Bolt's client connects again, unless told otherwise after 5 s; it also pings three times as often. */
const RECONNECT_MILLISECONDS = 1_000;

/** Registers what is to be done when a test ends: Vitest's own, of the test's context where tests run side by side. */
type AtEnd = (act: () => Promise<void>) => void;

/** A Slack whose app uses Socket Mode. It stops when the test ends. */
export async function socketSlack(onTestFinished: AtEnd, timeoutMilliseconds = 20_000): Promise<LocalSlack> {
  const slack = await startSlack({ workspace: WORKSPACE, timeoutMilliseconds });
  onTestFinished(() => slack.close());
  return slack;
}

/** Bolt's own app over Bolt's own receiver, connected; `heard` is what its listeners got. It stops when the test ends. */
export async function boltApp(slack: LocalSlack, onTestFinished: AtEnd) {
  const receiver = new SocketModeReceiver({
    appToken: "xapp-local",
    clientPingTimeout: RECONNECT_MILLISECONDS,
    logger: SILENT,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  });
  const app = new App({ receiver, authorize: async () => ({}), logger: SILENT });
  const heard: string[] = [];
  app.command("/request", async ({ ack, command }) => {
    heard.push(`command ${command.text}`);
    await ack({ response_type: "ephemeral", text: `You asked for ${command.text}.` });
  });
  app.action("verify", async ({ ack, body }) => {
    heard.push(`press by ${body.user.id}`);
    await ack();
  });
  app.view("start", async ({ ack, view }) => {
    heard.push("form");
    await ack({ response_action: "errors", errors: { email: `Not ${view.state.values["email"]?.["value"]?.value}` } });
  });
  app.event("app_home_opened", async ({ event }) => {
    heard.push(`home of ${event.user}`);
  });
  await app.start();
  onTestFinished(async () => {
    await receiver.client.disconnect();
  });
  return { app, heard, client: receiver.client };
}
