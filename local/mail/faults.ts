/** How sending goes wrong while it lasts, as SES would answer it. */
export type MailFault = keyof typeof ANSWERS;

// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
const ANSWERS = {
  down: { status: 503, type: "ServiceUnavailableException", message: "The mail service is switched off." },
  throttled: { status: 429, type: "TooManyRequestsException", message: "Maximum sending rate exceeded." },
} as const;

/** SES's answer to a call that goes wrong; the SDK reads the error's name from the header. */
export function faultyAnswer(fault: MailFault): Response {
  const { status, type, message } = ANSWERS[fault];
  return Response.json({ message }, { status, headers: { "x-amzn-errortype": type } });
}
