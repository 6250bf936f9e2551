import type { Groups } from "../../domain/ports.ts";

/** Whether someone is on a list; `unreadable` names the groups that could have held them and could not be read. */
export type Answer = { kind: "yes" } | { kind: "no" } | { kind: "unreadable"; groups: readonly string[] };

/** Looks for a person on a list of user IDs and user-group IDs. Asks Slack nothing about those who are listed by ID. */
export async function holds(list: readonly string[], userId: string, groups: Groups): Promise<Answer> {
  if (list.includes(userId)) {
    return { kind: "yes" };
  }
  const looks = await Promise.all(list.filter(isGroup).map((id) => look(id, userId, groups)));
  if (looks.some(({ isMember }) => isMember)) {
    return { kind: "yes" };
  }
  const unreadable = looks.filter(({ isMember }) => isMember === undefined).map(({ id }) => id);
  return unreadable.length > 0 ? { kind: "unreadable", groups: unreadable } : { kind: "no" };
}

/** User groups' IDs begin with S, people's with U or W. */
export function isGroup(id: string): boolean {
  return id.startsWith("S");
}

/** `isMember` is undefined where the group could not be read. */
async function look(
  id: string,
  userId: string,
  groups: Groups,
): Promise<{ id: string; isMember: boolean | undefined }> {
  try {
    return { id, isMember: (await groups.membersOf(id)).includes(userId) };
  } catch {
    return { id, isMember: undefined }; // The person is told, and the answer is no.
  }
}
