import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { ClassicLevel } from "classic-level";
import dynalite from "dynalite";
import type { Server, ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { profileTable } from "../src/aws/dynamo/schema.ts";
import { awsClientConfig } from "./credentials.ts";
import { close, listen } from "./servers.ts";

const INDEXES = [profileTable.pendingIndex, profileTable.endedIndex];

/** DynamoDB's stand-in with an empty profile table, or the one that the folder `path` keeps; in memory without a path. */
export async function startDynamo({ port, path, table }: { port: number; path?: string | undefined; table: string }) {
  if (path) {
    await assertReadable(path);
  }
  const server = dynalite({ createTableMs: 0, ...(path ? { path } : {}) });
  server.keepAliveTimeout = 0; // a client must not find an idle connection closed just when it sends
  const done = idle(server);
  const url = await listen(server, port);
  const client = new DynamoDBClient(awsClientConfig(url));
  try {
    await createTable(client, table);
  } catch (error) {
    client.destroy();
    await close(server);
    throw error;
  }
  return {
    url,
    client,
    async close() {
      await done();
      await close(server);
    },
  };
}

/** Resolves when the server has answered all that it took: dynalite throws if its database closes under a request, even one whose client has gone. */
function idle(server: Server): () => Promise<void> {
  const begun = new Set<ServerResponse>();
  const isOpen = ({ req, writableEnded }: ServerResponse) => req.complete && !writableEnded;
  server.on("request", (_request, response) => {
    begun.add(response);
    response.once("close", () => isOpen(response) || begun.delete(response));
  });
  return async () => {
    while ([...begun].some(isOpen)) {
      await nextTurn();
    }
  };
}

/** Dynalite opens its database at the first request, and throws outside of it where it can't. */
async function assertReadable(path: string): Promise<void> {
  const database = new ClassicLevel(path);
  try {
    await database.open();
  } catch (error) {
    throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
  }
  await database.close();
}

/** Creates the table, unless a kept folder has it already. A kept table has the indexes that it was created with. */
async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
  try {
    await client.send(new CreateTableCommand(definition(TableName)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) {
      throw error;
    }
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const kept = new Set(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
    if (!INDEXES.every(({ name }) => kept.has(name))) {
      throw new Error("an earlier version of this project wrote it", { cause: error });
    }
  }
  // Dynalite creates a table at once, but not quite: a request in between would not find it.
  await waitUntilTableExists({ client, minDelay: 0.01, maxDelay: 0.05, maxWaitTime: 5 }, { TableName });
}

function definition(TableName: string): CreateTableCommandInput {
  const { partitionKey } = profileTable;
  const string = (AttributeName: string) => ({ AttributeName, AttributeType: "S" as const });
  const keys = INDEXES.flatMap((index) => [index.partitionKey, index.sortKey]);
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [partitionKey, ...keys].map(string),
    KeySchema: [{ AttributeName: partitionKey, KeyType: "HASH" }],
    GlobalSecondaryIndexes: INDEXES.map((index) => ({
      IndexName: index.name,
      KeySchema: [
        { AttributeName: index.partitionKey, KeyType: "HASH" },
        { AttributeName: index.sortKey, KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    })),
  };
}
