import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Event,
  type EventType,
  GetDurableExecutionCommand,
  InvokeCommand,
  LambdaClient,
  paginateGetDurableExecutionHistory,
  SendDurableExecutionCallbackSuccessCommand,
} from "@aws-sdk/client-lambda";
import { type LambdaOptions, startLambda } from "../src/service.ts";
import type { Request } from "./fixtures/workflows.ts";

const fixture = (name: string) => new URL(`fixtures/${name}.ts`, import.meta.url);

/** The service with the fixtures registered, and a client of it. */
export type Service = Awaited<ReturnType<typeof startService>>;

/** Starts the service with all fixtures as functions; what they write to their log is kept in `logs`. */
export async function startService(options: Partial<LambdaOptions> = {}) {
  const logs: string[] = [];
  const lambda = await startLambda({ port: 0, log: (text) => logs.push(text), ...options });
  const env = { AWS_ENDPOINT_URL_LAMBDA: lambda.url };
  const durable = { executionTimeoutSeconds: 86_400 };
  lambda.register([
    { name: "workflows", entry: fixture("workflows"), env, durable },
    { name: "hasty", entry: fixture("workflows"), env, durable, timeoutSeconds: 1 },
    { name: "brief", entry: fixture("workflows"), env, durable: { executionTimeoutSeconds: 60 } },
    { name: "plain", entry: fixture("plain"), env: { GREETING: "hello" } },
    { name: "broken", entry: fixture("broken"), env },
  ]);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new LambdaClient({ endpoint: lambda.url, region: "us-east-1", credentials, maxAttempts: 1 });

  const history = async (arn: string): Promise<Event[]> => {
    const events: Event[] = [];
    const input = { DurableExecutionArn: arn };
    for await (const { Events = [] } of paginateGetDurableExecutionHistory({ client, pageSize: 1000 }, input)) {
      events.push(...Events);
    }
    return events;
  };
  /** Looks until there is something: now, and after each change of the service. */
  const found = async <Found>(look: () => Promise<Found | undefined>): Promise<Found> => {
    for (;;) {
      const { promise: change, resolve } = Promise.withResolvers<void>();
      const unsubscribe = lambda.subscribe(resolve);
      const seen = await look();
      await (seen === undefined && change);
      unsubscribe();
      if (seen !== undefined) {
        return seen;
      }
    }
  };
  const event = (arn: string, type: EventType, name?: string): Promise<Event> =>
    found(async () => (await history(arn)).find((each) => each.EventType === type && (!name || each.Name === name)));
  const outcome = async (arn: string) => {
    const { Status, Result, Error } = await client.send(new GetDurableExecutionCommand({ DurableExecutionArn: arn }));
    return Status === "RUNNING" ? undefined : { status: Status, result: JSON.parse(Result ?? "null"), error: Error };
  };
  return {
    ...lambda,
    lambda,
    client,
    logs,
    history,
    /** Waits for an event of an execution. */
    event,
    /** Starts a workflow and answers its execution's ARN. */
    async start(request: Request, functionName = "workflows"): Promise<string> {
      const { DurableExecutionArn = "" } = await client.send(
        new InvokeCommand({
          FunctionName: `${functionName}:live`,
          InvocationType: "Event",
          Payload: JSON.stringify(request),
        }),
      );
      return DurableExecutionArn;
    },
    /** Waits until a workflow that waits for its callback does so, and answers the callback's ID. */
    async callbackId(arn: string): Promise<string> {
      const { CallbackStartedDetails } = await event(arn, "CallbackStarted");
      return CallbackStartedDetails?.CallbackId ?? "";
    },
    async succeed(callbackId: string, result: string): Promise<void> {
      await client.send(
        new SendDurableExecutionCallbackSuccessCommand({ CallbackId: callbackId, Result: Buffer.from(result) }),
      );
    },
    /** Waits for an execution's end and answers what became of it, its result parsed. */
    ended: (arn: string) => found(() => outcome(arn)),
    /** As `ended`, moving time forward whenever everything sleeps, so that nobody waits for delays. */
    async endedInTime(arn: string) {
      for (;;) {
        await lambda.idle();
        const end = await outcome(arn);
        if (end) {
          return end;
        }
        lambda.advance(1);
      }
    },
    async close() {
      client.destroy();
      await lambda.close();
    },
  };
}

/** A path for a temporary file that is not there yet. */
export const freshPath = () => join(tmpdir(), `lambda-${randomUUID()}`);

/** An error as a caller of the API sees it. */
export async function failure(promise: Promise<unknown>): Promise<{ name: string; status: number | undefined }> {
  try {
    await promise;
  } catch (error) {
    const { name, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, status: $metadata?.httpStatusCode };
  }
  throw new Error("It was not refused.");
}
