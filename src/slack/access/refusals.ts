import { isGroup } from "./holds.ts";
import { mention } from "../text/mention.ts";

// Each is told privately, says that nothing happened, why, and who may. `act` is what was wanted: "start an onboarding".

/** Someone who is on no list, or acts elsewhere than in the approvers' channel. */
export function refusal(act: string, list: readonly string[], channel: string | undefined): string {
  const who = [...(channel ? [`whoever is in <#${channel}> (there)`] : []), ...list.map(named)];
  return `Sorry, you can't ${act}. Nothing was changed. These may: ${who.join(", ")}.`;
}

/** Someone of another organisation, in a channel shared with it. */
export function otherTeamRefusal(act: string): string {
  return `Sorry, you can't ${act}. Nothing was changed. Only people of the workspace that the app belongs to may.`;
}

/** The one who asked, where another pair of eyes is wanted. */
export function fourEyesRefusal(): string {
  return "Sorry, you asked for this onboarding yourself, so you can't decide about it. Nothing was changed. Any other approver may.";
}

/** Whoever could be in a group that could not be read: the answer is no, until Slack answers. */
export function groupRefusal(act: string, groups: readonly string[]): string {
  const who = groups.map(named).join(", ");
  return `Sorry, we could not see whether you may ${act}: Slack did not tell who is in ${who}. Nothing was changed; please try again in a minute.`;
}

// https://docs.slack.dev/messaging/formatting-message-text#mentioning-groups
function named(id: string): string {
  return isGroup(id) ? `<!subteam^${id}>` : mention(id);
}
