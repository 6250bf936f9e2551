import { describe, expect, test } from "vitest";
import { mailEvent } from "../../local/mail/events.ts";
import type { Outcome } from "../../local/mail/outcome.ts";
import { mailReport } from "../../src/aws/mail-event.ts";
import { NOW } from "../../testkit/fakes.ts";

/** An event as SES's stand-in makes it, with parts of its detail replaced. */
function event(outcome: Outcome, over: Record<string, object> = {}) {
  const made = mailEvent(
    {
      messageId: "0100019a-1111",
      from: "onboarding@example.com",
      replyTo: [],
      destination: { to: ["ada@example.com"], cc: [], bcc: [] },
      subject: "Verify your address",
      body: { text: "Hello Ada" },
      headers: [],
      tags: [{ name: "onboarding", value: "1111" }],
      configurationSet: "onboarding",
      outcome,
      at: NOW.getTime() / 1000,
    },
    NOW,
    "us-east-1",
  );
  const detail = Object.fromEntries(
    Object.entries(made?.detail ?? {}).map(([key, value]) => [
      key,
      over[key] ? { ...(value as object), ...over[key] } : value,
    ]),
  );
  return { ...made, id: "event-1", detail };
}
const bounce = (bounceSubType: string, status?: string, bounceType = "Permanent") =>
  event("bounced", {
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: [{ emailAddress: "ada@example.com", status, diagnosticCode: "smtp; 550 Ada is no more" }],
    },
  });

describe("an event of SES's", () => {
  test("names the onboarding, where the email went, when and what happened", () => {
    expect(mailReport(event("bounced"))).toEqual({
      id: "event-1",
      onboardingId: "1111",
      email: "ada@example.com",
      state: "bounced",
      reason: "no such mailbox",
      at: "2026-11-24T09:00:00Z",
    });
  });

  test.each([
    ["General", "5.1.1", "no such mailbox"],
    ["NoEmail", undefined, "no such mailbox"],
    ["General", "5.1.2", "no such mail domain"],
    ["General", "5.1.10", "the domain takes no email"],
    [
      "OnAccountSuppressionList",
      "5.1.1",
      "earlier email to this address bounced or was reported, so it is on the suppression list",
    ],
    ["MailboxFull", "4.2.2", "the mailbox is full"],
    ["General", "5.2.2", "the mailbox is full"],
    ["General", "5.9.9", "the recipient's mail server did not take it (5.9.9)"],
    ["General", "Ada is no more", "the recipient's mail server did not take it"],
    ["Undetermined", undefined, "the recipient's mail server did not take it"],
    ["Constructor", undefined, "the recipient's mail server did not take it"],
  ])("of a bounce %s %s says why in words of ours", (subType, status, reason) => {
    expect(mailReport(bounce(subType, status))?.reason).toBe(reason);
  });

  test.each<[Outcome, Record<string, object>, string, string]>([
    ["complained", {}, "complained", ""],
    ["complained", { complaint: { complaintFeedbackType: "fraud" } }, "complained", "as fraud or phishing"],
    ["complained", { complaint: { complaintFeedbackType: undefined } }, "complained", ""],
    [
      "complained",
      { complaint: { complaintSubType: "OnAccountSuppressionList" } },
      "complained",
      "they had done so before, so it was not sent",
    ],
    ["rejected", {}, "rejected", "it takes it for a virus"],
    ["delayed", {}, "delayed", "the mailbox is full"],
    ["delayed", { deliveryDelay: { delayType: "Undetermined" } }, "delayed", ""],
  ])("%s %j is trouble", (outcome, over, state, reason) => {
    expect(mailReport(event(outcome, over))).toMatchObject({ state, reason });
  });

  const SUPPRESSED = "earlier email to this address bounced or was reported, so it is on the suppression list";
  test.each([
    ["NoEmail", "no such mailbox"],
    ["Suppressed", SUPPRESSED],
    ["OnAccountSuppressionList", SUPPRESSED],
    ["OnTenantSuppressionList", SUPPRESSED],
    ["EmailValidationSuppressed", "the email service doubts that this address exists, so it was not sent"],
    ["CustomTimeoutExceeded", "the recipient's mail server did not take it in time"],
    ["MailboxFull", "the mailbox is full"],
    ["MessageTooLarge", "the email is too large for the recipient's mail server"],
    ["ContentRejected", "the recipient's mail server refused its content"],
    ["AttachmentRejected", "the recipient's mail server refused its attachment"],
  ])("has a reason in words for a bounce that SES calls %s", (subType, reason) => {
    expect(mailReport(bounce(subType))?.reason).toBe(reason);
  });

  test.each([
    ["5.1.1", "no such mailbox"],
    ["5.1.2", "no such mail domain"],
    ["5.1.6", "the mailbox has moved"],
    ["5.1.10", "the domain takes no email"],
    ["5.2.1", "the mailbox is disabled"],
    ["4.2.2", "the mailbox is full"],
    ["5.3.4", "the email is too large for the recipient's mail server"],
    ["4.4.4", "the domain has no mail server"],
    ["5.7.1", "the recipient's mail server refused it (5.7.1)"],
    ["2.123.456", "the recipient's mail server did not take it (2.123.456)"],
    ["x5.1.1", "the recipient's mail server did not take it"],
    ["5.1.1x", "the recipient's mail server did not take it"],
    ["6.1.1", "the recipient's mail server did not take it"],
    ["5.1234.1", "the recipient's mail server did not take it"],
    ["5.1.1234", "the recipient's mail server did not take it"],
  ])("has a reason in words for a bounce of status %s", (status, reason) => {
    expect(mailReport(bounce("General", status))?.reason).toBe(reason);
  });

  test.each([
    ["has a status", bounce("General", "4.4.7", "Transient")],
    ["is permanent", bounce("General", undefined)],
    ["says of what kind it is", bounce("MailboxFull", undefined, "Transient")],
  ])("is no automatic reply where it %s", (_what, bounced) => {
    expect(mailReport(bounced)?.state).toBe("bounced");
  });

  test("is no automatic reply where one of the recipients has a status", () => {
    const bouncedRecipients = [{ emailAddress: "a@example.com" }, { emailAddress: "b@example.com", status: "4.4.7" }];
    const bounced = event("bounced", {
      bounce: { bounceType: "Transient", bounceSubType: "General", bouncedRecipients },
    });
    expect(mailReport(bounced)?.state).toBe("bounced");
  });

  test("has a reason where a bounce says nothing of its kind or of its recipient", () => {
    const silent = event("bounced", { bounce: { bounceSubType: undefined, bouncedRecipients: [] } });
    expect(mailReport(silent)?.reason).toBe("the recipient's mail server did not take it");
  });

  test.each([
    ["InternalFailure", "the email service has a problem"],
    ["BYOIPHostNameLookupUnavailable", "the email service has a problem"],
    ["SendingDeferral", "the email service sends it later"],
    ["MailboxFull", "the mailbox is full"],
    ["SpamDetected", "the recipient's mail server takes it for spam"],
    ["RecipientServerError", "the recipient's mail server has a problem"],
    ["IPFailure", "the recipient's mail server refuses the email service for now"],
    ["TransientCommunicationFailure", "the recipient's mail server could not be reached"],
    [undefined, ""],
  ])("has a reason in words for a delay that SES calls %s", (delayType, reason) => {
    expect(mailReport(event("delayed", { deliveryDelay: { delayType } }))?.reason).toBe(reason);
  });

  test.each([
    ["virus", "as carrying a virus"],
    ["auth-failure", "as failing authentication"],
  ])("has a reason in words for a complaint of type %s", (complaintFeedbackType, reason) => {
    expect(mailReport(event("complained", { complaint: { complaintFeedbackType } }))?.reason).toBe(reason);
  });

  test.each([
    ["without an ID", { ...event("bounced"), id: "" }],
    ["without a time", { ...event("bounced"), time: "now" }],
  ])("is ignored %s", (_what, ignored) => {
    expect(mailReport(ignored)).toBeUndefined();
  });

  test.each([
    ["a delivery", event("delivered")],
    ["an automatic reply", event("replied")],
    ["a complaint taken back", event("complained", { complaint: { complaintFeedbackType: "not-spam" } })],
    ["an email of someone else's", event("bounced", { mail: { tags: { "ses:configuration-set": ["other"] } } })],
    ["several recipients", event("bounced", { mail: { destination: ["ada@example.com", "grace@example.com"] } })],
    ["another service's event", { ...event("bounced"), source: "aws.lambda" }],
    ["nothing", undefined],
  ])("is ignored where it is about %s", (_what, ignored) => {
    expect(mailReport(ignored)).toBeUndefined();
  });
});
