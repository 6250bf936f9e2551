import { stillOpen } from "../../../domain/as-it-stands.ts";
import type { Clock } from "../../../domain/clock.ts";
import type { Executions, Users } from "../../../domain/ports.ts";
import type { Access, Actor } from "../../access/access.ts";
import { type Answer, message } from "../../blocks/message.ts";
import { LIST_LIMIT, MORE, NOBODY, pendingLine } from "../../blocks/pending-list.ts";
import { fallback, type Words, words } from "../../text/words.ts";

/** Slack advises against longer texts in one message. https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
const LONGEST_ANSWER = 4_000;

export interface ListPorts {
  access: Pick<Access, "ask">;
  users: Pick<Users, "listPending">;
  executions: Executions;
  now: Clock;
}

/** Tells who waits for a decision, oldest first, as many as one message holds. */
export async function list({ access, users, executions, now }: ListPorts, actor: Actor): Promise<Answer> {
  const refused = await access.ask(actor);
  if (refused !== undefined) {
    return refused;
  }
  const pending = await users.listPending(LIST_LIMIT);
  const waiting = await stillOpen(pending.users, executions, now());
  if (waiting.length === 0 && !pending.more) {
    return NOBODY;
  }
  const lines = waiting.map((user) => words`• ${pendingLine(user)}`);
  const shown = fitting(lines, LONGEST_ANSWER - MORE.length - 1);
  return message(...shown, ...(pending.more || shown.length < lines.length ? [words`${MORE}`] : []));
}

function fitting(lines: readonly Words[], limit: number): Words[] {
  const shown: Words[] = [];
  let length = 0;
  for (const line of lines) {
    length += fallback(line).length + 1;
    if (length > limit) {
      break;
    }
    shown.push(line);
  }
  return shown;
}
