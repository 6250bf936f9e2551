import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { notifyByDefault } from "../../src/domain/people.ts";
import { functions } from "../functions.ts";
import { gateway } from "../gateway.ts";
import { LOCAL } from "../address.ts";
import { startBase, type StackOptions, usual } from "../stack.ts";
import type { RealSlack } from "./choose.ts";
import { type Socket, startSocket } from "./socket.ts";

const SLACK_API_URL = "https://slack.com/api/";
const SLACK_GAP_MILLISECONDS = 1_000; // Slack takes about one message a second in a channel

/**
 * Starts everything on loopback but Slack, which is the real workspace: its app is connected over Socket Mode. Anyone who acts
 * in the approvers' channel can decide. Throws as startStack does.
 */
export async function startOnSlack(slack: RealSlack, options: StackOptions) {
  // The bot token opens a real workspace: only the functions get it, by credentials that nobody else has.
  const accessKeyId = `local${randomBytes(16).toString("hex")}`;
  const bot = JSON.stringify({ bot_token: slack.botToken, signing_secret: randomBytes(16).toString("hex") });
  const secrets = { [LOCAL.slackSecretId]: bot, [LOCAL.linkSecretId]: LOCAL.linkSecret };
  return startBase(options, { secrets, accessKeyId }, async ({ urls, lambda, service, started, log, publish }) => {
    const { approvers = "channel" } = options;
    const settings = {
      ...usual(options),
      approvers,
      notify: notifyByDefault(approvers),
      slackGapMilliseconds: SLACK_GAP_MILLISECONDS,
      channel: slack.channel,
      requesters: undefined,
      accessKeyId,
    };
    const all = functions({ ...urls, slackApi: slack.apiUrl ?? SLACK_API_URL }, settings);
    const { env = {} } = all.find(({ name }) => name === "slack") ?? {};
    let socket: Socket | undefined;
    started.defer(() => socket?.close());
    const connect = async (stopping?: AbortSignal) => {
      const former = socket;
      socket = await startSocket(env, slack.appToken, log, stopping);
      await former?.close(); // after the next one is connected, so that no press is lost between them
    };
    publish(all, connect);
    service.app = new Hono()
      .get("/", (c) => c.redirect(urls.mail))
      .route(
        "/",
        gateway((functionName, event) => lambda.invoke(functionName, event)),
      );
    await connect();
    return { urls };
  });
}
