import { LOCAL } from "../../../local/address.ts";
import type { Account } from "./aws.ts";
import { FILLED_IN, inDays, passing, RETURNED, VERIFIED, withCode } from "./examined.ts";

/** Something that is wrong with a deployment, what the doctor says of it, and part of what to do. */
type Case = [what: string, breaks: (it: Account) => unknown, says: string, fix: string];

const outputs = (over: Record<string, string>) => (it: Account) => Object.assign(it.stack.outputs, over);
const secret = (value: string) => (it: Account) => (it.secrets["slack-secret"] = value);
const ses = (over: object) => (it: Account) => Object.assign(it.ses, over);
const identities = (all: Record<string, object>) => (it: Account) => (it.identities = all);
const dryRun = (check: string, error: string) => (it: Account) => (it.dryRun = passing({ [check]: error }));

const DEPLOYMENT: Case[] = [
  ["expired credentials", (it) => (it.knowsYou = false), "credentials: AWS does not know you.", "aws sso login"],
  ["another stage", (it) => (it.stack.name = "Onboarding-prod"), "stack: There is no stack", "npm run deploy"],
  [
    "a deployment that failed",
    (it) => Object.assign(it.stack, { status: "ROLLBACK_COMPLETE", outputs: {} }),
    "is ROLLBACK_COMPLETE",
    "describe-stack-events",
  ],
  [
    "an old deployment",
    (it) => delete it.stack.outputs["AlarmTopic"],
    "has no output AlarmTopic: another version",
    "Deploy this version",
  ],
  ["a function that is not durable", (it) => delete it.alias.DurableConfig, "function: The function", "Deploy again"],
  ["a function that is not ready", (it) => (it.alias.State = "Pending"), "function: The function is Pending", "minute"],
  [
    "a new account's concurrency",
    (it) => Object.assign(it.lambda.AccountLimit, { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 }),
    "concurrency: Only 10 of the account's 10 concurrent invocations",
    "Service Quotas",
  ],
  [
    "a full code storage",
    (it) => (it.lambda.AccountUsage.TotalCodeSize = it.lambda.AccountLimit.TotalCodeSize * 0.9),
    "code storage: 270.0 of 300 GB used. A deployment fails",
    "docs/operations.md",
  ],
  ["a short link secret", (it) => (it.secrets["link-secret"] = "short"), "link secret: It has fewer", "operations.md"],
];

const SLACK: Case[] = [
  ["a placeholder", secret('{"bot_token":"replace-me"}'), "slack-secret is empty or still a placeholder", "Fill it in"],
  ["half a secret", secret('{"bot_token":"xoxb-1"}'), "is not usable: must be JSON like", "Fill it in"],
  ["a secret that is gone", (it) => delete it.secrets["slack-secret"], "It cannot be read.", "Fill it in"],
  [
    "a revoked token",
    secret(FILLED_IN.replace(LOCAL.botToken, "xoxb-revoked")),
    "Slack's token: Slack refuses it: invalid_auth",
    "Copy the Bot User OAuth Token again",
  ],
  ["an unknown channel", outputs({ Channel: "C0NOWHERE" }), "C0NOWHERE: channel_not_found", "invite the app"],
  ["a channel without the app", outputs({ Channel: "C0GENERAL" }), "C0GENERAL: not_in_channel", "/invite @Onboarding"],
  ["an escalation that can't be posted", outputs({ EscalatesTo: "C0GENERAL" }), "C0GENERAL: not_in_channel", "/invite"],
  [
    "a user group that can't be notified",
    outputs({ Notified: "S0EMPTY" }),
    "user groups: The user group S0EMPTY has no members, or is disabled.",
    "Add people to it",
  ],
  [
    "an unknown user group",
    outputs({ Approvers: "U0ADMIN S0NOWHERE" }),
    "user groups: The user group S0NOWHERE cannot be read: no_such_subteam",
    "Check approvers, requesters, notify and escalateTo",
  ],
  [
    "an empty user group",
    outputs({ Requesters: "S0EMPTY" }),
    "user groups: The user group S0EMPTY has no members, or is disabled.",
    "Add people to it",
  ],
];

const address = { ...VERIFIED, IdentityType: "EMAIL_ADDRESS", DkimAttributes: { SigningEnabled: false } };
const mailFrom = (over: object) => ({
  "example.com": { ...VERIFIED, MailFromAttributes: { MailFromDomain: "mail.example.com", ...over } },
});

export const PENDING = { SigningEnabled: true, Status: "PENDING" };

const EMAIL: Case[] = [
  ["no sender", identities({}), "verified neither onboarding@example.com nor example.com", "create-email-identity"],
  [
    "a sender that is not verified",
    identities({ [LOCAL.sender]: { ...address, VerifiedForSendingStatus: false } }),
    "sender: SES has verified neither",
    "follow the link",
  ],
  [
    "an address only",
    identities({ [LOCAL.sender]: { ...address, ...RETURNED } }),
    "DKIM: Email is not signed, because",
    "Verify the domain",
  ],
  [
    "DNS records that are missing",
    identities({ "example.com": { ...VERIFIED, DkimAttributes: PENDING, ...RETURNED } }),
    "DKIM: Email is not signed: DKIM for example.com is PENDING.",
    "Publish the DNS records",
  ],
  [
    "a MAIL FROM domain that failed",
    identities(mailFrom({ MailFromDomainStatus: "FAILED", BehaviorOnMxFailure: "USE_DEFAULT_VALUE" })),
    "MAIL FROM: The MAIL FROM domain mail.example.com is FAILED.",
    "MX and TXT",
  ],
  [
    "a MAIL FROM domain without which SES sends nothing",
    identities(mailFrom({ MailFromDomainStatus: "FAILED", BehaviorOnMxFailure: "REJECT_MESSAGE" })),
    "is FAILED: SES rejects every email.",
    "MX and TXT",
  ],
  ["paused sending", ses({ SendingEnabled: false }), "SES account: AWS has paused sending", "SES console"],
  ["a shut down account", ses({ EnforcementStatus: "SHUTDOWN" }), "SES account: AWS has paused sending", "SES console"],
  ["an account under review", ses({ EnforcementStatus: "PROBATION" }), "under review (PROBATION)", "SES console"],
  ["SES's sandbox", ses({ ProductionAccessEnabled: false }), "SES sandbox: The account is in", "production access"],
  [
    "a day's quota that is nearly used",
    ses({ SendQuota: { Max24HourSend: 200, SentLast24Hours: 190, MaxSendRate: 1 } }),
    "SES quota: 10 of 200 emails left for today",
    "Service Quotas",
  ],
  [
    "a day's quota that is used up",
    ses({ SendQuota: { Max24HourSend: 200, SentLast24Hours: 200, MaxSendRate: 1 } }),
    "SES quota: The day's 200 emails are sent",
    "Service Quotas",
  ],
  [
    "bounces that go on",
    ses({ SuppressionAttributes: {} }),
    "suppression list: Only our configuration set keeps",
    "BOUNCE COMPLAINT",
  ],
  [
    "a suppressed sender",
    (it) => (it.suppressed = [LOCAL.sender]),
    "suppression list: The sender's own address is on it (BOUNCE)",
    "delete-suppressed-destination",
  ],
];

const DRY_RUN: Case[] = [
  [
    "an execution that failed",
    (it) => (it.dryRun = { Status: "FAILED", Error: { ErrorType: "AccessDeniedException" } }),
    "dry run: The execution ended as FAILED with AccessDeniedException.",
    "permissions on its own executions",
  ],
  ["a role without links", dryRun("links", "AccessDeniedException"), "signing links: No link can be", "role is not"],
  ["a short link secret", dryRun("links", "LinkSecretTooShort"), "signing links: No link", "Rotating secrets"],
  ["a token Slack refuses", dryRun("slack", "slack_invalid_auth"), "reaching Slack: No card is posted", "Fill it in"],
  [
    "a role without the table",
    dryRun("table", "AccessDeniedException"),
    "using the table: No profile",
    "npm run deploy",
  ],
  ["a role without callbacks", dryRun("callback", "AccessDeniedException"), "giving up: An onboarding", "role is not"],
  [
    "a sender SES does not know",
    dryRun("email", "MessageRejected"),
    "sending email: No email goes",
    "Verify the sender",
  ],
  ["something new", dryRun("email", "SomethingNew"), "No email goes out: SomethingNew.", "function's log"],
];

const MONITORING: Case[] = [
  [
    "a paused execution",
    (it) => (it.executions = { 6: ["RUNNING", "PAUSED"], 7: ["RUNNING"] }),
    "unfinished: Onboardings: version 6 still has 2 (1 paused), version 7 still has 1.",
    "resume-durable-execution",
  ],
  [
    "executions that Lambda does not count",
    (it) => (it.metrics = { "Onboarding/dev": ["OnboardingsStarted"], "AWS/Lambda": ["Invocations"] }),
    "metrics: Onboardings are counted, but Lambda publishes no DurableExecutionStarted",
    "infra/measures.ts",
  ],
  ["alarms that nobody gets", (it) => (it.subscriptions = []), "alarms: Nobody receives alarms.", "Set alarmEmail"],
  [
    "a subscription that is not confirmed",
    (it) => it.subscriptions.push("PendingConfirmation"),
    "alarms: 1 of 2 subscriptions to alarms are not confirmed.",
    "Follow the link",
  ],
];

const PERMISSIONS = [
  ["acm:DescribeCertificate", "certificate"],
  ["cloudwatch:ListMetrics", "metrics"],
  ["lambda:GetAccountSettings", "concurrency"],
  ["lambda:GetDurableExecution", "dry run"],
  ["lambda:GetFunctionConfiguration", "function"],
  ["lambda:InvokeFunction", "dry run"],
  ["lambda:ListDurableExecutionsByFunction", "unfinished"],
  ["lambda:ListVersionsByFunction", "unfinished"],
  ["ses:GetAccount", "SES account"],
  ["ses:GetEmailIdentity", "sender"],
  ["ses:GetSuppressedDestination", "suppression list"],
].map(([action = "", check = ""]): Case => {
  const denied = (it: Account) => it.denied.push(action);
  return [`no ${action}`, denied, `${check}: `, `you need ${action}`];
});

const certificate = (over: object) => (it: Account) => Object.assign(it.certificate, over);
const RECORD = {
  DomainValidationOptions: [{ ResourceRecord: { Name: "_1.join.example.com", Type: "CNAME", Value: "_2.acm.aws" } }],
};
const CERTIFICATE: Case[] = [
  [
    "a certificate that waits for its DNS record",
    certificate({ Status: "PENDING_VALIDATION", ...RECORD }),
    "certificate: The certificate of join.example.com is PENDING_VALIDATION: nobody can open the page",
    "Create the DNS record _1.join.example.com CNAME _2.acm.aws",
  ],
  [
    "a certificate that failed",
    certificate({ Status: "FAILED", FailureReason: "CAA_ERROR" }),
    "certificate: The certificate of join.example.com is FAILED (CAA_ERROR)",
    'rename the construct "Certificate"',
  ],
  [
    "a certificate that ACM cannot renew",
    certificate({ RenewalSummary: { RenewalStatus: "PENDING_VALIDATION" }, ...RECORD }),
    "certificate: ACM cannot renew the certificate of join.example.com: PENDING_VALIDATION.",
    "Create the DNS record",
  ],
  [
    "a certificate that ends soon",
    (it) => (it.shows = inDays(29)),
    "certificate: The certificate that join.example.com shows ends in 29 days",
    "ACM console",
  ],
  [
    "a certificate for another name",
    (it) => (it.shows = withCode("ERR_TLS_CERT_ALTNAME_INVALID")),
    "certificate: join.example.com shows a certificate for another name",
    "output …Dns1",
  ],
  [
    "a certificate that has ended",
    (it) => (it.shows = withCode("CERT_HAS_EXPIRED")),
    "certificate: The certificate that join.example.com shows has ended",
    "Point it to API Gateway",
  ],
  [
    "a domain without a DNS record",
    (it) => (it.shows = withCode("ENOTFOUND")),
    "certificate: join.example.com has no DNS record.",
    "output …Dns1",
  ],
  [
    "a domain that does not answer",
    (it) => (it.shows = withCode("ECONNREFUSED")),
    "certificate: join.example.com cannot be reached by TLS. Error: ECONNREFUSED",
    "network",
  ],
];

export const dmarc = (record: string) => (it: Account) => (it.dns["_dmarc.example.com"] = [record]);
const DMARC: Case[] = [
  [
    "no DMARC record",
    (it) => (it.dns = {}),
    "DMARC: example.com has no valid DMARC record",
    "TXT record _dmarc.example.com",
  ],
  [
    "a DMARC record without a policy",
    dmarc("v=DMARC1"),
    "DMARC: example.com has no valid DMARC record",
    "v=DMARC1; p=none",
  ],
  [
    "a DMARC policy of none",
    dmarc("v=DMARC1; p=none"),
    "DMARC: Our email passes by DKIM (example.com), but _dmarc.example.com says p=none",
    "p=quarantine",
  ],
  [
    "DNS that does not answer",
    (it) => (it.dns["_dmarc.example.com"] = withCode("ETIMEOUT")),
    "DMARC: The DMARC record of example.com cannot be read. Error: ETIMEOUT",
    "network",
  ],
];

/** One of each fault that needs no function to be found. */
export const CASES = [
  ...DEPLOYMENT,
  ...CERTIFICATE,
  ...SLACK,
  ...EMAIL,
  ...DMARC,
  ...DRY_RUN,
  ...MONITORING,
  ...PERMISSIONS,
];
