import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { Hono } from "hono";
import { LOCAL } from "../address.ts";
import { type Doors, landing } from "./landing.ts";
import { type ProfileItem, profileRows, profilesPage } from "./profiles.ts";

/** The landing page at `/` and the live table of profiles at `/profiles`. */
export function pages(dynamo: DynamoDBClient, doors: Doors): Hono {
  const client = DynamoDBDocumentClient.from(dynamo);
  const profiles = async () => {
    const items: ProfileItem[] = [];
    for await (const page of paginateScan({ client }, { TableName: LOCAL.table })) {
      items.push(...((page.Items ?? []) as ProfileItem[]));
    }
    return items.filter((item) => item.status); // the others are address locks
  };
  return new Hono()
    .get("/", (c) => c.html(landing(doors)))
    .get("/profiles", async (c) => c.html(profilesPage(await profiles())))
    .get("/profiles/rows", async (c) => c.html(profileRows(await profiles())));
}
