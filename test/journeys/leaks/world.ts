import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { LOCAL } from "../../../local/address.ts";
import { usual } from "../../../local/stack.ts";
import { startDynamo } from "../../../local/dynamo.ts";
import { functions } from "../../../local/functions.ts";
import { gateway } from "../../../local/gateway.ts";
import { startLambda } from "../../../packages/durable-lambda-local/src/service.ts";
import { startMail } from "../../../local/mail.ts";
import { close, listen } from "../../../local/servers.ts";
import { startSlack } from "../../../packages/slack-local/src/slack.ts";
import { awsRefusals, quoting, type Refusal, SLACK_REFUSALS } from "./quoting.ts";
import { fromBundle } from "../../../testkit/functions.ts";
import { WORKSPACE } from "../../../local/workspace.ts";
import { secretsManager } from "../../../local/secrets.ts";

const DYNAMO = awsRefusals({ ValidationException: 400, ThrottlingException: 400, InternalServerError: 500 });
const LAMBDA = awsRefusals({
  InvalidParameterValueException: 400,
  TooManyRequestsException: 429,
  ServiceException: 500,
});
const SES = awsRefusals({ MessageRejected: 400, TooManyRequestsException: 429, InternalServiceError: 500 });

const SECRETS = {
  [LOCAL.slackSecretId]: JSON.stringify({ bot_token: LOCAL.botToken, signing_secret: LOCAL.signingSecret }),
  [LOCAL.linkSecretId]: LOCAL.linkSecret,
};

export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * The shipped functions over the stand-ins, with something that fails and quotes before each of them. `random` draws from
 * 0 up to 1. `logs` is all that the functions wrote to standard output and standard error.
 */
export async function startWorld(random: () => number) {
  const logs: string[] = [];
  const mailed: string[] = [];
  let isHealed = false;
  const pick = (refusals: readonly Refusal[]) =>
    [...refusals, "hang up" as const][Math.floor(random() * (refusals.length + 1))];
  const before = (service: string, refusals: readonly Refusal[], rate: number) =>
    quoting(service, {
      seen: (body) => void (service === mail.url && mailed.push(body)),
      // A checkpoint that fails ends an invocation or an execution, of which there are to be others.
      fault: (path) =>
        !isHealed && random() < (path.endsWith("/checkpoint") ? rate / 4 : rate) ? pick(refusals) : undefined,
    });

  const lambda = await startLambda({
    port: 0,
    services: { secretsmanager: secretsManager(SECRETS) },
    log: (text) => void logs.push(text),
  });
  const dynamo = await startDynamo({ port: 0, table: LOCAL.table });
  const mail = await startMail({ port: 0 });
  const service = new Hono().route(
    "/",
    gateway((functionName, event) => lambda.invoke(functionName, event)),
  );
  const server = createAdaptorServer({ fetch: service.fetch });
  const url = await listen(server, 0);
  const slack = await startSlack({ appUrl: `${url}/slack/events`, workspace: WORKSPACE });

  const between = await Promise.all([
    before(lambda.url, LAMBDA, 0.1),
    before(dynamo.url, DYNAMO, 0.1),
    before(mail.url, SES, 0.3),
    before(slack.url, SLACK_REFUSALS, 0.2),
  ]);
  const [toLambda, toDynamo, toMail, toSlack] = between.map((one) => one.url);
  lambda.register(
    functions(
      { service: url, lambda: toLambda ?? "", dynamo: toDynamo ?? "", mail: toMail ?? "", slackApi: `${toSlack}/api/` },
      usual({ reminders: [3_600] }),
    ).map(fromBundle),
  );

  return {
    slack,
    logs,
    /** What SES was asked to send, as it was asked. */
    mailed,
    advance: (seconds: number) => lambda.advance(seconds),
    heal: () => void (isHealed = true),
    faults: () => between.reduce((total, one) => total + one.faults(), 0),
    urls: { service: url, lambda: lambda.url, dynamo: dynamo.url, mail: mail.url, slack: slack.url },
    async close() {
      await close(server);
      await lambda.idle(); // what still runs calls the services
      await lambda.close();
      await Promise.all([...between, slack, mail, dynamo].map((one) => one.close()));
    },
  };
}
