import { randomUUID } from "node:crypto";
import { APP, directMessageId, TEAM } from "../identities.ts";
import { viewOutput } from "../state/views.ts";
import { type AppAnswer, deliverJson } from "./deliver.ts";
import { findPerson, VERIFICATION_TOKEN } from "./envelope.ts";
import type { Sandbox } from "./sandbox.ts";
import { setTrouble } from "./trouble.ts";

/** Sends app_home_opened to the app. https://docs.slack.dev/reference/events/app_home_opened */
export async function openHome({ workspace, app }: Sandbox, { user }: { user: string }): Promise<AppAnswer> {
  findPerson(user);
  const home = workspace.homes.get(user);
  const answer = await deliverJson(app, {
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    api_app_id: APP.id,
    type: "event_callback",
    event_id: `Ev${randomUUID().slice(0, 8).toUpperCase()}`,
    event_time: Math.floor(app.now().getTime() / 1000),
    is_ext_shared_channel: false,
    authorizations: [
      { enterprise_id: null, team_id: TEAM.id, user_id: APP.userId, is_bot: true, is_enterprise_install: false },
    ],
    event: {
      type: "app_home_opened",
      user,
      channel: directMessageId(user),
      tab: "home",
      event_ts: workspace.nextTs(),
      ...(home ? { view: viewOutput(home) } : {}),
    },
  });
  setTrouble(workspace, `${user} home`, answer.trouble);
  return answer;
}
