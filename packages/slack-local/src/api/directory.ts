import * as v from "valibot";
import type { Directory } from "../directory.ts";
import { method } from "./arguments.ts";
import { SlackError } from "./slack-error.ts";

/** https://docs.slack.dev/reference/methods/auth.test */
export function authTest(url: () => string) {
  return method(v.object({}), (_, { directory: { app, enterprise, team } }) => ({
    url: `${url()}/`,
    team: team.name,
    team_id: team.id,
    user: app.username,
    user_id: app.userId,
    bot_id: app.botId,
    ...(enterprise ? { enterprise_id: enterprise.id } : {}),
    is_enterprise_install: false,
  }));
}

/** https://docs.slack.dev/reference/methods/users.info */
export const usersInfo = method(v.object({ user: v.string() }), ({ user }, { directory, scopes }) => {
  if (!scopes.includes("users:read")) {
    throw new SlackError("missing_scope");
  }
  const person = directory.personOf(user);
  if (!person) {
    throw new SlackError("user_not_found");
  }
  const { id, teamId, enterpriseId, username, name } = person;
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
      ...(directory.isForeign(person) ? { is_stranger: true } : { is_admin: false, is_owner: false }),
      ...(enterpriseId === undefined ? {} : { enterprise_user: enterpriseUser(directory, id, teamId, enterpriseId) }),
      tz: "Etc/UTC",
      tz_offset: 0,
      profile: { team: teamId, real_name: name, real_name_normalized: name, display_name: name },
    },
  };
});

/** https://docs.slack.dev/reference/methods/usergroups.users.list */
export const usergroupsUsersList = method(
  v.object({ usergroup: v.string() }),
  ({ usergroup }, { directory, scopes }) => {
    if (!scopes.includes("usergroups:read")) {
      throw new SlackError("missing_scope");
    }
    const group = directory.groups.find(({ id }) => id === usergroup);
    if (!group) {
      throw new SlackError("no_such_subteam");
    }
    return { users: group.users };
  },
);

/** Someone's record in their organisation. https://docs.slack.dev/reference/objects/user-object https://docs.slack.dev/tools/node-slack-sdk/reference/web-api/type-aliases/UsersInfoResponse */
function enterpriseUser({ enterprise }: Directory, id: string, teamId: string, enterpriseId: string) {
  const enterprise_name = enterpriseId === enterprise?.id ? enterprise.name : "Elsewhere";
  return { id, enterprise_id: enterpriseId, enterprise_name, is_admin: false, is_owner: false, teams: [teamId] };
}
