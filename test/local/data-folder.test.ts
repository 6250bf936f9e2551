import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimFolder, clearFolder, dataFiles, NotOurFolder } from "../../local/data-folder.ts";
import { DatabaseInUse, openStore } from "../../local/store.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "data-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("A data folder", () => {
  test("is cleared of all that it holds, and is ours still", () => {
    claimFolder(folder);
    mkdirSync(dataFiles(folder).dynamo);
    writeFileSync(join(folder, "mail.db"), "");
    expect(clearFolder(folder)).toEqual(["dynamo", "mail.db"]);
    expect(readdirSync(folder)).toEqual([]);
    claimFolder(folder);
    expect(clearFolder(folder)).toEqual([]);
  });

  test("may be new, and is claimed again at each start", () => {
    const fresh = join(folder, "a", "b");
    expect(clearFolder(fresh)).toEqual([]);
    expect([claimFolder(fresh), claimFolder(fresh)]).toEqual([fresh, fresh]);
  });

  test("is not cleared while a service runs on it", () => {
    const store = openStore("create table t (c)", dataFiles(claimFolder(folder)).lambda);
    expect(() => clearFolder(folder)).toThrow(DatabaseInUse);
    store.close();
    expect(clearFolder(folder)).toEqual(["lambda.db"]);
  });

  test("is neither claimed nor cleared where it holds other files", () => {
    writeFileSync(join(folder, "thesis.md"), "");
    expect(() => claimFolder(folder)).toThrow(NotOurFolder);
    expect(() => clearFolder(folder)).toThrow(`${folder} holds files that are not this project's data.`);
    expect(readdirSync(folder)).toEqual(["thesis.md"]);
  });
});
