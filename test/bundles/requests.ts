import { LOCAL } from "../../local/address.ts";
import type { Request } from "./policies.ts";

/** An HTTP request as it reaches an AWS service. */
export interface Signed {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

const ACCOUNT = "000000000000";
const arn = (service: string, rest: string) => `arn:aws:${service}:${LOCAL.region}:${ACCOUNT}:${rest}`;
const FUNCTION = LOCAL.functionArn.slice(0, LOCAL.functionArn.lastIndexOf(":"));

const LAMBDA_ROUTES: [method: string, path: RegExp, action: string, resource: (named: string) => string][] = [
  ["POST", /^\/2015-03-31\/functions\/([^/]+)\/invocations/u, "InvokeFunction", (named) => named],
  ["POST", /^\/2025-12-01\/durable-executions\/([^/]+)\/checkpoint/u, "CheckpointDurableExecution", (named) => named],
  ["GET", /^\/2025-12-01\/durable-executions\/([^/]+)\/state/u, "GetDurableExecutionState", (named) => named],
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

/** A call that no function of ours makes. */
export class UnexpectedCall extends Error {
  override name = "UnexpectedCall";
}

/** What a request asks for, as IAM sees it. Throws for a call that nobody here is expected to make. */
export function requestOf(signed: Signed): Request {
  const target = signed.headers["x-amz-target"];
  if (target?.startsWith("DynamoDB_")) {
    const { TableName, IndexName } = JSON.parse(signed.body.toString());
    const index = IndexName ? `/index/${IndexName}` : "";
    return { action: `dynamodb:${afterDot(target)}`, resource: arn("dynamodb", `table/${TableName}${index}`) };
  }
  if (target?.startsWith("secretsmanager.")) {
    const { SecretId } = JSON.parse(signed.body.toString());
    return { action: `secretsmanager:${afterDot(target)}`, resource: SecretId };
  }
  if (signed.path === "/v2/email/outbound-emails") {
    const { FromEmailAddress } = JSON.parse(signed.body.toString());
    const from = /<([^>]+)>$/u.exec(FromEmailAddress)?.[1] ?? FromEmailAddress;
    const context = { "ses:FromAddress": from };
    return { action: "ses:SendEmail", resource: arn("ses", `identity/${from}`), context };
  }
  for (const [method, path, action, resource] of LAMBDA_ROUTES) {
    const named = signed.method === method && path.exec(signed.path)?.[1];
    if (named) {
      return { action: `lambda:${action}`, resource: resource(decodeURIComponent(named)) };
    }
  }
  throw new UnexpectedCall(`Nobody is expected to call ${signed.method} ${signed.path}.`);
}

function anExecution(): string {
  return `${FUNCTION}:1/durable-execution/name/id`;
}

function afterDot(target: string): string {
  return target.slice(target.indexOf(".") + 1);
}
