import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { createServer } from "node:http";
import { close, listen } from "../servers.ts";
import { responseUrls } from "./api/response-url.ts";
import { webApi } from "./api/web-api.ts";
import { page } from "./page/page.ts";
import { cancel } from "./people/cancel.ts";
import { command, type Command } from "./people/command.ts";
import { openHome } from "./people/open-home.ts";
import { press, type Press } from "./people/press.ts";
import type { Sandbox } from "./people/sandbox.ts";
import { type Submission, submit } from "./people/submit.ts";
import type { Fault } from "./state/faults.ts";
import { openWorkspace } from "./workspace.ts";

export interface SlackOptions {
  /** The port to listen on, 0 for a free one. */
  port: number;
  /** The app's request URL; a function is asked whenever something is sent. */
  appUrl: string | (() => string);
  signingSecret: string;
  botToken: string;
  /** The file to keep messages in; without one they live for the run. */
  file?: string | undefined;
  /** How long the app may take to answer, and how long a trigger_id lives; Slack's own 3 s if not given. */
  patienceMilliseconds?: number | undefined;
  now?: () => Date;
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const PATIENCE_MILLISECONDS = 3_000;

/** The running stand-in: its addresses, its faults for tests, and what people see and do in it. */
export type LocalSlack = Awaited<ReturnType<typeof startSlack>>;

/** Starts Slack's stand-in on loopback: the Web API under `/api/`, a page with real buttons at `/`. Throws PortTaken and DatabaseInUse. */
export async function startSlack(options: SlackOptions) {
  const { port, appUrl, signingSecret, botToken, file, now = () => new Date() } = options;
  const { patienceMilliseconds = PATIENCE_MILLISECONDS } = options;
  const workspace = openWorkspace(now, file, patienceMilliseconds);
  let url = "";
  const sandbox: Sandbox = {
    workspace,
    app: { appUrl: typeof appUrl === "string" ? () => appUrl : appUrl, signingSecret, patienceMilliseconds, now },
    url: () => url,
  };
  const app = new Hono()
    .route("/", webApi(workspace, botToken, sandbox.url))
    .route("/", responseUrls(workspace))
    .route("/", page(sandbox));
  const server = createServer(getRequestListener(app.fetch));
  url = await listen(server, port);

  return {
    url,
    apiUrl: `${url}/api/`,
    async close() {
      await close(server);
      workspace.archive.close();
    },

    /** Makes the calls of a method, or of all (`*`), go wrong until healed, or `times` of them; `response_url` is the answers' endpoint. */
    fail: (method: string, fault: Fault) => workspace.faults.fail(method, fault),
    heal: (method?: string) => workspace.faults.heal(method),
    /** Installs the app with other scopes. */
    grant: (scopes: readonly string[]) => void (workspace.scopes = scopes),
    /** Holds the app to about one message a second in each channel, as Slack does; off at first. */
    limitRate: (on: boolean) => workspace.rateLimit.enforce(on),

    press: (input: Press) => press(sandbox, input),
    command: (input: Command) => command(sandbox, input),
    submit: (input: Submission) => submit(sandbox, input),
    cancel: (input: { user: string; viewId?: string }) => cancel(sandbox, input),
    openHome: (user: string) => openHome(sandbox, { user }),

    /** A conversation's messages, oldest first, replies among them. */
    messages: (channel = "C0APPROVALS") => structuredClone(workspace.conversations.get(channel)?.messages ?? []),
    /** What a person alone was told, oldest first. */
    ephemerals: (user: string) => structuredClone(workspace.ephemerals.filter(({ to }) => to === user)),
    /** The modal that a person has open. */
    modal: (user: string) => structuredClone(workspace.modals.get(user)),
    /** The home tab that the app published for a person. */
    home: (user: string) => structuredClone(workspace.homes.get(user)),
  };
}
