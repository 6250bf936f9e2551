import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { setTimeout as pass } from "node:timers/promises";
import { LOCAL } from "../../local/address.ts";
import { awsClientConfig } from "../../local/credentials.ts";
import type { Stack } from "../../local/stack.ts";

const LOOK_MILLISECONDS = 50;

/** Starts onboardings, waits until each has recorded its card and sleeps, and returns the cards' timestamps. */
export async function pendingCards(
  { urls }: { urls: Pick<Stack["urls"], "dynamo"> },
  lambda: LambdaClient,
  count: number,
  name = "bench",
): Promise<string[]> {
  const ids = new Set(Array.from({ length: count }, (_, n) => `${name}-${n}`));
  for (const user_id of ids) {
    const Payload = JSON.stringify({ user_id, email: `${user_id}@example.com`, name: "Ada Lovelace" });
    await lambda.send(new InvokeCommand({ FunctionName: LOCAL.functionArn, InvocationType: "Event", Payload }));
  }
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(awsClientConfig(urls.dynamo)));
  try {
    for (;;) {
      const cards: string[] = [];
      for await (const { Items = [] } of paginateScan({ client: table }, { TableName: LOCAL.table })) {
        const recorded = Items.filter(({ user_id, card }) => ids.has(user_id) && card?.permalink);
        cards.push(...recorded.map(({ card }) => String(card.ts)));
      }
      if (cards.length === count) {
        return cards;
      }
      await pass(LOOK_MILLISECONDS);
    }
  } finally {
    table.destroy();
  }
}
