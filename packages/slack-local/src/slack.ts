import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Server } from "node:http";
import { responseUrls } from "./api/response-url.ts";
import { webApi } from "./api/web-api.ts";
import { directory } from "./directory.ts";
import { command, type TypedCommand } from "./interactions/command.ts";
import { deliverByHttp, deliverForm } from "./interactions/deliver.ts";
import { openHome } from "./interactions/home.ts";
import { cancel, submit, type Submission } from "./interactions/modal.ts";
import { press, type Press } from "./interactions/press.ts";
import type { Session } from "./interactions/session.ts";
import { close, listen } from "./listen.ts";
import { page } from "./page/page.ts";
import type { Fault } from "./state/faults.ts";
import { until } from "./until.ts";
import type { DisconnectReason } from "./socket-mode/connections.ts";
import { socketMode } from "./socket-mode/socket-mode.ts";
import { openState } from "./state/state.ts";
import type { Workspace } from "./workspace.ts";

export interface SlackOptions {
  workspace: Workspace;
  /** The app's request URL; a function is asked each time something is sent. Without one the app uses Socket Mode. */
  appUrl?: string | (() => string) | undefined;
  /** The file that keeps messages over restarts; without one they live for the run. */
  file?: string | undefined;
  /** How long the app may take to answer, and how long a trigger_id lives; Slack's own 3 s unless given. */
  timeoutMilliseconds?: number | undefined;
  /** The clock that messages and signatures are dated by; the machine's unless given. */
  now?: (() => Date) | undefined;
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const TIMEOUT_MILLISECONDS = 3_000;

/** A running Slack: its addresses, and everything of `Slack`. */
export type LocalSlack = Awaited<ReturnType<typeof startSlack>>;

/** The workspace in this process: what people do and see in it, and what goes wrong. */
export type Slack = ReturnType<typeof createSlack>;

/** A message as Slack keeps it. */
export type SlackMessage = ReturnType<Slack["messages"]>[number];

/**
 * Starts a Slack on 127.0.0.1: the Web API under `/api/`, a page with real buttons at `/`. The port is a free one unless given.
 * Throws InvalidWorkspace, PortTaken and FileInUse.
 */
export async function startSlack({ port = 0, ...options }: SlackOptions & { port?: number | undefined }) {
  let url = "";
  const slack = createSlack({ ...options, url: () => url });
  const server = createAdaptorServer({ fetch: slack.fetch }) as Server;
  server.on("upgrade", slack.upgrade);
  try {
    url = await listen(server, port);
  } catch (error) {
    slack.close();
    throw error;
  }
  return {
    ...slack,
    url,
    /** What SLACK_API_URL and `slackApiUrl` have to be. */
    apiUrl: `${url}/api/`,
    async close() {
      await close(server);
      slack.close();
    },
  };
}

/** A Slack without a server: `fetch` answers its Web API and page, which are at `url`. Throws InvalidWorkspace and FileInUse. */
export function createSlack(options: SlackOptions & { url: () => string }) {
  const { appUrl, file, now = () => new Date(), timeoutMilliseconds = TIMEOUT_MILLISECONDS, url } = options;
  const known = directory(options.workspace);
  const state = openState({ directory: known, file, triggerMilliseconds: timeoutMilliseconds, now });
  const { id: appId, signingSecret } = known.app;
  const requestUrl = appUrl && {
    appUrl: typeof appUrl === "string" ? () => appUrl : appUrl,
    signingSecret,
    timeoutMilliseconds,
    now,
  };
  const sockets = socketMode({ appId, isOn: !requestUrl, timeoutMilliseconds, now, changed: state.changes.announce });
  const session: Session = {
    state,
    app: {
      deliver: requestUrl ? (delivery) => deliverByHttp(requestUrl, delivery) : sockets.deliver,
      now,
    },
    url,
  };
  const app = new Hono()
    .route(
      "/",
      webApi(state, url, () => sockets.issue(url())),
    )
    .route("/", responseUrls(state))
    .route("/", page(session));

  return {
    fetch: (request: Request) => app.fetch(request),
    /** Takes a Socket Mode connection: the listener of an HTTP server's `upgrade`. */
    upgrade: sockets.upgrade,
    close() {
      sockets.close();
      state.archive.close();
    },

    /** Makes the calls of a method, or of all (`*`), go wrong until healed, or for `times` calls; `response_url` is the endpoint that takes answers. */
    fail: (method: string, fault: Fault) => state.faults.fail(method, fault),
    heal: (method?: string) => state.faults.heal(method),
    /** Installs the app with other scopes. */
    grant: (scopes: readonly string[]) => void (state.scopes = scopes),
    /** Holds the app to about one message a second in each channel, as Slack does; off at first. */
    limitRate: (on: boolean) => state.rateLimit.enforce(on),

    /** How many Socket Mode connections the app has. */
    connections: () => sockets.count(),
    /** Ends the oldest connection as Slack does every hour or so: with `warning` in ten seconds, else at once. */
    disconnect: (reason: Exclude<DisconnectReason, "too_many_websockets">) => sockets.disconnect(reason),

    /** Sends the certificate check that Slack sends now and then to request URLs, which an app answers with an empty 200. */
    checkCertificate: () => requestUrl && deliverForm(requestUrl, { ssl_check: "1" }),

    press: (input: Press) => press(session, input),
    command: (input: TypedCommand) => command(session, input),
    submit: (input: Submission) => submit(session, input),
    cancel: (input: { user: string; viewId?: string }) => cancel(session, input),
    openHome: (user: string) => openHome(session, { user }),

    /**
     * Waits until `look` returns something, and returns it. Most apps acknowledge first and work later.
     * It looks after each change, and rejects with NothingFound after `milliseconds`, 5 s unless given.
     */
    until: <Found>(look: () => Found | undefined | false, milliseconds?: number) =>
      until(state.changes, look, milliseconds),

    /** A conversation's messages with replies, oldest first; the first channel's unless given. */
    messages: (channel = known.firstChannel.id) => structuredClone(state.conversations.get(channel)?.messages ?? []),
    /** The messages that only this person sees, oldest first. */
    ephemerals: (user: string) => structuredClone(state.ephemerals.filter(({ to }) => to === user)),
    /** The modal that a person has open. */
    modal: (user: string) => structuredClone(state.modals.get(user)),
    /** The home tab that the app published for a person. */
    home: (user: string) => structuredClone(state.homes.get(user)),
  };
}
