/** A Slack user's ID. */
export const SLACK_USER_ID = /^[UW][A-Z0-9]{2,20}$/u;
const GROUP_ID = /^S[A-Z0-9]{2,20}$/u;

/** What a list of people holds, for the settings that take one. */
export const PEOPLE = "user IDs (U…, W…) and user-group IDs (S…), with commas in between";

/** What the setting of the approvers holds. */
export const APPROVERS = `"channel" for the members of the channel, or ${PEOPLE}`;

/** Whether this is the ID of a Slack user group. */
export function isGroup(id: string): boolean {
  return GROUP_ID.test(id);
}

/** The IDs on a list of people, which are parted by commas or white space; undefined where one is no ID, or there is none. */
export function peopleIn(list: string): string[] | undefined {
  const ids = list.split(/[\s,]+/u).filter(Boolean);
  return ids.length > 0 && ids.every((id) => SLACK_USER_ID.test(id) || isGroup(id)) ? ids : undefined;
}

/** The approvers that a setting names: the members of their channel, or people; undefined where it names neither. */
export function approversIn(setting: string): "channel" | string[] | undefined {
  return setting === "channel" ? setting : peopleIn(setting);
}
