import { shapeOf } from "./model/model.ts";

/** An error as the Lambda API answers it, with the name of the model's exception. */
export class ServiceError extends Error {
  readonly status: number;
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
    this.status = shapeOf(name).error?.httpStatusCode ?? 500;
  }
}

/** The body of an error's answer: the model has `message` in some exceptions, `Message` in others. */
export function errorBody({ name, message }: ServiceError): object {
  const { members = {}, error } = shapeOf(name);
  return { Type: error?.senderFault ? "User" : "Service", ["message" in members ? "message" : "Message"]: message };
}

export const invalidParameter = (message: string) => new ServiceError("InvalidParameterValueException", message);

export const invalidToken = () => invalidParameter("Invalid Checkpoint Token"); // the SDK knows this one by its wording

export const callbackClosed = () =>
  new ServiceError("CallbackTimeoutException", "The callback has expired or was already completed.");

export const notFound = (message: string) => new ServiceError("ResourceNotFoundException", message);

export const conflict = (message: string) => new ServiceError("ResourceConflictException", message);

export const tooLarge = (what: string, bytes: number) =>
  new ServiceError("RequestTooLargeException", `${what} must be smaller than ${bytes} bytes.`);
