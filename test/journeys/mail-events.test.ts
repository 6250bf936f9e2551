import { InvokeCommand } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

// Events with every field that AWS's own examples have, as EventBridge delivers them to the function that ships.
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html, the types of
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, and the envelope of
// https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html

const said: string[] = [];
const { stack, world } = await service({ log: (line) => said.push(line) });

const AT = new Date().toISOString();
const MESSAGE_ID = "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000";
const FEEDBACK_ID = "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000";
const FROM = "Sender Name <onboarding@example.com>";

/** What SES says of the email itself; of one that is delayed it leaves the headers out. */
function mailOf(email: string, onboarding: string, withHeaders = true) {
  const headers = {
    headers: [
      { name: "From", value: FROM },
      { name: "To", value: email },
      { name: "Subject", value: "Confirm your email address" },
      { name: "MIME-Version", value: "1.0" },
      { name: "Content-Type", value: 'multipart/alternative; boundary="----=_Part_7307378_1629847660.1516840721503"' },
    ],
    commonHeaders: { from: [FROM], to: [email], messageId: MESSAGE_ID, subject: "Confirm your email address" },
  };
  return {
    timestamp: AT,
    source: FROM,
    sourceArn: "arn:aws:ses:us-east-1:123456789012:identity/example.com",
    sendingAccountId: "123456789012",
    messageId: MESSAGE_ID,
    destination: [email],
    headersTruncated: false,
    ...(withHeaders ? headers : {}),
    tags: {
      "ses:operation": ["SendEmail"],
      "ses:configuration-set": ["ConfigSet"],
      "ses:source-ip": ["192.0.2.0"],
      "ses:from-domain": ["example.com"],
      "ses:caller-identity": ["ses_user"],
      onboarding: [onboarding],
    },
  };
}

const bounce =
  (bounceType: string, bounceSubType: string, dsn: object = {}) =>
  (emailAddress: string) => ({
    eventType: "Bounce",
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: [{ emailAddress, ...dsn }],
      timestamp: AT,
      feedbackId: FEEDBACK_ID,
      ...("status" in dsn ? { reportingMTA: "dsn; mta.example.com" } : {}),
    },
  });
const status = (code: string, diagnosticCode: string) => ({ action: "failed", status: code, diagnosticCode });
const complaint =
  (of: object = {}) =>
  (emailAddress: string) => ({
    eventType: "Complaint",
    complaint: { complainedRecipients: [{ emailAddress }], timestamp: AT, feedbackId: FEEDBACK_ID, ...of },
  });
const report = (complaintFeedbackType: string) => ({
  complaintSubType: null,
  userAgent: "ExampleCorp Feedback Loop (V0.01)",
  complaintFeedbackType,
  arrivalDate: AT,
});
const delay = (delayType: string) => (emailAddress: string) => ({
  eventType: "DeliveryDelay",
  deliveryDelay: {
    timestamp: AT,
    delayType,
    expirationTime: AT,
    delayedRecipients: [
      { emailAddress, status: "4.4.1", diagnosticCode: "smtp; 421 4.4.1 Unable to connect to remote host" },
    ],
  },
});

type Example = [name: string, type: string, detail: (email: string) => object, says: string | undefined];

/** Events about one email after the other, each graver than the one before it. Those that are no trouble come first: if one were noted, no delay would be shown. */
const EXAMPLES: Example[][] = [
  [
    ["out-of-office", "Email Bounced", bounce("Transient", "General"), undefined],
    ["no-spam", "Email Complaint Received", complaint(report("not-spam")), undefined],
    ["send", "Email Sent", () => ({ eventType: "Send", send: {} }), undefined],
    [
      "rendering-failure",
      "Email Rendering Failed",
      () => ({ eventType: "Rendering Failure", failure: { templateName: "MyTemplate", errorMessage: "Attribute" } }),
      undefined,
    ],
    [
      "delay",
      "Email Delivery Delayed",
      delay("TransientCommunicationFailure"),
      "is delayed: the recipient's mail server could not be reached.",
    ],
    [
      "bounce",
      "Email Bounced",
      bounce("Permanent", "General", status("5.1.1", "smtp; 550 5.1.1 user unknown")),
      "bounced: no such mailbox.",
    ],
    ["complaint", "Email Complaint Received", complaint(report("abuse")), "reported the email"],
  ],
  [
    ["deferral", "Email Delivery Delayed", delay("SendingDeferral"), "is delayed: the email service sends it later."],
    ["bounce-without-dsn", "Email Bounced", bounce("Permanent", "General"), "bounced: the recipient's mail server"],
    [
      "complaint-without-report",
      "Email Complaint Received",
      complaint({ complaintSubType: "OnAccountSuppressionList" }),
      "they had done so before",
    ],
  ],
  [
    [
      "undetermined",
      "Email Bounced",
      bounce("Undetermined", "Undetermined"),
      "bounced: the recipient's mail server did not take it.",
    ],
  ],
  [
    [
      "soft-bounce",
      "Email Bounced",
      bounce("Transient", "MailboxFull", status("4.2.2", "smtp; 452 4.2.2 over quota")),
      "bounced: the mailbox is full.",
    ],
  ],
  [
    [
      "suppressed",
      "Email Bounced",
      bounce("Permanent", "OnAccountSuppressionList", status("5.1.1", "Amazon SES did not send the message")),
      "bounced: earlier email to this address bounced or was reported",
    ],
  ],
  [
    [
      "reject",
      "Email Rejected",
      () => ({ eventType: "Reject", reject: { reason: "Bad content" } }),
      "did not send the email",
    ],
  ],
];

/** Hands the function an event about the email of this user's onboarding, or of the one whose execution this is. */
async function deliver(
  userId: string,
  name: string,
  type: string,
  detail: (email: string) => object,
  execution?: string,
): Promise<void> {
  const now = (await world.profile(userId)) as { email: string; execution: string; created_at: string };
  const about = execution ?? now.execution;
  const mail = mailOf(now.email, about.slice(about.lastIndexOf("/") + 1), !type.endsWith("Delayed"));
  const event = {
    version: "0",
    id: `event-${name}`,
    "detail-type": type,
    source: "aws.ses",
    account: "123456789012",
    time: now.created_at.replace(/\.\d+/u, ""),
    region: "us-east-1",
    resources: ["arn:aws:ses:us-east-1:123456789012:configuration-set/ConfigSet"],
    detail: { ...detail(now.email), mail },
  };
  const invocation = new InvokeCommand({ FunctionName: "mail-events", Payload: JSON.stringify(event) });
  expect((await world.lambda.send(invocation)).FunctionError).toBeUndefined();
}

test.each(EXAMPLES.map((events) => ({ events, names: events.map(([name]) => name).join(", ") })))(
  "what SES reports of an email is on the card as it should be: $names",
  async ({ events }) => {
    const user_id = `with-${events[0]?.[0]}`;
    const email = `${user_id}@example.com`;
    await world.start({ user_id, email, name: "Ada Lovelace" });
    const card = await world.pendingCard(email);
    for (const [name, type, detail, says] of events) {
      await deliver(user_id, name, type, detail);
      await (says && expectSoon(async () => (await world.card(email)).text).toContain(says));
    }
    expect((await world.card(email)).ts).toBe(card.ts);
    expect(said.join("")).not.toContain(email);
  },
);

test("an event about an onboarding that has ended, or about an earlier one, changes nothing", async () => {
  const email = "late@example.com";
  const start = () => world.start({ user_id: "late", email, name: "Ada Lovelace" });
  const ended = await start();
  const { ts } = await world.pendingCard(email);
  await stack.slack.press({ user: "U0ADMIN", ts, actionId: "reject" });
  await expectSoon(async () => (await world.execution(ended)).status).toBe("SUCCEEDED");
  const seen = async () => ({ profile: await world.profile("late"), cards: await world.cards(email) });
  const oneOfEachType = [...new Map(EXAMPLES.flat().map((example) => [example[1], example])).values()];
  const deliverAll = async () => {
    for (const [name, type, detail] of oneOfEachType) {
      await deliver("late", name, type, detail, ended);
    }
  };

  const over = await seen();
  await deliverAll();
  expect(await seen()).toEqual(over);

  await start();
  await expectSoon(() => world.status("late")).toBe("PENDING_EMAIL_VERIFICATION");
  await expectSoon(async () => (await world.profile("late"))?.["card"]).toBeDefined();
  const again = await seen();
  await deliverAll();
  expect(await seen()).toEqual(again);
});
