import { DatabaseSync } from "node:sqlite";
import { diskWriter } from "./disk-writer.ts";

/** A statement that is prepared once and run many times. */
interface Statement<Given, Row> {
  get(given: Given): Row | undefined;
  all(given: Given): Row[];
  /** Runs it, and answers how many rows it changed. */
  run(given: Given): number;
}

/** What a statement's named parameters are given; `undefined` is no value of SQL's. */
type Values = Record<string, string | number | null>;

export interface Store {
  sql<Given extends Values, Row = never>(text: string): Statement<Given, Row>;
  /** Does all of it or, when it throws, none of it. What it has done is written down once `committed` says so. */
  transaction<T>(change: () => T): T;
  /** Resolves once everything that transactions have done by now is written down. */
  committed(): Promise<void>;
  close(): void;
}

/** When a commit waits for the disk: never (the kernel has it), or each time. https://sqlite.org/pragma.html#pragma_synchronous */
export type Synchronous = "normal" | "full";

/** Another process has the database; a service keeps its own to itself. */
export class DatabaseInUse extends Error {
  override name = "DatabaseInUse";
  constructor(file: string) {
    super(`${file} is in use by another process. Stop that one, or choose another folder for the data.`);
  }
}

/** The file is no database of this service's, or can't be opened. */
export class DatabaseUnusable extends Error {
  override name = "DatabaseUnusable";
  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${file} can't be used: ${reason}. Choose another folder for the data, or delete it.`, { cause });
  }
}

const SQLITE_BUSY = 5;
const LOG_PAGES = 10_000; // 40 MB of write-ahead log before it is copied into the database, which waits for the disk

/**
 * Opens a database with these tables, in memory when no file is given. What is committed survives the death of this
 * process at any moment, for by then the kernel has the write-ahead log; after a power cut the last moments may be missing,
 * unless `synchronous` is full. Throws DatabaseInUse where another process has it, and DatabaseUnusable
 * where it can't be opened.
 */
export function openStore(schema: string, file = ":memory:", synchronous: Synchronous = "normal"): Store {
  const db = openDatabase(schema, file);
  const begin = db.prepare("begin immediate");
  const commit = db.prepare("commit");
  const savepoint = db.prepare("savepoint change");
  const release = db.prepare("release change");
  const undo = db.prepare("rollback to change");
  const disk = synchronous === "full" && file !== ":memory:" ? diskWriter(`${file}-wal`) : undefined;
  let group: { committed: Promise<void>; end: () => void } | undefined;
  let written = Promise.resolve();

  // Transactions of one turn of the event loop are committed together. Where that fails, for the disk is full, say, the
  // process ends: it knows of things that are not so.
  const openGroup = () => {
    begin.run();
    const { promise: committed, resolve } = Promise.withResolvers<void>();
    const end = () => {
      clearImmediate(turn);
      group = undefined;
      commit.run();
      if (disk) {
        disk.write(resolve);
      } else {
        resolve();
      }
    };
    const turn = setImmediate(end);
    written = committed;
    return { committed, end };
  };
  return {
    sql<Given extends Values, Row>(text: string): Statement<Given, Row> {
      const statement = db.prepare(text);
      return {
        get: (given) => statement.get(given) as Row | undefined, // the statement's author names its columns
        all: (given) => statement.all(given) as Row[],
        run: (given) => Number(statement.run(given).changes),
      };
    },
    transaction(change) {
      group ??= openGroup();
      savepoint.run();
      try {
        const result = change();
        release.run();
        return result;
      } catch (error) {
        undo.run();
        release.run();
        throw error;
      }
    },
    committed: () => written,
    close() {
      group?.end();
      db.close();
      disk?.close();
    },
  };
}

function openDatabase(schema: string, file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { allowUnknownNamedParameters: true });
    // Full is done by diskWriter: SQLite would wait for the disk on this thread.
    db.exec("pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal;");
    db.exec(`pragma wal_autocheckpoint = ${LOG_PAGES};`);
    db.exec(schema);
    return db;
  } catch (error) {
    db?.close();
    throw error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY
      ? new DatabaseInUse(file)
      : new DatabaseUnusable(file, error);
  }
}
