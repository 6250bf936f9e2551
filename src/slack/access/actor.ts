import type { BlockAction, EnvelopedEvent, ViewOutput, ViewSubmitAction } from "@slack/bolt";
import type { Actor } from "./access.ts";

/** Whoever pressed a control on a message or in a view. */
export function actorOfPress({ user, view, message, channel }: BlockAction): Actor {
  // Not the payload's `team`: in a channel shared with another organisation it is the person's own.
  const posted: unknown = message?.["team"];
  const appTeamId = view?.app_installed_team_id ?? (typeof posted === "string" ? posted : undefined);
  return { id: user.id, teamId: user.team_id, appTeamId, channel: channel?.id };
}

/** The parts of a submission that say who made it. */
export interface Submitter {
  user: Pick<ViewSubmitAction["user"], "id" | "team_id">;
  view: Pick<ViewOutput, "app_installed_team_id" | "team_id">;
}

/** Whoever submitted a modal, which was opened from `channel` if from any. */
export function actorOfSubmit({ user, view }: Submitter, channel: string | undefined): Actor {
  return { id: user.id, teamId: user.team_id, appTeamId: view.app_installed_team_id ?? view.team_id, channel };
}

/** Whoever opened the home tab: in the workspace where it happened, of the app that one authorisation stands for. */
export function actorOfHome({ team_id, authorizations }: EnvelopedEvent, userId: string): Actor {
  return { id: userId, teamId: team_id, appTeamId: authorizations?.[0]?.team_id ?? undefined, channel: undefined };
}
