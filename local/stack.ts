import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { LOCAL, portsFrom } from "./address.ts";
import { BrokenData, claimFolder, dataFiles } from "./data-folder.ts";
import { startDynamo } from "./dynamo.ts";
import { functions, type Settings } from "./functions.ts";
import { gateway, isPublic } from "./gateway.ts";
import type { LocalFunction } from "../packages/durable-lambda-local/src/functions/registry.ts";
import { startSlack } from "../packages/slack-local/src/slack.ts";
import { startLambda } from "../packages/durable-lambda-local/src/service.ts";
import { startMail } from "./mail.ts";
import { sandbox } from "./sandbox/sandbox.ts";
import { secretsManager } from "./secrets.ts";
import { assertFree, close, listen, PortTaken } from "./servers.ts";
import { WORKSPACE } from "./workspace.ts";
import { DatabaseInUse } from "../packages/durable-lambda-local/src/store/sqlite.ts";

export interface StackOptions extends Partial<Settings> {
  /** The first of five ports; 0 for free ones. */
  port?: number;
  /** The folder to keep profiles, executions and Slack's messages in; without one they live for the run. */
  data?: string | undefined;
  /** Takes the functions' log lines, standard output without it. */
  log?: (line: string) => void;
  /** Makes of each function what is published: other code or another environment, a process of its own. */
  change?: Change;
  /** How long Slack waits for the functions, and how long a trigger_id lives; 3 s if not given, as in Slack itself. */
  slackTimeoutMilliseconds?: number;
  /** The machine's clock, in milliseconds since 1970. */
  now?: () => number;
}

type Change = (local: LocalFunction) => LocalFunction;

/** Everything on one machine: the shipped functions, and a stand-in for each service that they talk to. */
export type Stack = Awaited<ReturnType<typeof startStack>>;

/**
 * Starts everything, on loopback only. Where something can't start, nothing is left running, and it throws PortTaken,
 * DatabaseInUse, NotOurFolder, UnusableFolder or BrokenData.
 */
export async function startStack({ port = 0, data, ...options }: StackOptions) {
  const ports = portsFrom(port);
  await assertFree(Object.values(ports));
  const folder = data === undefined ? undefined : claimFolder(data);
  await using started = new AsyncDisposableStack();
  try {
    const stack = await startServices(started, ports, folder, options);
    const running = started.move();
    return { ...stack, close: () => running.disposeAsync() };
  } catch (error) {
    const isKnown = error instanceof PortTaken || error instanceof DatabaseInUse;
    throw folder === undefined || isKnown ? error : new BrokenData(folder, error);
  }
}

type Options = Omit<StackOptions, "port" | "data">;

/** Starts the services in the order in which they need each other. `started` stops them: first what lets work in, last what it calls. */
async function startServices(
  started: AsyncDisposableStack,
  ports: ReturnType<typeof portsFrom>,
  folder: string | undefined,
  { log, slackTimeoutMilliseconds, now, change = same, ...chosen }: Options,
) {
  const files = folder === undefined ? undefined : dataFiles(folder);
  const services = started.use(new AsyncDisposableStack()); // stopped last: the functions call them to the end
  const stopping = (service: { close(): Promise<void> }) => service.close();
  // First, since it is the one that can tell that another program has the folder.
  const lambda = started.adopt(
    await startLambda({
      port: ports.lambda,
      database: files?.lambda,
      services: { secretsmanager: secretsManager(SECRETS) },
      log,
      now,
    }),
    stopping,
  );
  const dynamo = services.adopt(
    await startDynamo({ port: ports.dynamo, path: files?.dynamo, table: LOCAL.table }),
    stopping,
  );
  const mail = services.adopt(await startMail({ port: ports.mail, file: files?.mail, now: lambda.now }), stopping);
  // It listens before there is anything to route to, since its address is in the functions' environment.
  const service = { app: new Hono().all("*", (c) => c.text("Starting, try again in a second.", 503)) };
  const server = started.adopt(createAdaptorServer({ fetch: (request) => service.app.fetch(request) }), close);
  const url = await listen(server, ports.service, isPublic);
  const slack = services.adopt(
    await startSlack({
      port: ports.slack,
      appUrl: () => `${url}/slack/events`,
      workspace: WORKSPACE,
      file: files?.slack,
      timeoutMilliseconds: slackTimeoutMilliseconds,
      now: () => new Date(lambda.now()),
    }),
    stopping,
  );
  const urls = { service: url, lambda: lambda.url, slack: slack.url, mail: mail.url, dynamo: dynamo.url };
  const shipped: LocalFunction[] = functions({ ...urls, slackApi: slack.apiUrl }, { ...DEFAULTS, ...chosen });
  lambda.register(shipped.map(change));
  service.app = new Hono().route("/", sandbox({ lambda, mail, slack, dynamo: dynamo.client })).route(
    "/",
    gateway((functionName, event) => lambda.invoke(functionName, event)),
  );
  await slack.checkCertificate(); // which loads the function, so that nobody's first command waits for that
  return {
    urls,
    slack,
    /** Publishes another version of every function. What sleeps wakes up in the one that it began with. */
    deploy: (version: number, changed: Change = change) =>
      lambda.register(shipped.map((local) => ({ ...changed(local), version }))),
    /** Moves Lambda's time forward: what waits until then wakes up. The other services keep the machine's time. */
    advance: (seconds: number) => lambda.advance(seconds),
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
