import type { ErrorObject, OperationUpdate } from "@aws-sdk/client-lambda";
import { invalidParameter } from "../errors.ts";

// The model's only limit on these is 6 MB.

/** @see https://github.com/aws/aws-durable-execution-sdk-python/issues/342 */
const MAX_PAYLOAD_BYTES = 256 * 1024;

/** @see https://github.com/aws/aws-durable-execution-sdk-python-testing/blob/47bdbc0/src/aws_durable_execution_sdk_python_testing/checkpoint/validators/checkpoint.py */
const MAX_ERROR_BYTES = 32 * 1024;

/**
 * How many operations one execution may have, and how much it may write: its input, its results and its errors.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * @see https://docs.aws.amazon.com/durable-execution/patterns/best-practices/state/
 */
const MAX_OPERATIONS = 3000;
const MAX_WRITTEN_BYTES = 100 * 1024 * 1024;

/**
 * Throws InvalidParameterValueException for an execution that goes beyond its quotas; the SDK then fails it. AWS documents the
 * quotas, but neither the exception nor its wording.
 */
export function checkQuotas(operations: number, writtenBytes: number): void {
  if (operations > MAX_OPERATIONS) {
    throw invalidParameter(`A durable execution can have at most ${MAX_OPERATIONS} operations.`);
  }
  if (writtenBytes > MAX_WRITTEN_BYTES) {
    throw invalidParameter(`A durable execution can write at most ${MAX_WRITTEN_BYTES} bytes.`);
  }
}

/** What an update writes of a function's data, in bytes. */
export const bytesOf = ({ Payload = "", Error }: OperationUpdate) =>
  Buffer.byteLength(Payload) + (Error ? Buffer.byteLength(JSON.stringify(Error)) : 0);

/** Throws InvalidParameterValueException for an operation's payload or error that is too large. */
export function checkSizes({ Type, Payload = "", Error }: OperationUpdate): void {
  // An execution's own result may be as large as a response, which the model limits.
  if (Type !== "EXECUTION" && Buffer.byteLength(Payload) > MAX_PAYLOAD_BYTES) {
    throw invalidParameter(`${Type} output payload size must be less than or equal to ${MAX_PAYLOAD_BYTES} bytes.`);
  }
  if (Error) {
    checkErrorSize(Error);
  }
}

/** Throws InvalidParameterValueException for an error that is too large. */
export function checkErrorSize(error: ErrorObject): void {
  if (Buffer.byteLength(JSON.stringify(error)) > MAX_ERROR_BYTES) {
    throw invalidParameter(`Error object size must be less than or equal to ${MAX_ERROR_BYTES} bytes.`);
  }
}
