import { SendEmailCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import type { Clock } from "../domain/clock.ts";
import { ONBOARDING_TAG } from "../domain/mail-trouble.ts";
import type { Links, Mail } from "../domain/ports.ts";
import { type User, onboardingId } from "../domain/user.ts";
import type { MailContent } from "./layout.ts";
import { type Asking, reminderMail, verificationMail, welcomeMail, type Writing } from "./messages.ts";
import { sender } from "./sender.ts";
import { sesFailure } from "./ses-failure.ts";

/** Asks other machines not to answer. RFC 3834, section 5 */
const AUTOMATIC = { Name: "Auto-Submitted", Value: "auto-generated" };

/** A tracked link leads through a third party, which would then hold the token. */
const UNTRACKED = { Tracking: { OpenTrackingEnabled: "DISABLED", ClickTrackingEnabled: "DISABLED" } } as const;

/**
 * Emails through SES, from an address that SES has verified; `verifyUrl` is the verification page's address. Throws Throttled with a
 * delay, PermanentFailure under SES's own name, or an error that is worth a retry; no error holds an address.
 */
export function sesMail(
  client: SESv2Client,
  {
    from,
    fromName,
    configurationSet,
    writing,
    links,
    verifyUrl,
    now,
  }: {
    from: string;
    fromName: string;
    /** Has SES report what becomes of each email. */
    configurationSet: string;
    writing: Writing;
    links: Pick<Links, "issue" | "code">;
    verifyUrl: string;
    now: Clock;
  },
): Mail {
  const askingFor = async (user: User): Promise<Asking> => {
    const url = new URL(verifyUrl);
    url.searchParams.set("token", await links.issue(user));
    return { link: url.href, code: await links.code(user), now: now(), ...writing };
  };

  const send = async (user: User, { subject, text, html }: MailContent): Promise<void> => {
    const command = new SendEmailCommand({
      FromEmailAddress: sender(fromName, from),
      Destination: { ToAddresses: [user.email] },
      ReplyToAddresses: writing.brand.supportEmail === undefined ? undefined : [writing.brand.supportEmail],
      Content: {
        Simple: {
          Subject: utf8(subject),
          Body: { Text: utf8(text), Html: utf8(html) },
          Headers: [AUTOMATIC, ...threading(user, from.slice(from.lastIndexOf("@") + 1))],
        },
      },
      ConfigurationSetName: configurationSet,
      EmailTags: [{ Name: ONBOARDING_TAG, Value: onboardingId(user) }],
      ConfigurationOverrides: UNTRACKED,
    });
    try {
      await client.send(command);
    } catch (error) {
      throw sesFailure(error);
    }
  };

  return {
    sendVerification: async (user) => send(user, await verificationMail(user, await askingFor(user))),
    sendReminder: async (user) => send(user, await reminderMail(user, await askingFor(user))),
    sendWelcome: async (user) => send(user, await welcomeMail(user, writing)),
  };
}

/**
 * Keeps an onboarding's emails in one thread: all refer to one message that was never sent. SES replaces every Message-ID with its own,
 * so no email can start the thread. Email programs also thread by a parent that they don't have.
 * https://docs.aws.amazon.com/ses/latest/dg/header-fields.html https://www.rfc-editor.org/rfc/rfc5256#section-3
 */
function threading(user: User, domain: string) {
  const root = `<${onboardingId(user)}@${domain}>`;
  return [
    { Name: "In-Reply-To", Value: root },
    { Name: "References", Value: root },
  ];
}

const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
