import { awsFailure, PermanentFailure, Throttled } from "../domain/failures.ts";

/**
 * What waiting can't fix: the account, the sender or the email itself must change first. A paused account isn't one of these,
 * because AWS or its owner can resume it. https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
const PERMANENT = new Set([
  "AccountSuspendedException",
  "BadRequestException",
  "MailFromDomainNotVerifiedException",
  "MessageRejected",
  "NotFoundException",
  "ValidationException", // https://docs.aws.amazon.com/ses/latest/APIReference-V2/CommonErrors.html
]);

const THROTTLING = new Set(["LimitExceededException", "ThrottlingException", "TooManyRequestsException"]);

// The sending rate is counted by the second and the quota by the day.
// https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
const RATE_SECONDS = 5;
const DAILY_QUOTA_SECONDS = 600;

/** A failed email in the domain's terms: Throttled, PermanentFailure under SES's own name, or an error to retry. */
export function sesFailure(error: unknown): Error {
  const failure = awsFailure("SES", error);
  if (PERMANENT.has(failure.name)) {
    return new PermanentFailure(failure.name, "SES refused the email permanently.");
  }
  if (THROTTLING.has(failure.name)) {
    const isDaily = error instanceof Error && /daily/iu.test(error.message);
    return new Throttled("SES asks to come back later.", isDaily ? DAILY_QUOTA_SECONDS : RATE_SECONDS);
  }
  return failure;
}
