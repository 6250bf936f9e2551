import { randomUUID } from "node:crypto";
import { bareAddress } from "./rules.ts";
import type { Outcome } from "./outcome.ts";
import type { StoredMail } from "./recorder.ts";

/** An event of SES's as EventBridge delivers it. */
export interface MailEvent {
  version: "0";
  id: string;
  "detail-type": string;
  source: "aws.ses";
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: { eventType: string; mail: object; [part: string]: unknown };
}

const ACCOUNT = "000000000000";

/**
 * The event that reports an email's outcome; undefined for an email without a configuration set, which is what has the destination
 * for events. @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html for `detail`, and
 * https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html for the envelope.
 */
export function mailEvent(mail: StoredMail, now: Date, region: string): MailEvent | undefined {
  if (mail.configurationSet === undefined) {
    return undefined;
  }
  const { type, ...detail } = describe(mail, now.toISOString());
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": type,
    source: "aws.ses",
    account: ACCOUNT,
    time: `${now.toISOString().slice(0, 19)}Z`,
    region,
    resources: [`arn:aws:ses:${region}:${ACCOUNT}:configuration-set/${mail.configurationSet}`],
    detail: { ...detail, mail: described(mail, region) },
  };
}

function describe(mail: StoredMail, timestamp: string) {
  const recipients = Object.values(mail.destination).flat();
  const each = recipients.map((emailAddress) => ({ emailAddress }));
  const feedbackId = `${mail.messageId.slice(0, 16)}-${randomUUID()}-000000`;
  const failed = (bounceSubType: string, diagnosticCode: string) => ({
    type: "Email Bounced",
    eventType: "Bounce",
    bounce: {
      bounceType: "Permanent",
      bounceSubType,
      bouncedRecipients: each.map((recipient) => ({ ...recipient, action: "failed", status: "5.1.1", diagnosticCode })),
      timestamp,
      feedbackId,
      reportingMTA: "dns; a8-21.smtp-out.amazonses.com",
    },
  });
  const of: Record<Outcome, { type: string; eventType: string; [part: string]: unknown }> = {
    delivered: {
      type: "Email Delivered",
      eventType: "Delivery",
      delivery: {
        timestamp,
        processingTimeMillis: 500,
        recipients,
        smtpResponse: "250 2.0.0 OK",
        reportingMTA: "a8-21.smtp-out.amazonses.com",
      },
    },
    // The email arrives, and an out-of-office message comes back, which has no delivery status.
    // https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types
    replied: {
      type: "Email Bounced",
      eventType: "Bounce",
      bounce: {
        bounceType: "Transient",
        bounceSubType: "General",
        bouncedRecipients: each,
        timestamp,
        feedbackId,
      },
    },
    bounced: failed("General", "smtp; 550 5.1.1 user unknown"),
    suppressed: failed("Suppressed", "Amazon SES has suppressed sending to this address"),
    complained: {
      type: "Email Complaint Received",
      eventType: "Complaint",
      complaint: {
        complainedRecipients: each,
        timestamp,
        feedbackId,
        userAgent: "Amazon SES Mailbox Simulator",
        complaintFeedbackType: "abuse",
        arrivalDate: timestamp,
      },
    },
    delayed: {
      type: "Email Delivery Delayed",
      eventType: "DeliveryDelay",
      deliveryDelay: {
        timestamp,
        delayType: "MailboxFull",
        expirationTime: new Date(Date.parse(timestamp) + 14 * 3_600_000).toISOString(),
        delayedRecipients: each.map((recipient) => ({
          ...recipient,
          status: "4.2.2",
          diagnosticCode: "smtp; 452 4.2.2 mailbox full",
        })),
      },
    },
    rejected: { type: "Email Rejected", eventType: "Reject", reject: { reason: "Bad content" } },
  };
  return of[mail.outcome];
}

function described(
  { messageId, from, destination, subject, at, headers, tags, configurationSet }: StoredMail,
  region: string,
) {
  const timestamp = new Date(at * 1000).toISOString();
  const { to, cc } = destination;
  const source = bareAddress(from);
  const common = { from: [from], to, ...(cc.length > 0 ? { cc } : {}), messageId, subject };
  return {
    timestamp,
    source,
    sourceArn: `arn:aws:ses:${region}:${ACCOUNT}:identity/${source}`,
    sendingAccountId: ACCOUNT,
    messageId,
    destination: Object.values(destination).flat(),
    headersTruncated: false,
    headers: [
      { name: "From", value: from },
      { name: "To", value: to.join(", ") },
      { name: "Subject", value: subject },
      ...headers,
    ],
    commonHeaders: common,
    tags: {
      "ses:configuration-set": [configurationSet],
      "ses:from-domain": [source.split("@")[1]],
      ...Object.fromEntries(tags.map(({ name, value }) => [name, [value]])),
    },
  };
}
