import {
  type Event,
  GetDurableExecutionCommand,
  InvokeCommand,
  LambdaClient,
  LambdaServiceException,
  paginateGetDurableExecutionHistory,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from "@aws-sdk/client-lambda";
import type { Onboarding } from "./onboard.ts";

const CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" };

/** How someone wants to decide; `by` tells their decision from everybody else's. */
export interface Wish {
  verify: boolean;
  by: string;
}

/** What became of a request: the service answered, refused it for the callback was closed, or died before it answered. */
type Answer<T> = { answered: T } | { answered: undefined; closed: boolean };

export type Client = ReturnType<typeof clientOf>;

/** A client of the service that takes its death for an answer; any other refusal than a closed callback is thrown. */
export function clientOf(url: string) {
  const client = new LambdaClient({ endpoint: url, region: "us-east-1", credentials: CREDENTIALS, maxAttempts: 1 });
  const attempt = async <T>(sent: Promise<T>): Promise<Answer<T>> => {
    try {
      return { answered: await sent };
    } catch (error) {
      if (!(error instanceof LambdaServiceException) || error.$metadata.httpStatusCode === undefined) {
        return { answered: undefined, closed: false };
      }
      if (error.name !== "CallbackTimeoutException") {
        throw error;
      }
      return { answered: undefined, closed: true };
    }
  };
  return {
    /** Starts an execution, or finds it started by a request whose answer got lost. */
    start: (input: Onboarding) =>
      attempt(
        client.send(
          new InvokeCommand({
            FunctionName: "onboard:live",
            InvocationType: "Event",
            DurableExecutionName: input.user,
            Payload: JSON.stringify(input),
          }),
        ),
      ),
    decide: (CallbackId: string, { verify, by }: Wish) =>
      attempt(
        client.send(
          verify
            ? new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result: Buffer.from(by) })
            : new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error: { ErrorMessage: by } }),
        ),
      ),
    execution: (arn: string) => attempt(client.send(new GetDurableExecutionCommand({ DurableExecutionArn: arn }))),
    async history(arn: string): Promise<Event[]> {
      const events: Event[] = [];
      for await (const { Events = [] } of paginateGetDurableExecutionHistory(
        { client },
        { DurableExecutionArn: arn },
      )) {
        events.push(...Events);
      }
      return events;
    },
    close: () => client.destroy(),
  };
}
