import { openStore } from "../../../packages/durable-lambda-local/src/store/sqlite.ts";
import type { Block } from "../blocks/blocks.ts";
import type { Message } from "./conversations.ts";

const SCHEMA = `
  create table if not exists messages (
    ts text primary key,
    channel text not null,
    addressee text,
    message text not null,
    former text
  ) strict, without rowid;
`;

/** A message with where it stands, who alone sees it (`to`), and what it showed before. */
export interface Kept {
  channel: string;
  to: string | null;
  message: Message;
  former: Block[] | undefined;
}

/** Keeps messages on disk, so that what was posted before a crash stands after it. */
export interface Archive {
  /** Writes a message down as it stands now. */
  keep(kept: Kept): void;
  forget(ts: string): void;
  /** Every message, oldest first. */
  all(): Kept[];
  close(): void;
}

type Row = { ts: string; channel: string; addressee: string | null; message: string; former: string | null };

/** Opens the archive in a file, or an empty one in memory. Throws DatabaseInUse. */
export function openArchive(file?: string): Archive {
  const store = openStore(SCHEMA, file);
  const keep = store.sql<Row>(
    `insert into messages (ts, channel, addressee, message, former)
     values (:ts, :channel, :addressee, :message, :former)
     on conflict (ts) do update set message = excluded.message, former = excluded.former`,
  );
  const forget = store.sql<{ ts: string }>("delete from messages where ts = :ts");
  const all = store.sql<{}, Row>("select ts, channel, addressee, message, former from messages order by ts");
  return {
    keep: ({ channel, to, message, former }) =>
      void keep.run({
        ts: message.ts,
        channel,
        addressee: to,
        message: JSON.stringify(message),
        former: former ? JSON.stringify(former) : null,
      }),
    forget: (ts) => void forget.run({ ts }),
    all: () =>
      all.all({}).map(({ channel, addressee, message, former }) => ({
        channel,
        to: addressee,
        message: JSON.parse(message),
        former: former === null ? undefined : JSON.parse(former),
      })),
    close: () => store.close(),
  };
}
