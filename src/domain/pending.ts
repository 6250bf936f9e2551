import type { Clock } from "./clock.ts";
import type { Executions, Position, Users } from "./ports.ts";
import { stillOpen } from "./liveness.ts";
import type { User } from "./user.ts";

/** The ports for listing. */
export interface PendingPorts {
  users: Pick<Users, "listPending">;
  executions: Executions;
  now: Clock;
}

/** Which of the pending to list. */
export interface PendingQuery {
  /** How many on a page. */
  size: number;
  /** The `next` of the page before; anything else begins with the first page. */
  cursor?: string | undefined;
  /** Only what this person requested, by Slack user ID. */
  requestedBy?: string | undefined;
  /** Only those whose name or address contains this, in any case. */
  search?: string | undefined;
}

/** A page of the pending. */
export interface PendingPage {
  users: User[];
  /** The cursor of the page behind this one; absent on the last page. */
  next?: string | undefined;
  /** The search reached its bounds before the page was full, and continues behind it. */
  cutShort: boolean;
}

/** The bounds of one page: profiles read at a time and in all, executions looked up for each place, milliseconds. */
export const BOUNDS = { batch: 100, profiles: 2_000, lookupsPerPlace: 4, milliseconds: 1_000 } as const;

/**
 * A page of those who can be decided, the earliest deadline first. Profiles whose executions have ended take no place on it. One
 * page reads about 2,000 profiles at most, looks up four executions for each place, and begins nothing more after a second. If it isn't
 * full by then, it says so, and its cursor leads on.
 */
export async function pendingPage(
  { users, executions, now }: PendingPorts,
  { size, cursor, ...wanted }: PendingQuery,
): Promise<PendingPage> {
  const places = size + 1; // one more says whether there is a next page
  const until = now().getTime() + BOUNDS.milliseconds;
  const found: User[] = [];
  const cutAt = (position: Position) => ({ users: found, next: cursorBehind(position), cutShort: true });
  let [read, lookedUp, after] = [0, 0, positionIn(cursor)];
  for (;;) {
    const batch = await users.listPending({ after, limit: BOUNDS.batch });
    const candidates = batch.users.filter((user) => isWanted(user, wanted));
    for (let at = 0; at < candidates.length; at += places) {
      const some = candidates.slice(at, at + places);
      found.push(...(await stillOpen(some, executions, now())));
      if (found.length >= places) {
        return pageOf(found, size);
      }
      lookedUp += some.length;
      const last = some.at(-1);
      if (last && (lookedUp >= BOUNDS.lookupsPerPlace * places || now().getTime() >= until)) {
        return cutAt(last);
      }
    }
    read += batch.users.length;
    if (!batch.next) {
      return { users: found, cutShort: false };
    }
    if (read >= BOUNDS.profiles || now().getTime() >= until) {
      return cutAt(batch.next);
    }
    after = batch.next;
  }
}

/** The first `size` of more users than that, as a page that leads on behind the last of them. */
function pageOf(found: readonly User[], size: number): PendingPage {
  const users = found.slice(0, size);
  const last = users.at(-1);
  return { users, next: last && cursorBehind(last), cutShort: false };
}

function isWanted({ name, email, requestedBy }: User, wanted: Pick<PendingQuery, "requestedBy" | "search">): boolean {
  const isTheirs = wanted.requestedBy === undefined || requestedBy === wanted.requestedBy;
  return isTheirs && [name, email].some((text) => alike(text).includes(alike(wanted.search ?? "")));
}

/** A text without differences in case and in how an accent is composed. */
function alike(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** The cursor of the page that begins behind this user. */
export function cursorBehind({ expiresAt, userId }: Position): string {
  return `${expiresAt} ${userId}`;
}

function positionIn(cursor = ""): Position | undefined {
  const { expiresAt, userId } = /^(?<expiresAt>\S+Z) (?<userId>\S+)$/u.exec(cursor)?.groups ?? {};
  return expiresAt && userId ? { expiresAt, userId } : undefined;
}
