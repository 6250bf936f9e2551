import {
  BadRequestException$,
  MessageRejected$,
  NotFoundException$,
  TooManyRequestsException$,
} from "@aws-sdk/client-sesv2";

/** A fault of SES's, which answers every call until it is over. */
export type MailFault = keyof typeof FAULTS;

/** A call that SES refuses: one of the errors that SendEmail documents, and a sentence that says why. */
export class SesError extends Error {
  constructor(name: keyof typeof STATUSES, message: string) {
    super(message);
    this.name = name;
  }
}

// An error's schema holds its HTTP status among its traits.
const statusOf = (schema: readonly unknown[]): number => (schema[3] as { httpError: number }).httpError;

// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
const STATUSES = {
  BadRequestException: statusOf(BadRequestException$),
  MessageRejected: statusOf(MessageRejected$),
  NotFoundException: statusOf(NotFoundException$),
  TooManyRequestsException: statusOf(TooManyRequestsException$),
  // https://docs.aws.amazon.com/ses/latest/APIReference-V2/CommonErrors.html
  ServiceUnavailableException: 503,
  UnknownOperationException: 404,
};

// https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
const FAULTS = {
  down: new SesError("ServiceUnavailableException", "The email service is switched off."),
  throttled: new SesError("TooManyRequestsException", "Maximum sending rate exceeded."),
} as const;

/** SES's answer during a fault. */
export const faultyAnswer = (fault: MailFault): Response => refusal(FAULTS[fault]);

/** SES's answer to a call that it refuses; the SDK reads the error's name from the header. */
export function refusal({ name, message }: SesError): Response {
  const status = STATUSES[name as keyof typeof STATUSES];
  return Response.json({ message }, { status, headers: { "x-amzn-errortype": name } });
}
