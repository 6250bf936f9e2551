import { serve } from "@hono/node-server";
import { Hono } from "hono";
import type { AddressInfo } from "node:net";

/** What the stand-in answers; a test breaks one thing at a time. */
export interface Account {
  knowsYou: boolean;
  stack: { name: string; status: string; outputs: Record<string, string> };
  alias: { State: string; DurableConfig?: { ExecutionTimeout: number } };
  secrets: Record<string, string>;
  identities: Record<string, boolean>;
  ses: { ProductionAccessEnabled: boolean; SendingEnabled: boolean };
}

/**
 * The calls of AWS's control plane that look at a deployment: STS and CloudFormation by the query protocol, Lambda and SES by
 * REST, Secrets Manager by JSON. Anything else is refused loudly.
 */
export async function startAws(account: Account) {
  const app = new Hono()
    .post("/", async (c) => {
      const target = c.req.header("x-amz-target");
      return target
        ? secretsManager(account, target, await c.req.text())
        : query(account, new URLSearchParams(await c.req.text()));
    })
    .get("/2015-03-31/functions/:arn/configuration", (c) =>
      c.req.param("arn") === account.stack.outputs["OnboardFunction"]
        ? c.json({ Version: "7", ...account.alias })
        : failed(c, 404, "ResourceNotFoundException", "Function not found."),
    )
    .get("/v2/email/identities/:identity", (c) => {
      const isVerified = account.identities[c.req.param("identity")];
      return isVerified === undefined
        ? failed(c, 404, "NotFoundException", "Email identity does not exist.")
        : c.json({ IdentityType: "EMAIL_ADDRESS", VerifiedForSendingStatus: isVerified });
    })
    .get("/v2/email/account", (c) => c.json({ ...account.ses, SendQuota: { MaxSendRate: 14 } }))
    .all("*", (c) => failed(c, 501, "NotImplemented", `The stand-in has no ${c.req.method} ${c.req.path}.`));
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }: AddressInfo) => resolve(port));
  const url = `http://127.0.0.1:${await promise}`;
  return { url, close: () => new Promise((closed) => server.close(closed)) };
}

interface Answering {
  json: (body: object, status: 404 | 501, headers: Record<string, string>) => Response;
}

function failed(c: Answering, status: 404 | 501, type: string, message: string): Response {
  return c.json({ message }, status, { "x-amzn-errortype": type });
}

function secretsManager({ secrets }: Account, target: string, body: string): Response {
  const { SecretId } = JSON.parse(body);
  const SecretString = secrets[SecretId];
  return target === "secretsmanager.GetSecretValue" && SecretString !== undefined
    ? Response.json({ SecretString })
    : Response.json(
        { __type: "ResourceNotFoundException", message: "Secrets Manager can't find it." },
        { status: 400 },
      );
}

function query({ knowsYou, stack }: Account, form: URLSearchParams): Response {
  if (!knowsYou) {
    return error(403, "ExpiredToken", "The security token included in the request is expired");
  }
  switch (form.get("Action")) {
    case "GetCallerIdentity":
      return answer(
        "GetCallerIdentity",
        "<Account>000000000000</Account><Arn>arn:aws:iam::000000000000:user/ada</Arn>",
      );
    case "DescribeStacks": {
      if (form.get("StackName") !== stack.name) {
        return error(400, "ValidationError", `Stack with id ${form.get("StackName")} does not exist`);
      }
      const outputs = Object.entries(stack.outputs)
        .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`)
        .join("");
      return answer(
        "DescribeStacks",
        `<Stacks><member><StackName>${stack.name}</StackName><StackStatus>${stack.status}</StackStatus><Outputs>${outputs}</Outputs></member></Stacks>`,
      );
    }
    default:
      return error(501, "NotImplemented", `The stand-in has no ${form.get("Action")}.`);
  }
}

const xml = (status: number, body: string) => new Response(body, { status, headers: { "content-type": "text/xml" } });

function answer(action: string, result: string): Response {
  return xml(200, `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
}

function error(status: number, code: string, message: string): Response {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return xml(status, body);
}
