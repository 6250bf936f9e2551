import { DatabaseSync } from "node:sqlite";
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
const SQLITE_BUSY = 5;

/** A message with its conversation, who sees it if it is for one person (`to`), and the blocks that it showed before. */
export interface KeptMessage {
  channel: string;
  to: string | null;
  message: Message;
  former: Block[] | undefined;
}

/** Keeps messages on disk, so that what was posted before a crash is still there after it. */
export interface Archive {
  /** Writes a message down as it is now. */
  keep(kept: KeptMessage): void;
  forget(ts: string): void;
  /** Every message, oldest first. */
  all(): KeptMessage[];
  close(): void;
}

/** Another process has the file open. */
export class FileInUse extends Error {
  override name = "FileInUse";
  constructor(file: string) {
    super(`${file} is in use by another process. Stop that process, or choose another file.`);
  }
}

type Row = { ts: string; channel: string; addressee: string | null; message: string; former: string | null };

/**
 * Opens the archive in a file, or an empty one in memory. Once a write returns, it survives the death of this process; after a
 * power cut the last ones may be missing. Throws FileInUse.
 */
export function openArchive(file = ":memory:"): Archive {
  const database = new DatabaseSync(file);
  try {
    database.exec("pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal;");
    database.exec(SCHEMA);
    return archiveIn(database);
  } catch (error) {
    database.close(); // or the file stays locked
    const isBusy = error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
    throw isBusy ? new FileInUse(file) : error;
  }
}

function archiveIn(database: DatabaseSync): Archive {
  const keep = database.prepare(
    `insert into messages (ts, channel, addressee, message, former)
     values (:ts, :channel, :addressee, :message, :former)
     on conflict (ts) do update set message = excluded.message, former = excluded.former`,
  );
  const forget = database.prepare("delete from messages where ts = :ts");
  const all = database.prepare("select ts, channel, addressee, message, former from messages order by ts");
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
      (all.all() as Row[]).map(({ channel, addressee, message, former }) => ({
        channel,
        to: addressee,
        message: JSON.parse(message),
        former: former === null ? undefined : JSON.parse(former),
      })),
    close: () => database.close(),
  };
}
