import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type Event,
  GetDurableExecutionCommand,
  GetDurableExecutionHistoryCommand,
  InvokeCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { LOCAL } from "../../../local/address.ts";
import { awsClientConfig } from "../../../local/credentials.ts";
import type { SlackMessage } from "../../../packages/slack-local/src/slack.ts";
import type { Ready } from "./service.ts";

/** A profile, as far as it is looked at. */
export interface Profile {
  status: string;
  decision?: { outcome: string; source: string };
  card?: { ts: string };
}

type History = { ok: true; messages: SlackMessage[] } | { ok: false; error: string };

/** No death, but a fault of these tests: what is asked for is never given. */
class Refused extends Error {
  override name = "Refused";
}

const CONFLICT = 409;
const FUNCTION = `${LOCAL.functionName}:live`;

/**
 * The stack as the world outside sees it, which takes any failure for the death that it most likely is: it gives undefined. Where
 * nothing dies any more, a failure is thrown.
 */
export function outside({ lambda, service, slack, dynamo }: Ready, { mayDie }: { mayDie: boolean }) {
  const unlessDead = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await ask();
    } catch (error) {
      if (!mayDie || error instanceof Refused) {
        throw error;
      }
      return undefined;
    }
  };
  const functions = new LambdaClient({ ...awsClientConfig(lambda), maxAttempts: 1 });
  const table = DynamoDBDocumentClient.from(new DynamoDBClient({ ...awsClientConfig(dynamo), maxAttempts: 1 }));
  const post = async (url: string, content: object) => {
    const body = JSON.stringify(content);
    return fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  };
  return {
    start: (user_id: string, email: string) =>
      unlessDead(async () => {
        const Payload = JSON.stringify({ user_id, email, name: "Ada Lovelace" });
        const input = {
          FunctionName: FUNCTION,
          InvocationType: "Event",
          DurableExecutionName: user_id,
          Payload,
        } as const;
        return (await functions.send(new InvokeCommand(input))).DurableExecutionArn;
      }),
    /** Presses the button of the mailed link's page; gives what it says. */
    verify: (token: string) =>
      unlessDead(async () => {
        const answer = await fetch(`${service}/verify`, { method: "POST", body: new URLSearchParams({ token }) });
        return answer.status < 500 ? await answer.text() : undefined;
      }),
    /** Presses a button of a card; true once the app has answered, or once the card has no such button any more. */
    press: (ts: string, actionId: "verify" | "reject" | "more", value?: string) =>
      unlessDead(async () => {
        const answer = await post(`${slack}/actions/press`, { user: "U0ADMIN", ts, actionId, value });
        const { status, trouble } = (await answer.json()) as { status?: number; trouble?: string };
        return answer.status === CONFLICT || (status === 200 && !trouble) ? true : undefined;
      }),
    /** Everything in the approvers' channel but replies. */
    messages: () =>
      unlessDead(async () => {
        const url = `${slack}/api/conversations.history?channel=${LOCAL.channel}&limit=1000`;
        const headers = { authorization: `Bearer ${LOCAL.botToken}` };
        const answer = (await (await fetch(url, { headers })).json()) as History;
        if (!answer.ok) {
          throw new Refused(`Slack's stand-in refused to list messages: ${answer.error}.`);
        }
        return answer.messages;
      }),
    profile: (user_id: string) =>
      unlessDead(async () => {
        const { Item } = await table.send(
          new GetCommand({ TableName: LOCAL.table, Key: { user_id }, ConsistentRead: true }),
        );
        return Item as Profile | undefined;
      }),
    execution: (arn: string) =>
      unlessDead(async () => functions.send(new GetDurableExecutionCommand({ DurableExecutionArn: arn }))),
    history: (arn: string): Promise<Event[] | undefined> =>
      unlessDead(async () => {
        const input = { DurableExecutionArn: arn, MaxItems: 1000 };
        return (await functions.send(new GetDurableExecutionHistoryCommand(input))).Events;
      }),
    close() {
      functions.destroy();
      table.destroy();
    },
  };
}
