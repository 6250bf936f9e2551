import * as v from "valibot";
import { type MailReport, ONBOARDING_TAG } from "../domain/mail-trouble.ts";

const text = v.optional(v.string());

// `detail` is the record that SES publishes to SNS too: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
const Detail = v.variant("eventType", [
  v.object({
    eventType: v.literal("Bounce"),
    bounce: v.object({ bounceType: text, bounceSubType: text, bouncedRecipients: v.array(v.object({ status: text })) }),
  }),
  v.object({
    eventType: v.literal("Complaint"),
    complaint: v.object({ complaintSubType: v.nullish(v.string()), complaintFeedbackType: text }),
  }),
  v.object({ eventType: v.literal("Reject") }),
  v.object({ eventType: v.literal("DeliveryDelay"), deliveryDelay: v.object({ delayType: text }) }),
]);
type Detail = v.InferOutput<typeof Detail>;

const MailEvent = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  source: v.literal("aws.ses"),
  time: v.pipe(v.string(), v.isoTimestamp()),
  detail: v.intersect([
    Detail,
    v.object({
      mail: v.object({
        destination: v.strictTuple([v.string()]),
        tags: v.object({ [ONBOARDING_TAG]: v.strictTuple([v.string()]) }),
      }),
    }),
  ]),
});

/**
 * What an SES event from EventBridge reports about one of our emails; undefined for any other event, and for one that reports no problem.
 * The reason is in our own words, because a mail server's answer can name people.
 */
export function mailReport(event: unknown): MailReport | undefined {
  const parsed = v.safeParse(MailEvent, event);
  if (!parsed.success) {
    return undefined;
  }
  const { id, time: at, detail } = parsed.output;
  const trouble = troubleIn(detail);
  const {
    destination: [email],
    tags: {
      [ONBOARDING_TAG]: [onboardingId],
    },
  } = detail.mail;
  return trouble && { ...trouble, id, at, email, onboardingId };
}

function troubleIn(detail: Detail): Pick<MailReport, "state" | "reason"> | undefined {
  switch (detail.eventType) {
    case "Bounce":
      return isAutomaticReply(detail.bounce) ? undefined : { state: "bounced", reason: whyBounced(detail.bounce) };
    case "Complaint": {
      const { complaintSubType, complaintFeedbackType = "" } = detail.complaint;
      return complaintFeedbackType === "not-spam"
        ? undefined
        : {
            state: "complained",
            reason: complaintSubType ? COMPLAINED_BEFORE : (COMPLAINTS[complaintFeedbackType] ?? ""),
          };
    }
    case "Reject":
      return { state: "rejected", reason: "it takes it for a virus" }; // the only reason there is
    case "DeliveryDelay":
      return { state: "delayed", reason: DELAYS[detail.deliveryDelay.delayType ?? ""] ?? "" };
  }
}

type Bounce = Extract<Detail, { eventType: "Bounce" }>["bounce"];

/**
 * SES reports an out-of-office reply as a transient general bounce, although the email has arrived:
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types. AWS doesn't document how to tell the two apart. We
 * take it that a reply has no status: a status comes from a delivery status notification, which a failed delivery has (RFC 3464).
 */
function isAutomaticReply({ bounceType, bounceSubType, bouncedRecipients }: Bounce): boolean {
  return (
    bounceType === "Transient" &&
    bounceSubType === "General" &&
    bouncedRecipients.every(({ status }) => status === undefined)
  );
}

function whyBounced({ bounceSubType = "", bouncedRecipients }: Bounce): string {
  const status = /^[245]\.\d{1,3}\.\d{1,3}$/u.exec(bouncedRecipients[0]?.status ?? "")?.[0] ?? "";
  const known = BOUNCES[bounceSubType] ?? STATUSES[status.slice(2)];
  return known ?? `the recipient's mail server did not take it${status && ` (${status})`}`;
}

const SUPPRESSED = "earlier email to this address bounced or was reported, so it is on the suppression list";

// The subtypes that give a reason; General and Undetermined don't. AWS's page lists all but OnTenantSuppressionList and
// EmailValidationSuppressed, which we know only from programs that handle them.
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-bounce-types
const BOUNCES: Record<string, string> = {
  NoEmail: "no such mailbox",
  Suppressed: SUPPRESSED,
  OnAccountSuppressionList: SUPPRESSED,
  OnTenantSuppressionList: SUPPRESSED,
  EmailValidationSuppressed: "the email service doubts that this address exists, so it was not sent",
  CustomTimeoutExceeded: "the recipient's mail server did not take it in time",
  MailboxFull: "the mailbox is full",
  MessageTooLarge: "the email is too large for the recipient's mail server",
  ContentRejected: "the recipient's mail server refused its content",
  AttachmentRejected: "the recipient's mail server refused its attachment",
};

// The detail of an enhanced status code: https://www.rfc-editor.org/rfc/rfc3463#section-3, and RFC 7505 for 1.10
const STATUSES: Record<string, string> = {
  "1.1": "no such mailbox",
  "1.2": "no such mail domain",
  "1.6": "the mailbox has moved",
  "1.10": "the domain takes no email",
  "2.1": "the mailbox is disabled",
  "2.2": "the mailbox is full",
  "3.4": "the email is too large for the recipient's mail server",
  "4.4": "the domain has no mail server",
  "7.1": "the recipient's mail server refused it (5.7.1)",
};

const COMPLAINED_BEFORE = "they had done so before, so it was not sent";

// https://www.iana.org/assignments/marf-parameters/marf-parameters.xhtml
const COMPLAINTS: Record<string, string> = {
  fraud: "as fraud or phishing",
  virus: "as carrying a virus",
  "auth-failure": "as failing authentication",
};

// The types that give a reason; General and Undetermined don't.
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-delivery-delay-object
const DELAYS: Record<string, string> = {
  InternalFailure: "the email service has a problem",
  BYOIPHostNameLookupUnavailable: "the email service has a problem",
  SendingDeferral: "the email service sends it later",
  MailboxFull: "the mailbox is full",
  SpamDetected: "the recipient's mail server takes it for spam",
  RecipientServerError: "the recipient's mail server has a problem",
  IPFailure: "the recipient's mail server refuses the email service for now",
  TransientCommunicationFailure: "the recipient's mail server could not be reached",
};
