/** A Slack user's ID. */
export const SLACK_USER_ID = /^[UW][A-Z0-9]{2,20}$/u;
const GROUP_ID = /^S[A-Z0-9]{2,20}$/u;

/** The form of a list of people, for the settings that take one. */
export const PEOPLE = "user IDs (U…, W…) and user-group IDs (S…), with commas in between";

/** The form of the setting for approvers. */
export const APPROVERS = `"channel" for the members of the channel, or ${PEOPLE}`;

/** Whether this is the ID of a Slack user group. */
export function isGroup(id: string): boolean {
  return GROUP_ID.test(id);
}

/** The IDs on a list of people, separated by commas or white space; undefined if one isn't an ID, or there is none. */
export function peopleIn(list: string): string[] | undefined {
  const ids = list.split(/[\s,]/u).filter(Boolean);
  return ids.length > 0 && ids.every((id) => SLACK_USER_ID.test(id) || isGroup(id)) ? ids : undefined;
}

/** The approvers that a setting names: the members of their channel, or people; undefined if it names neither. */
export function approversIn(setting: string): "channel" | string[] | undefined {
  return setting === "channel" ? setting : peopleIn(setting);
}

/** Who is notified of a new card: those mentioned on it, by ID or as "here", and those asked by direct message. */
export interface Notified {
  mentions: readonly string[];
  messages: readonly string[];
}

/** The form of the setting for who is notified. */
export const NOTIFY = `"none", "here" for the active members of the channel, ${PEOPLE}, or "dm" and user IDs`;

/** Who is notified by a setting; undefined if it is unusable. */
export function notifiedIn(setting: string): Notified | undefined {
  if (setting === "none" || setting === HERE) {
    return { mentions: setting === HERE ? [HERE] : [], messages: [] };
  }
  const direct = /^dm\s(.+)$/u.exec(setting)?.[1];
  const people = peopleIn(direct ?? setting);
  if (direct === undefined) {
    return people && { mentions: people, messages: [] };
  }
  return people?.some(isGroup) ? undefined : people && { mentions: [], messages: people };
}

/** The active members of a channel. https://docs.slack.dev/messaging/formatting-message-text#special-mentions */
export const HERE = "here";

const FEW = 10;

/**
 * Who is notified unless a setting says otherwise: the approvers, if they are few; the groups among them, if they are many; and
 * the active members of the channel, if everyone there approves.
 */
export function notifyByDefault(approvers: string): string {
  const people = peopleIn(approvers) ?? [];
  const called = people.length > FEW ? people.filter(isGroup) : people;
  return called.length > 0 ? called.join(",") : HERE;
}

/** The people or the channel that the last reminder also asks. */
export type Escalation = { people: readonly string[] } | { channel: string };

/** The form of the setting for the escalation. */
export const ESCALATION = `a channel's ID (C…, G…), or ${PEOPLE}`;

/** Where a setting escalates to; undefined where it names neither. */
export function escalationIn(setting: string): Escalation | undefined {
  if (/^[CG][A-Z0-9]{2,20}$/u.test(setting)) {
    return { channel: setting };
  }
  const people = peopleIn(setting);
  return people && { people };
}
