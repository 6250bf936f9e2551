import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What the stand-in answers; a test breaks one thing at a time. */
export interface Account {
  knowsYou: boolean;
  stack: { name: string; status: string; outputs: Record<string, string> };
  alias: { State: string; DurableConfig?: { ExecutionTimeout: number } };
  /** The statuses of unfinished executions, by version. */
  executions: Record<string, string[]>;
  lambda: {
    AccountLimit: { ConcurrentExecutions: number; UnreservedConcurrentExecutions: number; TotalCodeSize: number };
    AccountUsage: { TotalCodeSize: number };
  };
  secrets: Record<string, string>;
  identities: Record<string, object>;
  suppressed: string[];
  ses: Record<string, unknown>;
  /** What ACM describes. */
  certificate: Record<string, unknown>;
  /** A name's TXT records in DNS, or how the lookup fails; other names don't exist. */
  dns: Record<string, string[] | Error>;
  /** The end of the certificate that the host shows, or how the handshake fails. */
  shows: Date | Error;
  /** Metric names, by namespace. */
  metrics: Record<string, string[]>;
  /** The ARNs of the alarms' subscriptions. */
  subscriptions: string[];
  /** IAM actions that the caller is not allowed. */
  denied: string[];
  /** How the dry run ends; where it is to take place, the address of Lambda's stand-in. */
  dryRun: { Status: string; Result?: string; Error?: { ErrorType: string } } | URL;
  /** The address of DynamoDB's stand-in. */
  dynamo: URL;
}

/**
 * The calls of AWS's control plane that examine a deployment: STS, CloudFormation and SNS by the query protocol, Lambda and SES by
 * REST, Secrets Manager and CloudWatch by JSON; invocations and executions are Lambda's stand-in's. Anything else is refused
 * loudly. `asked` holds the IAM action of each call since it was last cleared.
 */
export async function startAws(account: () => Account) {
  const asked = new Set<string>();
  const allowed = (action: string) => {
    asked.add(action);
    if (account().denied.includes(action)) {
      throw new Denied(action);
    }
  };
  const forward = async (c: Context, to: URL) => {
    const { pathname, search } = new URL(c.req.url);
    const headers = Object.fromEntries(
      Object.entries(c.req.header()).filter(([name]) => !["host", "content-length", "connection"].includes(name)),
    );
    const body = c.req.method === "GET" ? {} : { body: await c.req.text() };
    return fetch(new URL(`${pathname}${search}`, to), { method: c.req.method, headers, ...body });
  };
  const app = new Hono()
    .onError((error, c) => {
      if (error instanceof Denied) {
        return failed(c, 403, "AccessDeniedException", `You are not authorized to perform: ${error.message}`);
      }
      throw error;
    })
    .post("/", async (c): Promise<Response> => {
      const target = c.req.header("x-amz-target");
      if (target === "DynamoDB_20120810.GetItem") {
        allowed("dynamodb:GetItem");
        return forward(c, account().dynamo);
      }
      return target
        ? json(account(), target, await c.req.text(), allowed)
        : query(account(), new URLSearchParams(await c.req.text()), allowed);
    })
    .get("/2015-03-31/functions/:arn/configuration", (c) => {
      allowed("lambda:GetFunctionConfiguration");
      return c.req.param("arn") === account().stack.outputs["OnboardFunction"]
        ? c.json({ Version: "7", ...account().alias })
        : failed(c, 404, "ResourceNotFoundException", "Function not found.");
    })
    .get("/2015-03-31/functions/:name/versions", (c) => {
      allowed("lambda:ListVersionsByFunction");
      return c.json({ Versions: ["$LATEST", ...Object.keys(account().executions)].map((Version) => ({ Version })) });
    })
    .get("/2025-12-01/functions/:name/durable-executions", (c) => {
      allowed("lambda:ListDurableExecutionsByFunction");
      const wanted = c.req.queries("Statuses") ?? [];
      const statuses = account().executions[c.req.query("Qualifier") ?? ""] ?? [];
      return c.json({
        DurableExecutions: statuses.filter((Status) => wanted.includes(Status)).map((Status) => ({ Status })),
      });
    })
    .get("/2016-08-19/account-settings", (c) => {
      allowed("lambda:GetAccountSettings");
      return c.json(account().lambda);
    })
    .post("/2015-03-31/functions/:arn/invocations", async (c): Promise<Response> => {
      allowed("lambda:InvokeFunction");
      const { dryRun } = account();
      return dryRun instanceof URL
        ? forward(c, dryRun)
        : c.body(null, 202, { "x-amz-durable-execution-arn": "arn:aws:lambda:execution" });
    })
    .post("/2025-12-01/durable-execution-callbacks/:id/fail", async (c): Promise<Response> => {
      allowed("lambda:SendDurableExecutionCallbackFailure");
      return forward(c, account().dryRun as URL);
    })
    .get("/2025-12-01/durable-executions/:arn", async (c): Promise<Response> => {
      allowed("lambda:GetDurableExecution");
      const { dryRun } = account();
      return dryRun instanceof URL ? forward(c, dryRun) : c.json(dryRun);
    })
    .get("/v2/email/identities/:identity", (c) => {
      allowed("ses:GetEmailIdentity");
      const identity = account().identities[c.req.param("identity")];
      return identity ? c.json(identity) : failed(c, 404, "NotFoundException", "Email identity does not exist.");
    })
    .get("/v2/email/suppression/addresses/:address", (c) => {
      allowed("ses:GetSuppressedDestination");
      return account().suppressed.includes(c.req.param("address"))
        ? c.json({ SuppressedDestination: { EmailAddress: c.req.param("address"), Reason: "BOUNCE" } })
        : failed(c, 404, "NotFoundException", "Not on the suppression list.");
    })
    .get("/v2/email/account", (c) => {
      allowed("ses:GetAccount");
      return c.json(account().ses);
    })
    .all("*", (c) => failed(c, 501, "NotImplemented", `The stand-in has no ${c.req.method} ${c.req.path}.`));
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }: AddressInfo) => resolve(port));
  (server as Server).keepAliveTimeout = 0; // a client must not find an idle connection closed just when it sends
  const url = `http://127.0.0.1:${await promise}`;
  return { url, asked, close: () => new Promise((closed) => server.close(closed)) };
}

class Denied extends Error {}

type Allowed = (action: string) => void;

function failed(c: Context, status: 403 | 404 | 501, type: string, message: string): Response {
  return c.json({ message }, status, { "x-amzn-errortype": type });
}

function json({ secrets, metrics, certificate }: Account, target: string, body: string, allowed: Allowed): Response {
  const input = JSON.parse(body);
  switch (target) {
    case "secretsmanager.GetSecretValue": {
      allowed("secretsmanager:GetSecretValue");
      const SecretString = secrets[input.SecretId];
      return SecretString === undefined
        ? refused("ResourceNotFoundException", "Secrets Manager can't find it.")
        : Response.json({ SecretString });
    }
    case "CertificateManager.DescribeCertificate":
      allowed("acm:DescribeCertificate");
      return Response.json({ Certificate: certificate });
    case "GraniteServiceVersion20100801.ListMetrics":
      allowed("cloudwatch:ListMetrics");
      return Response.json({
        Metrics: (metrics[input.Namespace] ?? []).map((MetricName) => ({ MetricName, Namespace: input.Namespace })),
      });
    default:
      return refused("NotImplemented", `The stand-in has no ${target}.`);
  }
}

const refused = (__type: string, message: string) => Response.json({ __type, message }, { status: 400 });

function query({ knowsYou, stack, subscriptions }: Account, form: URLSearchParams, allowed: Allowed): Response {
  if (!knowsYou) {
    return refusal(403, "ExpiredToken", "The security token included in the request is expired");
  }
  switch (form.get("Action")) {
    case "GetCallerIdentity":
      return answer(
        "GetCallerIdentity",
        "<Account>000000000000</Account><Arn>arn:aws:iam::000000000000:user/ada</Arn>",
      );
    case "DescribeStacks": {
      allowed("cloudformation:DescribeStacks");
      if (form.get("StackName") !== stack.name) {
        return refusal(400, "ValidationError", `Stack with id ${form.get("StackName")} does not exist`);
      }
      const outputs = Object.entries(stack.outputs)
        .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`)
        .join("");
      return answer(
        "DescribeStacks",
        `<Stacks><member><StackName>${stack.name}</StackName><StackStatus>${stack.status}</StackStatus><Outputs>${outputs}</Outputs></member></Stacks>`,
      );
    }
    case "ListSubscriptionsByTopic": {
      allowed("sns:ListSubscriptionsByTopic");
      const members = subscriptions.map((arn) => `<member><SubscriptionArn>${arn}</SubscriptionArn></member>`).join("");
      return answer("ListSubscriptionsByTopic", `<Subscriptions>${members}</Subscriptions>`);
    }
    default:
      return refusal(501, "NotImplemented", `The stand-in has no ${form.get("Action")}.`);
  }
}

const xml = (status: number, body: string) => new Response(body, { status, headers: { "content-type": "text/xml" } });

function answer(action: string, result: string): Response {
  return xml(200, `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
}

function refusal(status: number, code: string, message: string): Response {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return xml(status, body);
}
