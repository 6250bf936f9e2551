import { randomUUID } from "node:crypto";
import { directMessageId } from "../directory.ts";
import { viewOutput } from "../state/views.ts";
import type { AppAnswer } from "./deliver.ts";
import { findPerson, type Session, setProblem, VERIFICATION_TOKEN } from "./session.ts";

/** Sends app_home_opened to the app. https://docs.slack.dev/reference/events/app_home_opened */
export async function openHome({ state, app }: Session, { user }: { user: string }): Promise<AppAnswer> {
  const { id } = findPerson(state, user);
  const { app: installed, enterprise, team } = state.directory;
  const home = state.homes.get(user);
  const payload = {
    token: VERIFICATION_TOKEN,
    ...(enterprise ? { enterprise_id: enterprise.id } : {}),
    team_id: team.id,
    api_app_id: installed.id,
    type: "event_callback",
    event_id: `Ev${randomUUID().slice(0, 8).toUpperCase()}`,
    event_time: Math.floor(app.now().getTime() / 1000),
    is_ext_shared_channel: false,
    authorizations: [
      {
        enterprise_id: enterprise?.id ?? null,
        team_id: team.id,
        user_id: installed.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    event: {
      type: "app_home_opened",
      user,
      channel: directMessageId(id),
      tab: "home",
      event_ts: state.nextTs(),
      ...(home ? { view: viewOutput(state.directory, home) } : {}),
    },
  };
  const answer = await app.deliver({ type: "events_api", payload });
  setProblem(state, `${user} home`, answer.problem);
  return answer;
}
