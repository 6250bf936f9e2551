import type { Store } from "./sqlite.ts";

/** Time as the service sees it, in milliseconds since 1970. */
export interface Clock {
  now: () => number;
  /** How far it is ahead of the machine's, in milliseconds. */
  ahead: () => number;
  /** Moves the service's time forward, for this run and the ones after it on the same database. */
  advance(seconds: number): void;
}

/** The clock of a database: the machine's, moved forward by all that it was ever advanced. */
export function openClock(store: Store, machine: () => number = Date.now): Clock {
  const read = store.sql<{}, { shift: number }>("select coalesce(sum(shift), 0) as shift from clock");
  const write = store.sql<{ shift: number }>("insert into clock (shift) values (:shift)");
  let shift = read.get({})?.shift ?? 0;
  return {
    now: () => machine() + shift,
    ahead: () => shift,
    advance(seconds) {
      write.run({ shift: Math.round(seconds * 1000) });
      shift += Math.round(seconds * 1000);
    },
  };
}
