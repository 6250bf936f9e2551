import type { Users } from "../../../domain/ports.ts";
import type { Access, Actor } from "../../access/access.ts";
import { LIST_LIMIT, MORE, NOBODY, pendingLine } from "../../blocks/pending-list.ts";

/** Slack advises against longer texts in one message. https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
const LONGEST_ANSWER = 4_000;

/** Tells who waits for a decision, oldest first, as many as one message holds. */
export async function list(
  { access, users }: { access: Access; users: Pick<Users, "listPending"> },
  actor: Actor,
): Promise<string> {
  const refused = await access.ask(actor);
  if (refused !== undefined) {
    return refused;
  }
  const pending = await users.listPending(LIST_LIMIT);
  if (pending.users.length === 0) {
    return NOBODY;
  }
  const lines = pending.users.map((user) => `• ${pendingLine(user)}`);
  const shown = fitting(lines, LONGEST_ANSWER - MORE.length - 1);
  return [...shown, ...(pending.more || shown.length < lines.length ? [MORE] : [])].join("\n");
}

function fitting(lines: readonly string[], limit: number): string[] {
  const shown: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > limit) {
      break;
    }
    shown.push(line);
  }
  return shown;
}
