import * as v from "valibot";
import { APP, GROUPS, personOf, TEAM } from "../identities.ts";
import { method } from "./arguments.ts";
import { SlackError } from "./slack-error.ts";

/** https://docs.slack.dev/reference/methods/auth.test */
export function authTest(url: () => string) {
  return method(v.object({}), () => ({
    url: `${url()}/`,
    team: TEAM.name,
    team_id: TEAM.id,
    user: APP.username,
    user_id: APP.userId,
    bot_id: APP.botId,
    is_enterprise_install: false,
  }));
}

/** https://docs.slack.dev/reference/methods/users.info */
export const usersInfo = method(v.object({ user: v.string() }), ({ user }, { scopes }) => {
  if (!scopes.includes("users:read")) {
    throw new SlackError("missing_scope");
  }
  const person = personOf(user);
  if (!person) {
    throw new SlackError("user_not_found");
  }
  const { id, teamId, username, name } = person;
  const isForeign = teamId !== TEAM.id;
  return {
    user: {
      id,
      team_id: teamId,
      name: username,
      real_name: name,
      deleted: false,
      is_bot: false,
      is_app_user: false,
      is_restricted: false,
      is_ultra_restricted: false,
      ...(isForeign ? { is_stranger: true } : { is_admin: false, is_owner: false }),
      tz: "Etc/UTC",
      tz_offset: 0,
      profile: { team: teamId, real_name: name, real_name_normalized: name, display_name: name },
    },
  };
});

/** https://docs.slack.dev/reference/methods/usergroups.users.list */
export const usergroupsUsersList = method(v.object({ usergroup: v.string() }), ({ usergroup }, { scopes }) => {
  if (!scopes.includes("usergroups:read")) {
    throw new SlackError("missing_scope");
  }
  const group = GROUPS[usergroup];
  if (!group) {
    throw new SlackError("no_such_subteam");
  }
  return { users: group.users };
});
