import type { BlockAction, EnvelopedEvent, ViewSubmitAction } from "@slack/bolt";
import type { Actor } from "./access.ts";

/** Whoever pressed a control on a message or in a view. */
export function actorOfPress({ user, channel }: Pick<BlockAction, "user" | "channel">): Actor {
  return { id: user.id, teamId: user.team_id, channel: channel?.id };
}

/** The part of a submission that says who made it. */
export interface Submitter {
  user: Pick<ViewSubmitAction["user"], "id" | "team_id">;
}

/** Whoever submitted a modal, which was opened from `channel` if from any. */
export function actorOfSubmit({ user }: Submitter, channel: string | undefined): Actor {
  return { id: user.id, teamId: user.team_id, channel };
}

/** Whoever opened the home tab: in the workspace where it happened. */
export function actorOfHome({ team_id }: Pick<EnvelopedEvent, "team_id">, userId: string): Actor {
  return { id: userId, teamId: team_id, channel: undefined };
}
