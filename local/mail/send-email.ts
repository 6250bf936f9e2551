import type { SendEmailRequest } from "@aws-sdk/client-sesv2";
import { randomUUID } from "node:crypto";
import { bareAddress, checkRules, recipientsOf, type Account } from "./rules.ts";
import { outcomeOf } from "./outcome.ts";
import { parseSendEmail } from "./schema.ts";
import type { StoredMail } from "./recorder.ts";

/** The email that SES makes of a request's body at this time, in milliseconds since 1970. Throws a SesError as SES refuses it. */
export function sendEmail(body: unknown, account: Account, now: number): StoredMail {
  const request: SendEmailRequest = parseSendEmail(body);
  const { Subject, Body = {}, Headers = [] } = checkRules(request, account);
  const { Destination: to = {}, EmailTags: tags = [] } = request;
  const content = { html: Body.Html?.Data, text: Body.Text?.Data };
  return {
    messageId: `${now.toString(16).padStart(16, "0")}-${randomUUID()}-000000`,
    from: request.FromEmailAddress ?? "",
    replyTo: request.ReplyToAddresses ?? [],
    destination: { to: to.ToAddresses ?? [], cc: to.CcAddresses ?? [], bcc: to.BccAddresses ?? [] },
    subject: Subject?.Data ?? "",
    body: content,
    headers: Headers.map(({ Name = "", Value = "" }) => ({ name: Name, value: Value })),
    tags: tags.map(({ Name = "", Value = "" }) => ({ name: Name, value: Value })),
    configurationSet: request.ConfigurationSetName,
    outcome: outcomeOf(recipientsOf(request).map(bareAddress), content),
    at: Math.floor(now / 1000),
  };
}
