import { createHash, randomUUID } from "node:crypto";
import type { ErrorObject } from "@aws-sdk/client-lambda";
import { ACCOUNT, functionArn, REGION } from "../functions/registry.ts";
import type { ExecutionRow } from "../store/executions.ts";

const SECOND = 1000;
const MAX_MESSAGE_BYTES = 1024;

/**
 * A change of an execution's status, as Lambda publishes it to EventBridge.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html#durable-monitoring-eventbridge
 */
export function statusChange(
  execution: Pick<ExecutionRow, "arn" | "name" | "function" | "version" | "status" | "startedAt" | "endedAt">,
) {
  const { arn, name, status, startedAt, endedAt } = execution;
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Durable Execution Status Change",
    source: "aws.lambda",
    account: ACCOUNT,
    time: new Date(Math.floor((endedAt ?? startedAt) / SECOND) * SECOND).toISOString().replace(".000Z", "Z"),
    region: REGION,
    resources: [],
    detail: {
      durableExecutionArn: arn,
      durableExecutionName: name,
      functionArn: functionArn(execution.function, execution.version),
      status,
      startTimestamp: new Date(startedAt).toISOString(),
      ...(endedAt === null ? {} : { endTimestamp: new Date(endedAt).toISOString() }),
    },
  };
}

/**
 * A failed asynchronous invocation, as a function that reads a dead-letter queue gets it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function deadLetter(execution: ExecutionRow, error: ErrorObject | undefined, now: number) {
  const { ErrorMessage = execution.status } = error ?? {};
  return {
    Records: [
      {
        messageId: randomUUID(),
        receiptHandle: randomUUID(),
        body: execution.input,
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: String(now),
          SenderId: ACCOUNT,
          ApproximateFirstReceiveTimestamp: String(now),
        },
        messageAttributes: {
          RequestID: attribute("String", execution.requestId ?? randomUUID()),
          ErrorCode: attribute("Number", "200"), // the invocation was taken; the function failed
          ErrorMessage: attribute("String", Buffer.from(ErrorMessage).subarray(0, MAX_MESSAGE_BYTES).toString()),
        },
        md5OfBody: createHash("md5").update(execution.input).digest("hex"),
        eventSource: "aws:sqs",
        eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:${execution.function}-dead-letters`,
        awsRegion: REGION,
      },
    ],
  };
}

const attribute = (dataType: "String" | "Number", stringValue: string) => ({
  stringValue,
  stringListValues: [],
  binaryListValues: [],
  dataType,
});
