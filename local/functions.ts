import type { Environments } from "../src/config.ts";
import type { Brand } from "../src/domain/brand.ts";
import type { Reading } from "../src/domain/language.ts";
import { AFTER_WINDOW_SECONDS } from "../src/domain/spans.ts";
import { LOCAL } from "./address.ts";
import { CREDENTIALS } from "./credentials.ts";
import type { LocalFunction } from "../packages/durable-lambda-local/src/functions/registry.ts";

/** The addresses of the stand-ins, for the functions' environment. */
export interface Endpoints {
  service: string;
  lambda: string;
  slackApi: string;
  mail: string;
  dynamo: string;
  /** How long this Slack waits for an answer, in milliseconds; undefined for as long as Slack itself. */
  slackWaits?: number | undefined;
}

/** What a start of the stack may choose. */
export interface Settings extends Brand, Reading {
  /** How long a decision may take. */
  windowSeconds: number;
  /** When to remind, in seconds after the card. */
  reminders: readonly number[];
  /** Who is notified, in the form of NOTIFY. */
  notify: string;
  /** Whom or which channel the last reminder asks, in the form of ESCALATE_TO; undefined for nobody else. */
  escalateTo: string | undefined;
  /** How far apart the Slack channel's messages are sent; 0 for at once. */
  slackGapMilliseconds: number;
  /** Who may decide, in the form of APPROVERS. */
  approvers: string;
  /** Whether the one who asked is kept from deciding. */
  fourEyes: boolean;
  /** How a user confirms on the link's page. */
  confirm: "button" | "code";
  /** The approvers' channel. */
  channel: string;
  /** Who else may start, in the form of REQUESTERS. */
  requesters: string | undefined;
  /** What the functions show the stand-ins of AWS. */
  accessKeyId: string;
}

/** How long the onboardings' executions may take, and how many days they are kept: what a deployment without settings has. */
export const durableSettings = (windowSeconds: number) => ({
  executionTimeoutSeconds: windowSeconds + AFTER_WINDOW_SECONDS,
  retentionPeriodInDays: 30,
});

/** The function that hears what became of emails. */
export const MAIL_EVENTS = "mail-events";

/** The functions as they are deployed, each with its own environment and no other. */
export function functions(at: Endpoints, settings: Settings): LocalFunction[] {
  const { windowSeconds, reminders, notify, escalateTo, slackGapMilliseconds, approvers, fourEyes, requesters } =
    settings;
  const aws = {
    AWS_REGION: LOCAL.region,
    AWS_ACCESS_KEY_ID: settings.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_LAMBDA: at.lambda,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: at.lambda,
    AWS_ENDPOINT_URL_SESV2: at.mail,
    AWS_ENDPOINT_URL_DYNAMODB: at.dynamo,
    POWERTOOLS_METRICS_DISABLED: "true", // nobody reads metrics here, and their lines would drown the log
  };
  // Variables that several functions read. Each function lists its own, so that the compiler finds one too many or too few.
  const TABLE_NAME = LOCAL.table;
  const LINK_SECRET_ID = LOCAL.linkSecretId;
  const SLACK_SECRET_ID = LOCAL.slackSecretId;
  const SLACK_API_URL = at.slackApi;
  const SLACK_CHANNEL = settings.channel;
  const durable = durableSettings(windowSeconds);
  const RETENTION_DAYS = String(durable.retentionPeriodInDays);
  const METRICS_NAMESPACE = "Onboarding";
  const {
    organisation: ORGANISATION,
    welcomeUrl: WELCOME_URL,
    supportEmail: SUPPORT_EMAIL,
    language: DEFAULT_LANGUAGE,
    timeZone: TIME_ZONE,
  } = settings;
  const set = <Entry extends keyof Environments>(entry: Entry, variables: Variables<Environments[Entry]>) => ({
    entry: new URL(`../src/lambda/${entry}.ts`, import.meta.url),
    env: { ...aws, ...onlySet(variables) },
  });
  return [
    {
      name: LOCAL.functionName,
      durable,
      ...set("onboard", {
        TABLE_NAME,
        LINK_SECRET_ID,
        SLACK_SECRET_ID,
        SLACK_API_URL,
        SLACK_CHANNEL,
        SLACK_GAP_MILLISECONDS: String(slackGapMilliseconds),
        VERIFY_URL: `${at.service}/verify`,
        MAIL_FROM: LOCAL.sender,
        CONFIGURATION_SET: LOCAL.configurationSet,
        MAIL_FROM_NAME: settings.organisation ?? "Onboarding",
        ORGANISATION,
        LOGO_URL: settings.logoUrl,
        WELCOME_URL,
        SUPPORT_EMAIL,
        DEFAULT_LANGUAGE,
        TIME_ZONE,
        CONFIRM: settings.confirm,
        DECISION_WINDOW_SECONDS: String(windowSeconds),
        REMINDERS: reminders.join(",") || "never",
        NOTIFY: notify,
        ESCALATE_TO: escalateTo,
        RETENTION_DAYS,
        METRICS_NAMESPACE,
      }),
    },
    {
      name: "slack",
      ...set("slack", {
        TABLE_NAME,
        SLACK_SECRET_ID,
        SLACK_API_URL,
        SLACK_WAITS_MILLISECONDS: at.slackWaits === undefined ? undefined : String(at.slackWaits),
        SLACK_CHANNEL,
        ONBOARD_FUNCTION: LOCAL.functionArn,
        APPROVERS: approvers,
        REQUESTERS: requesters,
        FOUR_EYES: `${fourEyes}`,
        DEFAULT_LANGUAGE,
      }),
    },
    {
      name: "verify",
      ...set("verify", {
        TABLE_NAME,
        LINK_SECRET_ID,
        ORGANISATION,
        WELCOME_URL,
        SUPPORT_EMAIL,
        DEFAULT_LANGUAGE,
        TIME_ZONE,
      }),
    },
    {
      name: "ended",
      statusChanges: [{ of: LOCAL.functionName, statuses: ["FAILED", "STOPPED", "TIMED_OUT"] }],
      ...set("ended", {
        TABLE_NAME,
        SLACK_SECRET_ID,
        SLACK_API_URL,
        SLACK_CHANNEL,
        RETENTION_DAYS,
        METRICS_NAMESPACE,
      }),
    },
    { name: MAIL_EVENTS, ...set("mail-events", { TABLE_NAME }) },
  ];
}

/** Every variable of a function by name; one that is undefined is not set. */
type Variables<Environment> = { [Name in keyof Environment]: Environment[Name] | undefined };

function onlySet(variables: object): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}
