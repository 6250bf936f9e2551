import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { LOCAL, portsFrom } from "./address.ts";
import { CREDENTIALS } from "./credentials.ts";
import { claimFolder, dataFiles, folderProblem } from "./data-folder.ts";
import { startDynamo } from "./dynamo.ts";
import { functions, MAIL_EVENTS, type Settings } from "./functions.ts";
import { gateway, isPublic } from "./gateway.ts";
import type { LocalFunction } from "../packages/durable-lambda-local/src/functions/registry.ts";
import { type SlackOptions, startSlack } from "../packages/slack-local/src/slack.ts";
import { startLambda } from "../packages/durable-lambda-local/src/service.ts";
import { startMail } from "./mail.ts";
import { eventBus } from "./mail/event-bus.ts";
import { publishAndReload, type Reloading } from "./reload.ts";
import { sandbox } from "./sandbox/sandbox.ts";
import { secretsManager } from "./secrets.ts";
import { assertFree, close, listen, PortTaken } from "./servers.ts";
import { WORKSPACE } from "./workspace.ts";

export interface StackOptions extends Partial<Settings> {
  /** The first of five ports; 0 for free ones. */
  port?: number;
  /** The folder to keep profiles, executions and Slack's messages in; without one they live for the run. */
  data?: string | undefined;
  /** Who and what is in Slack; the people of docs/local.md unless given. */
  workspace?: SlackOptions["workspace"];
  /**
   * The folder of the functions' code, kept in `data` as versions and watched: a change publishes another one. Without it they run
   * from where they are, as they are.
   */
  source?: string | undefined;
  /** Takes the functions' log lines, standard output without it. */
  log?: (line: string) => void;
  /** Makes of each function what is published: other code or another environment, a process of its own. */
  change?: Change;
  /** How long Slack waits for the functions, and how long a trigger_id lives; 3 s if not given, as in Slack itself. */
  slackTimeoutMilliseconds?: number;
  /** The addresses and domains that SES has verified; the local sender if not given. */
  identities?: readonly string[];
  /** The machine's clock, in milliseconds since 1970. */
  now?: () => number;
}

type Change = (local: LocalFunction) => LocalFunction;

/** Everything on one machine: the shipped functions, and a stand-in for each service that they talk to. */
export type Stack = Awaited<ReturnType<typeof startStack>>;

/**
 * Starts everything, on loopback only. Where something can't start, nothing is left running, and it throws PortTaken,
 * FolderInUse, NotOurFolder, UnusableFolder or BrokenData.
 */
export async function startStack(options: StackOptions) {
  const { slackTimeoutMilliseconds, change = same } = options;
  return startBase(
    options,
    { secrets: SECRETS },
    async ({ urls, lambda, mail, dynamo, service, services, ports, files, publish }) => {
      const slack = services.adopt(
        await startSlack({
          port: ports.slack,
          appUrl: () => `${urls.service}/slack/events`,
          workspace: options.workspace ?? WORKSPACE,
          file: files?.slack,
          timeoutMilliseconds: slackTimeoutMilliseconds,
          now: () => new Date(lambda.now()),
        }),
        stopping,
      );
      const shipped: LocalFunction[] = functions(
        { ...urls, slackApi: slack.apiUrl, slackWaits: slackTimeoutMilliseconds },
        usual(options),
      );
      publish(shipped.map(change));
      service.app = new Hono().route("/", sandbox({ lambda, mail, slack, dynamo: dynamo.client })).route(
        "/",
        gateway((functionName, event) => lambda.invoke(functionName, event)),
      );
      await slack.checkCertificate(); // which loads the function, so that nobody's first command waits for that
      return {
        urls: { ...urls, slack: slack.url },
        slack,
        /** Publishes another version of every function. What sleeps wakes up in the one that it began with. */
        deploy: (version: number, changed: Change = change) =>
          lambda.register(shipped.map((local) => ({ ...changed(local), version }))),
        /** Moves Lambda's time forward: what waits until then wakes up. The other services keep the machine's time. */
        advance: (seconds: number) => lambda.advance(seconds),
        /** Resolves when no function runs and nothing is due: all that has begun either ended or waits for time or a decision. */
        idle: () => lambda.idle(),
      };
    },
  );
}

/** What the stand-ins of AWS hand out, and to whom: everyone on this machine, without an `accessKeyId`. */
interface Held {
  secrets: Record<string, string>;
  accessKeyId?: string;
}

/**
 * Starts the stand-ins of AWS and an HTTP service that `finish` fills, and stops all where anything can't start. Throws as
 * startStack does.
 */
export async function startBase<Finished extends object>(
  { port = 0, data, ...options }: StackOptions,
  held: Held,
  finish: (base: Base) => Promise<Finished>,
) {
  const ports = portsFrom(port);
  await assertFree(Object.values(ports));
  const folder = data === undefined ? undefined : claimFolder(data);
  await using started = new AsyncDisposableStack();
  try {
    const stack = await finish(await startServices(started, ports, folder, held, options));
    const running = started.move();
    return { ...stack, close: () => running.disposeAsync() };
  } catch (error) {
    throw folder === undefined || error instanceof PortTaken ? error : folderProblem(folder, error);
  }
}

type Options = Omit<StackOptions, "port" | "data">;
type Base = Awaited<ReturnType<typeof startServices>>;

const stopping = (service: { close(): Promise<void> }) => service.close();

/** Starts the services in the order in which they need each other. `started` stops them: first what lets work in, last what it calls. */
async function startServices(
  started: AsyncDisposableStack,
  ports: ReturnType<typeof portsFrom>,
  folder: string | undefined,
  { secrets, accessKeyId }: Held,
  { log = (text) => void process.stdout.write(text), identities, now, source }: Options,
) {
  const files = folder === undefined ? undefined : dataFiles(folder);
  const services = started.use(new AsyncDisposableStack()); // stopped last: the functions call them to the end
  // First, since it is the one that can tell that another program has the folder.
  const lambda = started.adopt(
    await startLambda({
      port: ports.lambda,
      database: files?.lambda,
      services: { secretsmanager: secretsManager(secrets, accessKeyId) },
      overHttp: true, // by the client that the function ships with
      log,
      now,
    }),
    stopping,
  );
  const dynamo = services.adopt(
    await startDynamo({ port: ports.dynamo, path: files?.dynamo, table: LOCAL.table }),
    stopping,
  );
  const mail = services.adopt(
    await startMail({
      port: ports.mail,
      file: files?.mail,
      now: lambda.now,
      identities,
      onEvent: eventBus(lambda.url, MAIL_EVENTS, log),
    }),
    stopping,
  );
  // It listens before there is anything to route to, since its address is in the functions' environment.
  const service = { app: new Hono().all("*", (c) => c.text("Starting, try again in a second.", 503)) };
  const server = started.adopt(createAdaptorServer({ fetch: (request) => service.app.fetch(request) }), close);
  const url = await listen(server, ports.service, isPublic);
  const urls = { service: url, lambda: lambda.url, mail: mail.url, dynamo: dynamo.url };
  /** Publishes the functions, and further versions of them as their code changes; `published` is called after each of those. */
  const publish = (shipped: readonly LocalFunction[], published?: Reloading["published"]) => {
    if (source === undefined || files === undefined) {
      lambda.register([...shipped]);
    } else {
      started.use(publishAndReload({ source, folder: files.versions, lambda, shipped, log, published }));
    }
  };
  return { urls, lambda, dynamo, mail, service, services, started, ports, files, log, publish };
}

const same: Change = (local) => local;

/**
 * Four eyes are off, so that one person at this machine can try everything. Slack's stand-in takes any number of messages a
 * second, unless a test limits it.
 */
const DEFAULTS: Settings = {
  channel: LOCAL.channel,
  requesters: LOCAL.requester,
  accessKeyId: CREDENTIALS.accessKeyId,
  windowSeconds: 86_400,
  reminders: [],
  notify: "none",
  escalateTo: undefined,
  slackGapMilliseconds: 0,
  approvers: LOCAL.approvers,
  fourEyes: false,
  confirm: "button",
  language: "en",
  timeZone: "UTC",
};

/** The settings of a start, with what it left out. */
export function usual(chosen: Partial<Settings>): Settings {
  return { ...DEFAULTS, ...chosen };
}

const SECRETS = {
  [LOCAL.slackSecretId]: JSON.stringify({ bot_token: LOCAL.botToken, signing_secret: LOCAL.signingSecret }),
  [LOCAL.linkSecretId]: LOCAL.linkSecret,
};
