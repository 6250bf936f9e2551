import { setImmediate } from "node:timers/promises";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { LOCAL } from "../../local/address.ts";
import { startDynamo } from "../../local/dynamo.ts";
import { lambdaRoutes } from "../../packages/durable-lambda-local/src/api/routes.ts";
import { untilDue } from "../../packages/durable-lambda-local/src/engine/due.ts";
import { startEngine } from "../../packages/durable-lambda-local/src/engine/engine.ts";
import type { Invoke } from "../../packages/durable-lambda-local/src/functions/protocol.ts";
import { registry } from "../../packages/durable-lambda-local/src/functions/registry.ts";
import { openLedger } from "../../packages/durable-lambda-local/src/store/ledger.ts";
import { SCHEMA } from "../../packages/durable-lambda-local/src/store/schema.ts";
import { createSlack } from "../../packages/slack-local/src/slack.ts";
import { WORKSPACE } from "../../local/workspace.ts";
import { openStore } from "../../packages/durable-lambda-local/src/store/sqlite.ts";
import { dynamoUsers } from "../../src/aws/dynamo/users.ts";
import { lambdaDecisions, lambdaLetters } from "../../src/aws/lambda.ts";
import { memoryMetrics } from "../fakes.ts";
import { type Gate, border } from "./border.ts";
import { NOWHERE } from "../in-process.ts";
import { dynamoClient, lambdaClient, sesClient, slackClients } from "./clients.ts";
import { type Spans, onboardFunction } from "./function.ts";
import { type Prelude, versions } from "./versions.ts";

/** Far from the machine's own time, so that no timer of the machine's ever stands for one of this world's. */
const BEGINNING = Date.UTC(2100, 0, 1);

export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * The whole service in one process and on a time of its own, which stands still until it is moved: the shipped workflow and
 * adapters, packages/durable-lambda-local's engine, Slack's stand-in, a mailbox, and DynamoDB's stand-in.
 */
export async function startWorld({ gate = open, ...spans }: { gate?: Gate } & Spans) {
  const dynamo = await startDynamo({ port: 0, table: LOCAL.table });
  const functions = registry();
  const running = new Set<Promise<unknown>>();
  const invoke: Invoke = async (...request) => {
    const invocation = published.invoke(...request);
    running.add(invocation);
    counts.invocations += 1;
    const response = await invocation;
    running.delete(invocation);
    return response;
  };
  const counts = { invocations: 0 };
  const store = openStore(SCHEMA);
  const engine = startEngine(
    openLedger(store, functions, () => BEGINNING),
    invoke,
  );
  const { ledger } = engine;
  const now = () => new Date(ledger.clock.now());
  const slack = createSlack({ workspace: WORKSPACE, appUrl: NOWHERE, url: () => NOWHERE, now });
  const mails: { to: string; subject: string; at: Date }[] = [];

  const outside = DynamoDBDocumentClient.from(dynamo.client);
  const edge = border(gate);
  const service = lambdaRoutes(engine, invoke, 0);
  const clients = {
    dynamo: dynamoClient(dynamo.url, edge),
    ses: sesClient(edge, (mail) => void mails.push({ ...mail, at: now() })),
    slack: slackClients(edge, slack),
    lambda: lambdaClient(edge, service),
  };
  const metrics = memoryMetrics();
  const published = versions(functions, (prelude) => onboardFunction(clients, edge, now, spans, prelude, metrics));
  const busy = store.sql<{}, { one: 1 }>("select 1 as one from executions where phase in ('ready', 'running') limit 1");
  const retries = store.sql<{}, { one: 1 }>(
    "select 1 as one from timers where kind in ('retry', 'invocation') limit 1",
  );
  published.publish(nothing);
  engine.begin();

  const world = {
    engine,
    slack,
    mails,
    metrics,
    counts,
    now,
    users: dynamoUsers(outside, LOCAL.table, { now }),
    decisions: lambdaDecisions(clients.lambda),
    letters: lambdaLetters(clients.lambda),
    /** Deploys a new version of the function, which does something before the workflow that the former one does not. */
    deploy: (prelude: Prelude) => published.publish(prelude),
    /** Starts an onboarding as a program does, and gives its execution's ARN. */
    async start(request: object): Promise<string> {
      const { DurableExecutionArn = "" } = await clients.lambda.send(
        new InvokeCommand({
          FunctionName: `${LOCAL.functionName}:live`,
          InvocationType: "Event",
          Payload: JSON.stringify(request),
        }),
      );
      return DurableExecutionArn;
    },
    /** Resolves when nothing runs and nothing is due at this moment. */
    async idle(): Promise<void> {
      do {
        await setImmediate();
        await Promise.all(running);
      } while (running.size > 0 || busy.get({}) || untilDue(ledger) === 0);
    },
    /** Moves time to the moment at which the next thing is due, and lets it happen. */
    async next(): Promise<void> {
      engine.advance((untilDue(ledger) ?? 0) / 1000);
      await world.idle();
    },
    /** What DynamoDB holds under a key. */
    async item(user_id: string) {
      const get = new GetCommand({ TableName: LOCAL.table, Key: { user_id }, ConsistentRead: true });
      return (await outside.send(get)).Item;
    },
    /** How many profiles the index of the pending holds, whether their windows are over or not. */
    async pending(): Promise<number> {
      const { users } = await dynamoUsers(outside, LOCAL.table, { now: () => new Date(0) }).listPending({ limit: 100 });
      return users.length;
    },
    /** Whether a step waits for its next attempt, or an execution for its next invocation. */
    hasRetries: () => retries.get({}) !== undefined,
    operations: (arn: string) => ledger.operations.all(ledger.executions.byArn(arn)?.key ?? 0),
    execution: (arn: string) => ledger.executions.byArn(arn),
    async close() {
      engine.close();
      store.close();
      clients.dynamo.destroy();
      dynamo.client.destroy();
      await dynamo.close();
    },
  };
  return world;
}

async function nothing(): Promise<void> {}

const open: Gate = async (_call, carryOut) => carryOut();
