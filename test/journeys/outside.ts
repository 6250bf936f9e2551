import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetDurableExecutionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { LOCAL } from "../../local/address.ts";
import { awsClientConfig } from "../../local/credentials.ts";
import type { Stack } from "../../local/stack.ts";

interface Mail {
  subject: string;
  destination: { to: string[] };
  body: { html?: string; text?: string };
}

/** Waits for what the stack does by itself; polls, since the world outside of it has no other way to learn. */
export const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { interval: 20, timeout: 15_000 });

/** The started stack as the world outside sees it: by HTTP, and by AWS's own clients. */
export function outside(stack: Stack) {
  const lambda = new LambdaClient(awsClientConfig(stack.urls.lambda));
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(awsClientConfig(stack.urls.dynamo)));

  const mails = async (email: string): Promise<Mail[]> => {
    const answer = await fetch(`${stack.urls.mail}/store`);
    const { emails } = (await answer.json()) as { emails: Mail[] };
    return emails.filter((mail) => mail.destination.to.includes(email));
  };
  const profile = async (userId: string) => {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: LOCAL.table, Key: { user_id: userId }, ConsistentRead: true }),
    );
    return Item;
  };

  return {
    lambda,
    mails,
    profile,
    status: async (userId: string) => (await profile(userId))?.["status"] as string | undefined,
    /** Starts an onboarding as a program does, and gives its execution's ARN. */
    async start(payload: Record<string, unknown>): Promise<string> {
      const { DurableExecutionArn } = await lambda.send(
        new InvokeCommand({
          FunctionName: `${LOCAL.functionName}:live`,
          InvocationType: "Event",
          Payload: JSON.stringify(payload),
        }),
      );
      return DurableExecutionArn ?? "";
    },
    async execution(arn: string) {
      const {
        Status,
        Result,
        Error: error,
      } = await lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn: arn }));
      return { status: Status, result: Result ? (JSON.parse(Result) as unknown) : undefined, error: error?.ErrorType };
    },
    /** The link in the first mail to this address, once it is there. */
    async link(email: string): Promise<string> {
      await eventually(async () => (await mails(email)).length).toBeGreaterThan(0);
      const [first] = await mails(email);
      return linksIn(first)[0] ?? "";
    },
    /** Presses the page's button: posts the form that the link's page shows. */
    async pressPage(link: string) {
      const page = await (await fetch(link)).text();
      const token = /name="token" value="([^"]+)"/u.exec(page)?.[1] ?? "";
      return fetch(new URL("/verify", link), { method: "POST", body: new URLSearchParams({ token }) });
    },
  };
}

/** Every address in a mail that a scanner would follow. */
export function linksIn(mail: Mail | undefined): string[] {
  return `${mail?.body.text ?? ""} ${mail?.body.html ?? ""}`.match(/http:\/\/127[^\s"<>]+/gu) ?? [];
}
