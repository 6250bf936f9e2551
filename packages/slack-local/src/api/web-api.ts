import { Hono } from "hono";
import type { Directory } from "../directory.ts";
import type { State } from "../state/state.ts";
import { type Arguments, type Method, readArguments } from "./arguments.ts";
import * as chat from "./chat.ts";
import * as conversations from "./conversations.ts";
import * as directory from "./directory.ts";
import { SlackError } from "./slack-error.ts";
import { validate } from "./validate.ts";
import * as views from "./views.ts";
import { withFaults } from "./with-faults.ts";

type InstalledApp = Directory["app"];

/**
 * Slack's Web API under `/api/`, for callers with the bot token, and `apps.connections.open` for one with the app token.
 * `url` is its own address, `openConnection` makes the address for a new connection.
 */
export function webApi(state: State, url: () => string, openConnection: () => string): Hono {
  const known = methods(url);
  return new Hono().on(["GET", "POST"], "/api/:method", (c) => {
    const name = c.req.param("method");
    return withFaults(c, state.faults, name, async () => {
      const sent = readArguments(c.req.header("content-type") ?? "", await c.req.text());
      const authorization = c.req.header("authorization");
      if (name === OPEN_CONNECTION) {
        authenticateApp(authorization, c.req.method, state.directory.app);
        c.header("x-oauth-scopes", state.directory.app.appTokenScopes.join(","));
        return c.json({ ok: true, url: openConnection() });
      }
      authenticate(authorization, sent, state.directory.app);
      const args = { ...c.req.query(), ...sent };
      const method = known.get(name);
      if (!method) {
        throw new SlackError("unknown_method");
      }
      const answer = method(args, state);
      c.header("x-oauth-scopes", state.scopes.join(","));
      return c.json({ ok: true, ...answer });
    });
  });
}

/** No token is taken from a query string. https://docs.slack.dev/changelog/2020-11-no-more-tokens-in-querystrings-for-newly-created-apps */
function authenticate(authorization: string | undefined, args: Arguments, { botToken, appToken }: InstalledApp): void {
  const token = bearer(authorization) ?? args["token"];
  if (!token) {
    throw new SlackError("not_authed");
  }
  if (token !== botToken) {
    throw new SlackError(token === appToken ? "not_allowed_token_type" : "invalid_auth");
  }
}

const OPEN_CONNECTION = "apps.connections.open";

/**
 * The app token is taken from the header only, with the scope connections:write.
 * https://docs.slack.dev/reference/methods/apps.connections.open https://docs.slack.dev/reference/scopes/connections.write
 */
function authenticateApp(authorization: string | undefined, httpMethod: string, app: InstalledApp): void {
  if (httpMethod !== "POST") {
    throw new SlackError("insecure_request");
  }
  const token = bearer(authorization);
  if (!token) {
    throw new SlackError("not_authed");
  }
  if (token !== app.appToken) {
    throw new SlackError(token === app.botToken ? "not_allowed_token_type" : "invalid_auth");
  }
  if (!app.appTokenScopes.includes("connections:write")) {
    throw new SlackError("missing_scope");
  }
}

function bearer(authorization: string | undefined): string | undefined {
  return authorization?.replace(/^Bearer /iu, "");
}

/** The methods by name. */
function methods(url: () => string): ReadonlyMap<string, Method> {
  return new Map<string, Method>([
    ["auth.test", directory.authTest(url)],
    ["blocks.validate", validate],
    ["chat.deleteScheduledMessage", chat.deleteScheduledMessage],
    ["chat.getPermalink", chat.getPermalink(url)],
    ["chat.postEphemeral", chat.postEphemeral],
    ["chat.postMessage", chat.postMessage],
    ["chat.scheduleMessage", chat.scheduleMessage],
    ["chat.update", chat.update],
    ["conversations.history", conversations.history],
    ["conversations.members", conversations.members],
    ["conversations.open", conversations.open],
    ["conversations.replies", conversations.replies],
    ["usergroups.users.list", directory.usergroupsUsersList],
    ["users.conversations", conversations.ofApp],
    ["users.info", directory.usersInfo],
    ["views.open", views.open],
    ["views.publish", views.publish],
    ["views.update", views.update],
  ]);
}
