import type { Call, Vendor } from "./border.ts";

/** The answer by which a vendor refuses a call for good, as it answers it: Slack with a response, AWS with an error. */
export function refusal({ vendor }: Pick<Call, "vendor">): Response {
  if (vendor === "slack") {
    return Response.json({ ok: false, error: "channel_not_found" });
  }
  throw awsError(REFUSALS[vendor], 400);
}

const REFUSALS: Record<Exclude<Vendor, "slack">, string> = {
  dynamodb: "AccessDeniedException",
  lambda: "InvalidParameterValueException",
  ses: "MessageRejected",
};

/** An error as an AWS client throws it. */
export function awsError(name: string, httpStatusCode: number): Error {
  return Object.assign(new Error(`The test made this call fail: ${name}.`), { name, $metadata: { httpStatusCode } });
}
