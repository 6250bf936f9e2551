import { Hono } from "hono";
import type { State } from "../state/state.ts";
import { type Arguments, type Method, readArguments } from "./arguments.ts";
import * as chat from "./chat.ts";
import * as conversations from "./conversations.ts";
import * as directory from "./directory.ts";
import { SlackError } from "./slack-error.ts";
import { validate } from "./validate.ts";
import * as views from "./views.ts";
import { withFaults } from "./with-faults.ts";

/** Slack's Web API under `/api/`, for callers with the bot token; `url` is its own address. */
export function webApi(state: State, url: () => string): Hono {
  const known = methods(url);
  return new Hono().on(["GET", "POST"], "/api/:method", (c) => {
    const name = c.req.param("method");
    return withFaults(c, state.faults, name, async () => {
      const sent = readArguments(c.req.header("content-type") ?? "", await c.req.text());
      authenticate(c.req.header("authorization"), sent, state.directory.app.botToken);
      const args = { ...c.req.query(), ...sent };
      const method = known.get(name);
      if (!method) {
        throw new SlackError("unknown_method");
      }
      const answer = method(args, state);
      state.changes.announce();
      c.header("x-oauth-scopes", state.scopes.join(","));
      return c.json({ ok: true, ...answer });
    });
  });
}

/** No token is taken from a query string. https://docs.slack.dev/changelog/2020-11-no-more-tokens-in-querystrings-for-newly-created-apps */
function authenticate(authorization: string | undefined, args: Arguments, botToken: string): void {
  const token = authorization?.replace(/^Bearer /iu, "") ?? args["token"];
  if (!token) {
    throw new SlackError("not_authed");
  }
  if (token !== botToken) {
    throw new SlackError("invalid_auth");
  }
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
    ["conversations.open", conversations.open],
    ["conversations.replies", conversations.replies],
    ["usergroups.users.list", directory.usergroupsUsersList],
    ["users.info", directory.usersInfo],
    ["views.open", views.open],
    ["views.publish", views.publish],
    ["views.update", views.update],
  ]);
}
