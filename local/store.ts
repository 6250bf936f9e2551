import { DatabaseSync } from "node:sqlite";

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
  /** Runs all of it or, when it throws, none of it. */
  transaction<T>(change: () => T): T;
  close(): void;
}

/** Another process has the database; a service keeps its own to itself. */
export class DatabaseInUse extends Error {
  override name = "DatabaseInUse";
  constructor(file: string) {
    super(`${file} is in use by another process. Stop that one, or choose another folder for the data.`);
  }
}

const SQLITE_BUSY = 5;

/**
 * Opens a database with these tables, in memory when no file is given. What was committed survives the death of this process at any
 * moment, for by then the kernel has the write-ahead log; after a power cut the last moments may be missing. Throws
 * DatabaseInUse where another process has it.
 */
export function openStore(schema: string, file = ":memory:"): Store {
  const db = openDatabase(schema, file);
  const begin = db.prepare("begin immediate");
  const commit = db.prepare("commit");
  const rollback = db.prepare("rollback");
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
      begin.run();
      try {
        const result = change();
        commit.run();
        return result;
      } catch (error) {
        rollback.run();
        throw error;
      }
    },
    close: () => db.close(),
  };
}

function openDatabase(schema: string, file: string): DatabaseSync {
  const db = new DatabaseSync(file, { allowUnknownNamedParameters: true });
  try {
    db.exec("pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal;");
    db.exec(schema);
    return db;
  } catch (error) {
    db.close();
    throw error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY
      ? new DatabaseInUse(file)
      : error;
  }
}
