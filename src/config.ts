import * as v from "valibot";
import { BRAND } from "./domain/brand.ts";
import { LONG_NAME, fitsFromHeader } from "./email/sender.ts";
import {
  APPROVERS,
  ESCALATION,
  NOTIFY,
  PEOPLE,
  approversIn,
  escalationIn,
  notifiedIn,
  peopleIn,
} from "./domain/people.ts";
import { toAddress } from "./domain/address.ts";
import { READING } from "./domain/language.ts";
import { REMINDERS, remindersIn } from "./domain/spans.ts";

/** The environment doesn't configure this function; the message names every wrong variable and how to fix it. */
export class InvalidConfig extends Error {
  override name = "InvalidConfig";
}

const text = (what: string) =>
  v.pipe(v.string(`is not set; it holds ${what}`), v.nonEmpty(`is empty; it holds ${what}`));

const url = (what: string) => v.pipe(text(what), v.url(`is not a URL; it holds ${what}`));

/** A whole number within bounds. */
const whole = (unit: string, [least, most]: readonly [number, number], what: string) =>
  v.pipe(
    text(what),
    v.regex(/^\d{1,8}$/u, `is not a whole number of ${unit}; it holds ${what}`),
    v.transform(Number),
    v.minValue(least, `is less than ${least} ${unit}; it holds ${what}`),
    v.maxValue(most, `is more than ${most} ${unit}; it holds ${what}`),
  );

const YEAR_SECONDS = 31_536_000;

const table = text("the name of the profile table");
const slackSecret = text("the ID of the secret with Slack's bot token and signing secret");
const linkSecret = text("the ID of the secret that signs links");
// Only tests and the local stack set it; without it, Slack's own address is used.
const slackApiUrl = v.optional(url("the base address of Slack's Web API"));
// The local stack sets it where its Slack is more patient: what tests find must not depend on how busy the machine is.
const slackWaits = v.optional(
  whole("milliseconds", [1_000, 600_000], "how long Slack waits for the answer to a request"),
  "3000",
);

const approversChannel = text("the ID of the approvers' channel");
const retention = whole("days", [1, 3_650], "how long ended profiles are kept");

/** A text that `reading` understands. */
const readable = <Read>(reading: (setting: string) => Read | undefined, what: string) =>
  v.pipe(
    text(what),
    v.rawTransform<string, Read>(({ dataset, addIssue, NEVER }) => {
      const found = reading(dataset.value);
      if (found === undefined) {
        addIssue({ message: `is not usable; it holds ${what}` });
        return NEVER;
      }
      return found;
    }),
  );

const metricsNamespace = text("the CloudWatch namespace of the business metrics");

/** How a user confirms. A fault follows the setting's name. */
export const CONFIRM = v.optional(v.picklist(["button", "code"], 'is neither "button" nor "code"'), "button");

const OnboardVariables = v.object({
  TABLE_NAME: table,
  SLACK_SECRET_ID: slackSecret,
  LINK_SECRET_ID: linkSecret,
  SLACK_CHANNEL: approversChannel,
  SLACK_API_URL: slackApiUrl,
  SLACK_GAP_MILLISECONDS: v.optional(
    whole("milliseconds", [0, 60_000], "the gap between a channel's messages"),
    "1000",
  ),
  VERIFY_URL: url("the public address of the verification page"),
  MAIL_FROM: v.pipe(text("the sender's address"), toAddress()),
  MAIL_FROM_NAME: text("the sender's name"),
  CONFIGURATION_SET: text("the name of the SES configuration set that emails are sent with"),
  ORGANISATION: BRAND.organisation,
  LOGO_URL: BRAND.logoUrl,
  WELCOME_URL: BRAND.welcomeUrl,
  SUPPORT_EMAIL: BRAND.supportEmail,
  DEFAULT_LANGUAGE: READING.language,
  TIME_ZONE: READING.timeZone,
  CONFIRM,
  DECISION_WINDOW_SECONDS: whole("seconds", [1, YEAR_SECONDS], "how long a decision may take"),
  REMINDERS: readable(remindersIn, REMINDERS),
  NOTIFY: readable(notifiedIn, NOTIFY),
  ESCALATE_TO: v.optional(readable(escalationIn, ESCALATION)),
  RETENTION_DAYS: retention,
  METRICS_NAMESPACE: metricsNamespace,
});

const Onboard = v.pipe(
  OnboardVariables,
  v.forward(
    v.check(
      ({ DECISION_WINDOW_SECONDS, REMINDERS: reminders }) => (reminders.at(-1) ?? 0) < DECISION_WINDOW_SECONDS,
      `is not before the end of DECISION_WINDOW_SECONDS; it holds ${REMINDERS}`,
    ),
    ["REMINDERS"],
  ),
  v.forward(
    v.check(({ MAIL_FROM, MAIL_FROM_NAME }) => fitsFromHeader(MAIL_FROM_NAME, MAIL_FROM), LONG_NAME),
    ["MAIL_FROM_NAME"],
  ),
);

const Slack = v.object({
  TABLE_NAME: table,
  SLACK_SECRET_ID: slackSecret,
  SLACK_API_URL: slackApiUrl,
  SLACK_WAITS_MILLISECONDS: slackWaits,
  ONBOARD_FUNCTION: text("the ARN of the onboarding function's alias"),
  SLACK_CHANNEL: approversChannel,
  APPROVERS: readable(approversIn, APPROVERS),
  REQUESTERS: v.optional(readable(peopleIn, PEOPLE)),
  FOUR_EYES: v.pipe(
    v.picklist(["true", "false"], 'is neither "true" nor "false"'),
    v.transform((value) => value === "true"),
  ),
  DEFAULT_LANGUAGE: READING.language,
});

const Verify = v.object({
  TABLE_NAME: table,
  LINK_SECRET_ID: linkSecret,
  ORGANISATION: BRAND.organisation,
  WELCOME_URL: BRAND.welcomeUrl,
  SUPPORT_EMAIL: BRAND.supportEmail,
  DEFAULT_LANGUAGE: READING.language,
  TIME_ZONE: READING.timeZone,
});

const Ended = v.object({
  TABLE_NAME: table,
  SLACK_SECRET_ID: slackSecret,
  SLACK_API_URL: slackApiUrl,
  SLACK_CHANNEL: approversChannel,
  RETENTION_DAYS: retention,
  METRICS_NAMESPACE: metricsNamespace,
});

const MailEvents = v.object({ TABLE_NAME: table });

/** The environment variables of each function in src/lambda, here and on AWS: these and no others. */
export interface Environments {
  onboard: v.InferInput<typeof Onboard>;
  slack: v.InferInput<typeof Slack>;
  verify: v.InferInput<typeof Verify>;
  ended: v.InferInput<typeof Ended>;
  "mail-events": v.InferInput<typeof MailEvents>;
}

type Environment = Record<string, string | undefined>;

/** The durable function's settings. Throws InvalidConfig naming every fault at once, without quoting values. */
export const onboardConfig = (env: Environment = process.env) => read(Onboard, env);

/** The Slack function's settings; throws as onboardConfig does. */
export const slackConfig = (env: Environment = process.env) => read(Slack, env);

/** The verification page's settings; throws as onboardConfig does. */
export const verifyConfig = (env: Environment = process.env) => read(Verify, env);

/** The settings of the function that closes ended executions; throws as onboardConfig does. */
export const endedConfig = (env: Environment = process.env) => read(Ended, env);

/** The settings of the function that receives SES's events; throws as onboardConfig does. */
export const mailEventsConfig = (env: Environment = process.env) => read(MailEvents, env);

function read<Schema extends v.GenericSchema & { entries: v.ObjectEntries }>(
  schema: Schema,
  env: Environment,
): v.InferOutput<Schema> {
  // Every name, so that an absent variable is reported like any other fault.
  const variables = Object.fromEntries(Object.keys(schema.entries).map((name) => [name, env[name]]));
  const parsed = v.safeParse(schema, variables);
  if (!parsed.success) {
    const faults = parsed.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}.`);
    throw new InvalidConfig(`This function is not configured. ${faults.join(" ")}`);
  }
  return parsed.output;
}
