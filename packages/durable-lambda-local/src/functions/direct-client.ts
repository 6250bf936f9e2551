import type {
  CheckpointDurableExecutionRequest,
  CheckpointDurableExecutionResponse,
  GetDurableExecutionStateRequest,
  GetDurableExecutionStateResponse,
} from "@aws-sdk/client-lambda";
import type { Call, CallAnswer } from "./protocol.ts";

/** What the SDK checkpoints with, and reads the rest of a long state. */
interface DurableExecutionClient {
  checkpoint(input: CheckpointDurableExecutionRequest): Promise<CheckpointDurableExecutionResponse>;
  getExecutionState(input: GetDurableExecutionStateRequest): Promise<GetDurableExecutionStateResponse>;
}

const EXECUTIONS = "/2025-12-01/durable-executions";

/**
 * A client that hands its requests to the service without HTTP: requests and answers say the same as with it. Give the answers to
 * `answered`. The client rejects as AWS's does, but sends a request only once: nothing gets lost between two threads.
 */
export function directClient(send: (call: Call) => void) {
  const pending = new Map<number, (answer: CallAnswer) => void>();
  let calls = 0;
  const request = async (method: Call["method"], path: string, body: string): Promise<unknown> => {
    calls += 1;
    const { promise, resolve } = Promise.withResolvers<CallAnswer>();
    pending.set(calls, resolve);
    send({ call: calls, method, path, body });
    const answer = await promise;
    const content = JSON.parse(answer.body);
    if (answer.status >= 300) {
      throw refusal(answer, content);
    }
    return content;
  };
  const client: DurableExecutionClient = {
    async checkpoint({ DurableExecutionArn = "", ...input }) {
      const path = `${EXECUTIONS}/${encodeURIComponent(DurableExecutionArn)}/checkpoint`;
      const answer = (await request("POST", path, JSON.stringify(input))) as Checkpointed;
      answer.NewExecutionState.Operations.forEach(readTimes);
      return answer as CheckpointDurableExecutionResponse;
    },
    async getExecutionState({ DurableExecutionArn = "", ...input }) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(input)) {
        if (value !== undefined) {
          query.set(name, String(value));
        }
      }
      const path = `${EXECUTIONS}/${encodeURIComponent(DurableExecutionArn)}/state?${query.toString()}`;
      const answer = (await request("GET", path, "")) as { Operations: Timed[] };
      answer.Operations.forEach(readTimes);
      return answer as GetDurableExecutionStateResponse;
    },
  };
  return {
    client,
    answered: (answer: CallAnswer) => {
      pending.get(answer.call)?.(answer);
      pending.delete(answer.call);
    },
  };
}

/**
 * An invocation's event that brings the client to checkpoint with. The SDK accepts it from a runner that can't configure the handler, and
 * recognizes the class by its name, so that this package needs no SDK of its own.
 * @see https://github.com/aws/aws-durable-execution-sdk-js/blob/afe2020/packages/aws-durable-execution-sdk-js/src/utils/durable-execution-invocation-input/durable-execution-invocation-input.ts
 */
export class DurableExecutionInvocationInputWithClient {
  constructor(event: object, client: DurableExecutionClient) {
    Object.assign(this, event);
    Object.defineProperty(this, "durableExecutionClient", { value: client }); // not enumerable: a log of the event lacks it
  }
  get [Symbol.toStringTag](): string {
    return "DurableExecutionInvocationInputWithClient";
  }
}

interface Checkpointed {
  CheckpointToken: string;
  NewExecutionState: { Operations: Timed[] };
}

/** An operation's times, in seconds as REST-JSON has them. */
interface Timed {
  StartTimestamp?: number | Date;
  EndTimestamp?: number | Date;
  StepDetails?: { NextAttemptTimestamp?: number | Date };
  WaitDetails?: { ScheduledEndTimestamp?: number | Date };
}

/** Makes dates of an operation's times, as AWS's client does. */
function readTimes(operation: Timed): void {
  readTime(operation, "StartTimestamp");
  readTime(operation, "EndTimestamp");
  readTime(operation.StepDetails, "NextAttemptTimestamp");
  readTime(operation.WaitDetails, "ScheduledEndTimestamp");
}

function readTime<Name extends string>(of: { [Key in Name]?: number | Date } | undefined, name: Name): void {
  if (of?.[name] !== undefined) {
    of[name] = new Date(Math.round(Number(of[name]) * 1000));
  }
}

/** The error that AWS's client makes of an answer that is a refusal. */
function refusal({ status }: CallAnswer, content: { name: string; message?: string; Message?: string }): Error {
  return Object.assign(new Error(content.message ?? content.Message), {
    name: content.name,
    $fault: status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: status, attempts: 1 },
  });
}
