import type { Method } from "./arguments.ts";
import * as chat from "./chat.ts";
import * as conversations from "./conversations.ts";
import * as directory from "./directory.ts";
import { validate } from "./validate.ts";
import * as views from "./views.ts";

/** The methods of Slack's Web API that the stand-in has, by name; `url` is its own address. */
export function methods(url: () => string): ReadonlyMap<string, Method> {
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
