import { AFTER_WINDOW_SECONDS } from "../src/domain/spans.ts";
import { LOCAL } from "./address.ts";
import { CREDENTIALS } from "./credentials.ts";
import type { LocalFunction } from "../packages/durable-lambda-local/src/functions/registry.ts";

/** Where the stand-ins are, as the functions' environment has to say it. */
export interface Endpoints {
  service: string;
  lambda: string;
  slackApi: string;
  mail: string;
  dynamo: string;
}

/** What a start of the stack may choose. */
export interface Settings {
  /** How long a decision may take. */
  windowSeconds: number;
  /** When to remind; 0 for never. */
  reminderSeconds: number;
  /** How far apart the Slack channel's messages are sent; 0 for at once. */
  slackGapMilliseconds: number;
  /** Who may decide, in the form of APPROVERS. */
  approvers: string;
  /** Whether the one who asked is kept from deciding. */
  fourEyes: boolean;
}

const entry = (name: string) => new URL(`../src/lambda/${name}.ts`, import.meta.url);

/** The functions as they are deployed, each with its own environment and no other. */
export function functions(at: Endpoints, settings: Settings): LocalFunction[] {
  const { windowSeconds, reminderSeconds, slackGapMilliseconds, approvers, fourEyes } = settings;
  const aws = {
    AWS_REGION: LOCAL.region,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_LAMBDA: at.lambda,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: at.lambda,
    AWS_ENDPOINT_URL_SESV2: at.mail,
    AWS_ENDPOINT_URL_DYNAMODB: at.dynamo,
    TABLE_NAME: LOCAL.table,
  };
  const slack = {
    SLACK_SECRET_ID: LOCAL.slackSecretId,
    SLACK_API_URL: at.slackApi,
    SLACK_CHANNEL: LOCAL.channel,
  };
  const links = { LINK_SECRET_ID: LOCAL.linkSecretId };
  return [
    {
      name: LOCAL.functionName,
      entry: entry("onboard"),
      durable: { executionTimeoutSeconds: windowSeconds + AFTER_WINDOW_SECONDS },
      env: {
        ...aws,
        ...slack,
        ...links,
        VERIFY_URL: `${at.service}/verify`,
        MAIL_FROM: LOCAL.sender,
        DECISION_WINDOW_SECONDS: String(windowSeconds),
        REMINDER_SECONDS: String(reminderSeconds),
        SLACK_GAP_MILLISECONDS: String(slackGapMilliseconds),
        // Nobody reads metrics here, and their lines would drown the log.
        POWERTOOLS_METRICS_DISABLED: "true",
      },
    },
    {
      name: "slack",
      entry: entry("slack"),
      env: {
        ...aws,
        ...slack,
        ONBOARD_FUNCTION: LOCAL.functionArn,
        APPROVERS: approvers,
        REQUESTERS: LOCAL.requester,
        FOUR_EYES: String(fourEyes),
      },
    },
    { name: "verify", entry: entry("verify"), env: { ...aws, ...links } },
    {
      name: "ended",
      entry: entry("ended"),
      statusChanges: [{ of: LOCAL.functionName, statuses: ["FAILED", "STOPPED", "TIMED_OUT"] }],
      env: { ...aws, ...slack },
    },
  ];
}
