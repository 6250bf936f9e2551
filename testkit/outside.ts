import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetDurableExecutionCommand,
  InvokeCommand,
  LambdaClient,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";
import { randomUUID } from "node:crypto";
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { LOCAL } from "../local/address.ts";
import { awsClientConfig } from "../local/credentials.ts";
import type { Stack } from "../local/stack.ts";

interface Mail {
  subject: string;
  destination: { to: string[] };
  body: { html?: string; text?: string };
}

/** Waits for what the stack does by itself; polls, since the world outside of it has no other way to learn. */
export const expectSoon = <T>(look: () => Promise<T>) => expect.poll(look);

/** The started stack as the world outside sees it: by HTTP, and by AWS's own clients. */
export function outside(stack: Pick<Stack, "urls" | "slack">) {
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

  /** The cards about an address, oldest first, as the channel shows them. */
  const cards = async (email: string) =>
    stack.slack
      .messages()
      .filter((message) => !message.thread_ts && JSON.stringify(message.blocks).includes(email))
      .map((message) => {
        const controls = (message.blocks ?? []).flatMap((block) => (block.type === "actions" ? block.elements : []));
        return {
          message,
          ts: message.ts,
          text: message.text,
          buttons: controls.filter((control) => control.type === "button").map((control) => control.action_id),
          userId: controls.map((control) => ("value" in control ? control.value : undefined))[0] ?? "",
        };
      });
  const card = async (email: string) => {
    const last = (await cards(email)).at(-1);
    if (!last) {
      throw new Error("There is no such card.");
    }
    return last;
  };

  /** The card about this address, once it is there and is waiting for a decision. */
  const pendingCard = async (email: string) => {
    await expectSoon(async () => (await cards(email)).at(-1)?.buttons.length ?? 0).toBeGreaterThan(0);
    return card(email);
  };

  return {
    lambda,
    mails,
    cards,
    card,
    pendingCard,
    /** The same, once its profile says where it can be opened. Until then nobody can be asked again, and nothing links to it. */
    async linkedCard(email: string) {
      const linked = await pendingCard(email);
      await expectSoon(() => profile(linked.userId)).toMatchObject({ card: { permalink: expect.any(String) } });
      return linked;
    },
    profile,
    status: async (userId: string) => (await profile(userId))?.["status"] as string | undefined,
    /** The way by which a closed profile was decided. */
    async decidedBy(userId: string) {
      const decision = (await profile(userId))?.["decision"] as { source: "email" | "slack" };
      return decision.source;
    },
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
    /** Stops a user's execution, as an operator does. */
    async stop(userId: string): Promise<void> {
      const DurableExecutionArn = String((await profile(userId))?.["execution"]);
      await lambda.send(new StopDurableExecutionCommand({ DurableExecutionArn }));
    },
    /** Has SES report that an email of this user's onboarding bounced, and waits until that is dealt with. */
    async reportBounce(userId: string): Promise<void> {
      const seen = (await profile(userId)) as { email: string; execution: string; created_at: string };
      const { email, execution, created_at: time } = seen;
      const mail = { destination: [email], tags: { onboarding: [execution.slice(execution.lastIndexOf("/") + 1)] } };
      const bounce = { bounceType: "Permanent", bounceSubType: "General", bouncedRecipients: [{ status: "5.1.1" }] };
      const { FunctionError } = await lambda.send(
        new InvokeCommand({
          FunctionName: "mail-events",
          Payload: JSON.stringify({
            id: randomUUID(),
            source: "aws.ses",
            time,
            detail: { eventType: "Bounce", bounce, mail },
          }),
        }),
      );
      expect(FunctionError).toBeUndefined();
    },
    /** Makes a closed profile pending again, as if the event of its execution's end had been lost. */
    async loseEnd(userId: string): Promise<void> {
      await dynamo.send(
        new UpdateCommand({
          TableName: LOCAL.table,
          Key: { user_id: userId },
          UpdateExpression: "SET #status = :pending, pending = :listed REMOVE failure, #ttl, announced",
          ExpressionAttributeNames: { "#status": "status", "#ttl": "ttl" },
          ExpressionAttributeValues: { ":pending": "PENDING_EMAIL_VERIFICATION", ":listed": "1" },
        }),
      );
    },
    /** Adds a profile that is like a user's, as if its onboarding had taken place; many are made sooner than by onboardings. */
    async addLike(userId: string, other: { user_id: string }): Promise<void> {
      await dynamo.send(new PutCommand({ TableName: LOCAL.table, Item: { ...(await profile(userId)), ...other } }));
    },
    /** The link in the first mail to this address, once it is there. */
    async link(email: string): Promise<string> {
      await expectSoon(async () => (await mails(email)).length).toBeGreaterThan(0);
      const [first] = await mails(email);
      return linksIn(first)[0] ?? "";
    },
    /** Presses the button of the link's page, also where that was opened long ago. */
    async pressPage(link: string) {
      const url = new URL(link);
      const token = url.searchParams.get("token") ?? "";
      return fetch(new URL("?", url), { method: "POST", body: new URLSearchParams({ token }) });
    },
  };
}

/** Every address in a mail that a scanner would follow. */
export function linksIn(mail: Mail | undefined): string[] {
  return `${mail?.body.text ?? ""} ${mail?.body.html ?? ""}`.match(/http:\/\/127[^\s"<>]+/gu) ?? [];
}
