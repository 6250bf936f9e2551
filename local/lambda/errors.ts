/** An error as the Lambda API answers it: the name is the exception's, the status its documented HTTP status. */
export class ServiceError extends Error {
  readonly status: number;
  constructor(name: string, status: number, message: string) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export const invalidParameter = (message: string) => new ServiceError("InvalidParameterValueException", 400, message);

export const invalidToken = () => invalidParameter("Invalid Checkpoint Token"); // the SDK knows this one by its wording

export const callbackClosed = () =>
  new ServiceError("CallbackTimeoutException", 400, "The callback has expired or was already completed.");

export const notFound = (message: string) => new ServiceError("ResourceNotFoundException", 404, message);

export const tooLarge = (what: string, bytes: number) =>
  new ServiceError("RequestTooLargeException", 413, `${what} must be smaller than ${bytes} bytes.`);
