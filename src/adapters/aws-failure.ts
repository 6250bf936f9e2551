/**
 * A failed AWS call, retold by its name alone, such as AccessDeniedException or ECONNREFUSED. The SDK's own message is left
 * out, for it may quote what was sent: an address, a name, a callback ID.
 */
export function awsFailure(service: string, error: unknown): Error {
  const name = nameOf(error);
  const failure = new Error(`The call to ${service} failed: ${name}.`);
  failure.name = name;
  return failure;
}

/** A network error is called just "Error", and says more by its code. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return "Error";
  }
  return error.name === "Error" && "code" in error && typeof error.code === "string" ? error.code : error.name;
}
