import { InvocationType } from "@aws-sdk/client-lambda";
import { DurableExecutionApiClient, type DurableLambdaHandler } from "@aws/durable-execution-sdk-js";
import { CloudDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import type { Context } from "aws-lambda";
import { onTestFinished } from "vitest";
import { lambdaRoutes } from "../../packages/durable-lambda-local/src/api/routes.ts";
import { startEngine } from "../../packages/durable-lambda-local/src/engine/engine.ts";
import type { Invoke } from "../../packages/durable-lambda-local/src/functions/protocol.ts";
import { registry } from "../../packages/durable-lambda-local/src/functions/registry.ts";
import { openLedger } from "../../packages/durable-lambda-local/src/store/ledger.ts";
import { SCHEMA } from "../../packages/durable-lambda-local/src/store/schema.ts";
import type { Timer } from "../../packages/durable-lambda-local/src/store/timers.ts";
import { openStore } from "../../packages/durable-lambda-local/src/store/sqlite.ts";
import { lambdaOf } from "../in-process.ts";
import type { Stage } from "./stage.ts";

/** This project's own service, with AWS's runner for the cloud as its client. */
export function stage(): Stage {
  let handler: DurableLambdaHandler | undefined;
  const functions = registry();
  functions.publish([
    { name: "onboard", entry: new URL("file:///"), env: {}, durable: { executionTimeoutSeconds: 172_800 } },
  ]);
  const ledger = openLedger(openStore(SCHEMA), functions);
  const waiting = ledger.store.sql<Record<string, never>, Timer>(
    "select execution, operation, kind, due from timers where kind in ('wait', 'retry', 'invocation')",
  );
  /** Ends all waits at once, as AWS's local runner does. The table remembers the earliest timer, so it has to set them itself. */
  const skipTime = () =>
    engine.change(() => waiting.all({}).forEach((timer) => ledger.timers.set({ ...timer, due: ledger.clock.now() })));
  const invoke: Invoke = async (_function, requestId, payload) => {
    const context = { awsRequestId: requestId, getRemainingTimeInMillis: () => 60_000 };
    const output = await handler?.(JSON.parse(payload), context as Context);
    setImmediate(skipTime); // once the engine has written down what it waits for
    return { requestId, payload: JSON.stringify(output) };
  };
  const engine = startEngine(ledger, invoke);
  const client = lambdaOf(lambdaRoutes(engine, invoke, 900));
  onTestFinished(() => {
    engine.close();
    ledger.store.close();
  });
  return {
    config: { durableExecutionClient: new DurableExecutionApiClient(client) },
    perform(handlerFunction) {
      handler = handlerFunction;
      engine.begin();
      const config = { pollInterval: 20, invocationType: InvocationType.Event };
      return new CloudDurableTestRunner({ functionName: "onboard:live", client, config });
    },
  };
}
