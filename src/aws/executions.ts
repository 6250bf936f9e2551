import { awsFailure } from "../domain/failures.ts";
import { GetDurableExecutionCommand, type LambdaClient, ResourceNotFoundException } from "@aws-sdk/client-lambda";
import * as v from "valibot";
import type { Executions, Outcome } from "../domain/ports.ts";

/** The states in which an execution has ended for good. https://docs.aws.amazon.com/lambda/latest/api/API_Execution.html */
const ENDED: Readonly<Record<string, Outcome>> = {
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  STOPPED: "stopped",
  TIMED_OUT: "timed-out",
};

/** Durable executions of this account. Errors hold no personal data. Needs lambda:GetDurableExecution on the execution. */
export function lambdaExecutions(client: LambdaClient): Executions {
  return {
    async find(DurableExecutionArn) {
      try {
        const found = await client.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
        return {
          outcome: ENDED[found.Status ?? ""] ?? "running",
          input: jsonIn(found.InputPayload),
          error: found.Error?.ErrorType,
        };
      } catch (error) {
        if (error instanceof ResourceNotFoundException) {
          return undefined;
        }
        throw awsFailure("Lambda's executions", error);
      }
    },
  };
}

// https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html#durable-monitoring-eventbridge
const StatusChange = v.object({
  "detail-type": v.literal("Durable Execution Status Change"),
  detail: v.object({ durableExecutionArn: v.string() }),
});

/** The ARN of the execution that an event of EventBridge's is about; undefined for any other event. */
export function executionIn(event: unknown): string | undefined {
  const parsed = v.safeParse(StatusChange, event);
  return parsed.success ? parsed.output.detail.durableExecutionArn : undefined;
}

function jsonIn(text: string | undefined): unknown {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson()), text);
  return parsed.success ? parsed.output : undefined;
}
