import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LOCAL } from "../../local/address.ts";
import { fromBundle } from "../../testkit/functions.ts";
import { profileTable } from "../../src/aws/dynamo/schema.ts";
import {
  claimFolder,
  clearFolder,
  dataFiles,
  FolderInUse,
  NotOurFolder,
  UnusableFolder,
} from "../../local/data-folder.ts";
import { startDynamo } from "../../local/dynamo.ts";
import { startStack } from "../../local/stack.ts";
import { openStore } from "../../packages/durable-lambda-local/src/store/sqlite.ts";

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

  test.each(["lambda", "slack"] as const)("is not cleared while another process has its %s database", (which) => {
    const store = openStore("create table t (c)", dataFiles(claimFolder(folder))[which]);
    expect(() => clearFolder(folder)).toThrow(FolderInUse);
    store.close();
    expect(clearFolder(folder)).toEqual([`${which}.db`]);
  });

  test("is cleared where its database is damaged, for nobody can be using that", () => {
    writeFileSync(dataFiles(claimFolder(folder)).lambda, "no database".repeat(1_000));
    expect(clearFolder(folder)).toEqual(["lambda.db"]);
  });

  test("can't be a file, and the sentence says what to do", () => {
    const file = join(folder, "notes.txt");
    writeFileSync(file, "");
    expect(() => claimFolder(file)).toThrow(`${file} can't be used as a folder for data (EEXIST). Choose another one`);
    expect(() => claimFolder(join(file, "data"))).toThrow(UnusableFolder);
  });

  test("is neither claimed nor cleared where it holds other files", () => {
    writeFileSync(join(folder, "thesis.md"), "");
    expect(() => claimFolder(folder)).toThrow(NotOurFolder);
    expect(() => clearFolder(folder)).toThrow(`${folder} holds files that are not this project's data.`);
    expect(readdirSync(folder)).toEqual(["thesis.md"]);
  });
});

/** Creates the profile table anew, without its newest index. */
async function rebuildTable({ dynamo: path }: Files): Promise<void> {
  const dynamo = await startDynamo({ port: 0, path, table: LOCAL.table });
  const { client } = dynamo;
  const TableName = LOCAL.table;
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const kept = Table?.GlobalSecondaryIndexes?.filter(({ IndexName }) => IndexName === profileTable.pendingIndex.name);
  const keys = [...(Table?.KeySchema ?? []), ...(kept ?? []).flatMap(({ KeySchema = [] }) => KeySchema)];
  const named = new Set(keys.map(({ AttributeName }) => AttributeName));
  await client.send(new DeleteTableCommand({ TableName }));
  await waitUntilTableNotExists({ client, minDelay: 0.01, maxDelay: 0.05, maxWaitTime: 5 }, { TableName });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: Table?.AttributeDefinitions?.filter(({ AttributeName }) => named.has(AttributeName)),
      KeySchema: Table?.KeySchema,
      GlobalSecondaryIndexes: kept?.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
    }),
  );
  await waitUntilTableExists({ client, minDelay: 0.01, maxDelay: 0.05, maxWaitTime: 5 }, { TableName });
  await dynamo.close();
}

describe("The stack on a data folder that can't be read", () => {
  const damaged = "damaged".repeat(1_000);
  let used: string;
  beforeAll(async () => {
    used = mkdtempSync(join(tmpdir(), "data-"));
    await (await startStack({ data: used, log: () => undefined, change: fromBundle })).close();
    rmSync(dataFiles(used).slack);
  });
  afterAll(() => rmSync(used, { recursive: true }));

  test.each([
    ["its executions are no database", (files: Files) => writeFileSync(files.lambda, damaged)],
    ["its messages are no database", (files: Files) => writeFileSync(files.slack, damaged)],
    ["its profiles are damaged", (files: Files) => writeFileSync(join(files.dynamo, "CURRENT"), damaged)],
    ["an earlier version wrote its profiles", rebuildTable],
    [
      "another program made its database",
      (files: Files) => openStore("create table messages (x)", files.slack).close(),
    ],
  ] satisfies [string, (files: Files) => unknown][])(
    "says so in a sentence, and leaves nothing running: %s",
    async (_, damage) => {
      cpSync(used, folder, { recursive: true });
      const files = dataFiles(claimFolder(folder));
      await Promise.resolve(damage(files));
      await expect(startStack({ data: folder, change: fromBundle })).rejects.toThrow(
        /^The data in .* can't be read \(.+\)\. Start with --fresh to remove it, or choose another folder: --data DIR\.$/u,
      );
      clearFolder(folder);
      await (await startDynamo({ port: 0, path: files.dynamo, table: LOCAL.table })).close();
    },
  );
});

describe("The stack on a data folder of which another process has some", () => {
  test.each([
    ["the executions", async (files: Files) => openStore("create table t (c)", files.lambda)],
    ["Slack's messages", async (files: Files) => openStore("create table t (c)", files.slack)],
    ["the profiles", async (files: Files) => startDynamo({ port: 0, path: files.dynamo, table: LOCAL.table })],
  ])("says that it is in use, and not to remove it: %s", async (_, open) => {
    const other = await open(dataFiles(claimFolder(folder)));
    await expect(startStack({ data: folder, change: fromBundle })).rejects.toThrow(
      `The data in ${folder} is in use by another process. Stop that one, or choose another folder: --data DIR.`,
    );
    await Promise.resolve(other.close());
  });
});

type Files = ReturnType<typeof dataFiles>;
