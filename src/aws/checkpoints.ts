import { awsFailure } from "../domain/failures.ts";
import { LambdaClient, type LambdaClientConfig, LambdaServiceException } from "@aws-sdk/client-lambda";

/** The same limits as the durable SDK's own client. */
const PATIENT = {
  requestHandler: {
    connectionTimeout: 5_000,
    socketTimeout: 50_000,
    requestTimeout: 55_000,
    throwOnRequestTimeout: true,
  },
} as const;

/** By a message that begins like this, the durable SDK recognises that another invocation has taken over. */
const SPENT_TOKEN = "Invalid Checkpoint Token";

/**
 * The client that the durable SDK checkpoints with. The SDK logs failures in full, and a service's message may quote what it was sent:
 * profiles and callback IDs. So this client's errors hold only their names and what the SDK distinguishes them by.
 */
export function checkpointClient(config: LambdaClientConfig = {}): LambdaClient {
  const client = new LambdaClient({ ...PATIENT, ...config });
  client.middlewareStack.add((next) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      throw retold(error);
    }
  });
  return client;
}

function retold(error: unknown): Error {
  const failure = awsFailure("Lambda's checkpoints", error);
  if (!(error instanceof LambdaServiceException)) {
    return failure;
  }
  const { message, $metadata } = error;
  return Object.assign(failure, { $metadata, ...(message.startsWith(SPENT_TOKEN) ? { message: SPENT_TOKEN } : {}) });
}
