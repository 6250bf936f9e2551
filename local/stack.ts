import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { LOCAL, portsFrom } from "./address.ts";
import { claimFolder, dataFiles } from "./data-folder.ts";
import { startDynamo } from "./dynamo.ts";
import { functions, type Settings } from "./functions.ts";
import { gateway } from "./gateway.ts";
import type { LocalFunction } from "./lambda/functions/registry.ts";
import { startLambda } from "./lambda/service.ts";
import { startMail } from "./mail.ts";
import { sandbox } from "./sandbox/sandbox.ts";
import { assertFree, close, listen } from "./servers.ts";
import { startSlack } from "./slack/slack.ts";

export interface StackOptions extends Partial<Settings> {
  /** The first of five ports; 0 for free ones. */
  port?: number;
  /** The folder to keep profiles, executions and Slack's messages in; without one they live for the run. */
  data?: string | undefined;
  /** Takes the functions' log lines, standard output without it. */
  log?: (line: string) => void;
  /** Makes of each function what is published: other code or another environment, a process of its own. */
  change?: Change;
  /** The machine's clock, in milliseconds since 1970. */
  now?: () => number;
}

type Change = (local: LocalFunction) => LocalFunction;

/** Everything on one machine: the shipped functions, and a stand-in for each service that they talk to. */
export type Stack = Awaited<ReturnType<typeof startStack>>;

/** Starts everything, on loopback only. Throws PortTaken, DatabaseInUse or NotOurFolder before anything has started. */
export async function startStack({ port = 0, data, log, now, change = same, ...chosen }: StackOptions) {
  const ports = portsFrom(port);
  await assertFree(Object.values(ports));

  const files = data === undefined ? undefined : dataFiles(claimFolder(data));
  // First, since it is the one that can tell that another program has the folder.
  const lambda = await startLambda({
    port: ports.lambda,
    database: files?.lambda,
    secrets: SECRETS,
    log,
    now,
  });
  const [dynamo, mail] = await Promise.all([
    startDynamo({ port: ports.dynamo, path: files?.dynamo, table: LOCAL.table }),
    startMail({ port: ports.mail, file: files?.mail, now: lambda.now }),
  ]);
  // It listens before there is anything to route to, since its address is in the functions' environment.
  const service = { app: new Hono().all("*", (c) => c.text("Starting, try again in a second.", 503)) };
  const server = createAdaptorServer({ fetch: (request) => service.app.fetch(request) });
  const url = await listen(server, ports.service);
  const slack = await startSlack({
    port: ports.slack,
    appUrl: () => `${url}/slack/events`,
    botToken: LOCAL.botToken,
    signingSecret: LOCAL.signingSecret,
    file: files?.slack,
    now: () => new Date(lambda.now()),
  });
  const urls = { service: url, lambda: lambda.url, slack: slack.url, mail: mail.url, dynamo: dynamo.url };
  const shipped: LocalFunction[] = functions({ ...urls, slackApi: slack.apiUrl }, { ...DEFAULTS, ...chosen });
  lambda.register(shipped.map(change));
  service.app = new Hono().route("/", sandbox({ lambda, mail, slack, dynamo: dynamo.client })).route(
    "/",
    gateway((functionName, event) => lambda.invoke(functionName, event)),
  );

  return {
    urls,
    slack,
    /** Publishes another version of every function. What sleeps wakes up in the one that it began with. */
    deploy: (version: number, changed: Change = change) =>
      lambda.register(shipped.map((local) => ({ ...changed(local), version }))),
    /** Moves Lambda's time forward: what waits until then wakes up. The other services keep the machine's time. */
    advance: (seconds: number) => lambda.advance(seconds),
    async close() {
      await close(server);
      await lambda.close();
      await Promise.all([slack.close(), mail.close(), dynamo.close()]);
    },
  };
}

const same: Change = (local) => local;

/**
 * Four eyes would keep a person alone at this machine from deciding about their own request; and Slack's stand-in takes any
 * number of messages a second, until a test limits it.
 */
const DEFAULTS: Settings = {
  windowSeconds: 86_400,
  reminderSeconds: 0,
  slackGapMilliseconds: 0,
  approvers: LOCAL.approvers,
  fourEyes: false,
};

const SECRETS = {
  [LOCAL.slackSecretId]: JSON.stringify({ bot_token: LOCAL.botToken, signing_secret: LOCAL.signingSecret }),
  [LOCAL.linkSecretId]: LOCAL.linkSecret,
};
