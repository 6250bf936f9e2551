import fs, { cpSync, mkdtempSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openStore, type Store } from "../src/store/sqlite.ts";

const SCHEMA = "create table if not exists numbers (n integer not null)";
let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
  store = openStore(SCHEMA, join(folder, "a.db"));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const put = (n: number | null) =>
  store.transaction(() => store.sql<{ n: number | null }>("insert into numbers values (:n)").run({ n }));
const numbers = (from: Store) =>
  from
    .sql<{}, { n: number }>("select n from numbers order by n")
    .all({})
    .map(({ n }) => n);

/** What would be left if this process were killed now. */
function survivors(): number[] {
  const copy = mkdtempSync(join(tmpdir(), "store-"));
  cpSync(folder, copy, { recursive: true });
  const left = openStore(SCHEMA, join(copy, "a.db"));
  const found = numbers(left);
  left.close();
  rmSync(copy, { recursive: true });
  return found;
}

describe("A store", () => {
  test("shows at once what a transaction did, and says when it survives", async () => {
    put(1);
    put(2);
    expect([numbers(store), survivors()]).toEqual([[1, 2], []]);
    await store.committed();
    expect(survivors()).toEqual([1, 2]);
  });

  test("undoes a transaction that throws, and none of its neighbours", async () => {
    put(1);
    expect(() => put(null)).toThrow("NOT NULL");
    expect(() =>
      store.transaction(() => {
        put(2);
        throw new Error("changed its mind");
      }),
    ).toThrow("changed its mind");
    put(3);
    await store.committed();
    expect(survivors()).toEqual([1, 3]);
  });

  test("says that it survives a power cut once the disk has it, where it is to survive one", async () => {
    const disk = vi.spyOn(fs, "fdatasync").mockReturnValue();
    syncBuiltinESMExports();
    const full = openStore(SCHEMA, join(folder, "full.db"), "full");
    full.transaction(() => full.sql<{}>("insert into numbers values (1)").run({}));
    const order: string[] = [];
    const committed = full.committed().then(() => order.push("committed"));
    await new Promise(setImmediate); // by then SQLite has it
    order.push("on the disk");
    disk.mock.lastCall?.[1](null);
    await committed;
    expect(order).toEqual(["on the disk", "committed"]);
    vi.restoreAllMocks();
    syncBuiltinESMExports();
    full.close();
  });

  test("has nothing to wait for where nothing was done, and writes down what was when it is closed", async () => {
    await store.committed();
    put(1);
    store.close();
    store = openStore(SCHEMA, join(folder, "a.db"));
    expect(numbers(store)).toEqual([1]);
  });
});
