import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { documents } from "../../../src/aws/client.ts";
import { profileItem } from "../../../src/aws/dynamo/table.ts";
import type { User } from "../../../src/domain/user.ts";
import { clientConfig } from "../../../testkit/aws/aws-api.ts";
import { NOW, pendingUser } from "../../../testkit/fakes.ts";
import { outside } from "../../../testkit/outside.ts";
import type { Instruments, Known } from "../../../tools/doctor/check.ts";
import { BOUNCED_EMAIL } from "../../../tools/doctor/checks/bounced-email.ts";
import type { Finding } from "../../../tools/doctor/examine.ts";
import { reporter, verdict } from "../../../tools/doctor/report.ts";
import { surfaces } from "../../../tools/doctor/surfaces.ts";
import { LOCAL } from "../../../local/address.ts";
import { sameWhen } from "../../../testkit/when/when.ts";
import { type Account, startAws } from "./aws.ts";
import { FILLED_IN, patient, told } from "./examined.ts";
import { grantedBut } from "./policy.ts";

const deployment = await patient();
afterAll(() => deployment.close());
const healthy = await deployment.examined((it) => (it.dryRun = deployment.lambda), { shown: surfaces });
const left = {
  messages: deployment.stack.slack.messages(),
  emails: deployment.sent.map(({ body }): unknown => JSON.parse(body)),
};

const WIDTH = 80;

test("a deployment in which all is well", () => {
  const { findings } = healthy;
  expect(told(findings)).toEqual([]);
  const { service } = deployment.stack.urls;
  const report = findings
    .map(reporter(WIDTH))
    .join("\n")
    .replaceAll(service, "https://example.com")
    .replace(/all \d+ of them/u, "all N of them");
  expect(report).toBe(HEALTHY);
  expect(verdict(findings)).toBe("All is well.");
});

const HEALTHY = `
Deployment
  ✓ credentials         account 000000000000, as
                        arn:aws:iam::000000000000:user/ada
  ✓ stack               Onboarding-dev is UPDATE_COMPLETE
  ✓ function            live is version 7, durable for 25 hours
  ✓ concurrency         900 of 1000 concurrent invocations are not reserved
  ✓ code storage        1.3 of 300 GB used
  ✓ link secret         long enough
  ✓ certificate         127.0.0.1 shows it; it is good for 200 days
  ✓ verification page   https://example.com/verify answers

Slack
  ✓ Slack's secret      filled in
  ✓ Slack's token       good for Local workspace, as @onboarding
  ✓ Slack's scopes      chat:write, commands, usergroups:read, users:read
  ✓ channel             the app can write in C0APPROVALS
  ✓ user groups         S0ADMINS has 2 members
  ✓ cards and forms     Slack accepts all N of them
  ✓ request URL         https://example.com/slack/events answers a signed
                        request

Email
  ✓ sender              SES has verified example.com
  ✓ DKIM                email is signed for example.com
  ✓ MAIL FROM           none of your own; DMARC relies on DKIM
  ✓ DMARC               passes by DKIM (example.com); _dmarc.example.com says
                        p=reject
  ✓ SES account         healthy, and can send
  ✓ SES sandbox         the account has production access
  ✓ SES quota           49988 of 50000 emails left for today, 14 emails a second
  ✓ suppression list    keeps bounced and complaining addresses, not the sender

Dry run, with the function's own permissions
  ✓ dry run             an execution started, slept, woke and ended
  ✓ sending email       SES took an email for its mailbox simulator
  ✓ signing links       a link was signed
  ✓ reaching Slack      Slack takes the function's token
  ✓ using the table     profiles can be read and written
  ✓ giving up           a callback can be failed

Monitoring
  ✓ unfinished          no onboarding is under way
  ✓ metrics             ours: none yet; Lambda's: none yet
  ✓ alarms              sent to one subscriber`;

test("docs/doctor-policy.json grants what that asks for, and nothing else but for what is optional", () => {
  expect(healthy.asked).toEqual(grantedBut(/^OnlyWith/u));
});

test("nothing of it is left, and nobody but Amazon's simulator got an email", () => {
  expect(left.messages).toEqual([]);
  expect(left.emails).toEqual([
    expect.objectContaining({
      FromEmailAddress: `"Onboarding" <${LOCAL.sender}>`,
      Destination: { ToAddresses: ["success@simulator.amazonses.com"] },
    }),
  ]);
});

test("the command says where it looks and what to do, and fails where something is wrong", async () => {
  const account = deployment.account((it) => {
    it.secrets["slack-secret"] = "replace-me";
    it.identities = {}; // so that no DNS is asked about it
    delete it.stack.outputs["Certificate"];
  });
  const aws = await startAws(() => account);
  const env = {
    PATH: process.env["PATH"],
    ...sameWhen(),
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL: aws.url,
    SLACK_API_URL: `${deployment.stack.urls.slack}/api/`,
  };
  const run = promisify(execFile)("node", ["tools/doctor/main.ts", "--stage", "dev"], { env });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: "",
    stdout: expect.stringMatching(
      /^\nOnboarding-dev\n[^]*✗ Slack's secret[^]*→ Fill it in[^]*\n2 of \d+ checks failed/u,
    ),
  });
  await aws.close();
});

test.each<[what: string, breaks: (it: Account) => unknown, says: string, fix: string]>([
  [
    "a page that is not ours",
    ({ stack: { outputs } }) => (outputs["VerificationUrl"] += "/other"),
    "verification page: Without a token it answers with status 404",
    "log",
  ],
  [
    "another signing secret",
    ({ secrets }) => (secrets["slack-secret"] = FILLED_IN.replace(LOCAL.signingSecret, "f".repeat(32))),
    "request URL: It refuses a request",
    "run this again",
  ],
  [
    "a URL that leads nowhere",
    ({ stack: { outputs } }) => (outputs["SlackRequestUrl"] = "http://127.0.0.1:1/slack/events"),
    "request URL: http://127.0.0.1:1/slack/events cannot be reached",
    "network",
  ],
])("%s: is found, with what to do", async (_, breaks, says, fix) => {
  const found = told((await deployment.examined(breaks)).findings);
  expect(found).toEqual([expect.stringContaining(says)]);
  expect(found.join("")).toContain(fix);
});

test("an SES permission that the function lacks is found by sending, and said in a sentence", async () => {
  const { answer } = deployment.ses;
  onTestFinished(() => void (deployment.ses.answer = answer));
  deployment.ses.answer = () => ({ status: 403, type: "AccessDeniedException", body: { message: "secret detail" } });
  const found = told((await deployment.examined((it) => (it.dryRun = deployment.lambda))).findings);
  expect(found).toEqual([
    "sending email: No email goes out: AccessDeniedException. → The function's role is not allowed to send it: SES asks for ses:SendEmail, and ses:ApplyTrackingConfigurationOverrides for an email without tracking. Deploy this version (npm run deploy). If it stays so, a policy of your organisation denies it.",
  ]);
});

const SECTION = "An email that bounces";
const ON_REQUEST = { mail: true, pauseSeconds: 60 };
const ofIt = (findings: Finding[]) => findings.filter(({ section }) => section === SECTION);

describe("an email to the mailbox simulator that bounces", () => {
  const world = outside(deployment.stack);
  const { answer } = deployment.ses;
  beforeAll(() => deployment.startSimulator());
  afterAll(() => void (deployment.ses.answer = answer));

  const examined = (breaks: (it: Account) => unknown = () => undefined) =>
    deployment.examined(
      (it) => {
        it.dryRun = deployment.lambda;
        breaks(it);
      },
      { mail: true },
    );

  test("is followed from SES to the onboarding, which is withdrawn, by what docs/doctor-policy.json grants", async () => {
    const { findings, asked } = await examined();
    expect(told(findings)).toEqual([]);
    expect(asked).toEqual(grantedBut(/^OnlyWithACustomerManagedKey$/u));
    const found = ofIt(findings).map(({ name, says }) => `${name}: ${says}`);
    expect(found).toEqual([
      expect.stringMatching(/^test onboarding: bounce\+[\da-f-]{36}@simulator\.amazonses\.com is being onboarded$/u),
      "bounced email: the report of its bounce reached the onboarding: no such mailbox",
      "withdrawal: the test onboarding is withdrawn",
    ]);
    const [email = ""] = /bounce\S+/u.exec(found[0] ?? "") ?? [];
    await expect.poll(async () => (await world.card(email)).buttons).toEqual([]);
    expect((await world.card(email)).text).toContain("Withdrawn in Slack");
    expect(JSON.stringify((await world.card(email)).message)).toContain("A test of email by npm run doctor");
  });

  test("leaves an onboarding that cannot be withdrawn to its reader, with how to end it", async () => {
    const { findings } = await examined((it) => it.denied.push("lambda:SendDurableExecutionCallbackFailure"));
    expect(told(findings)).toEqual([
      expect.stringMatching(
        /^withdrawal: doctor-\S+ is still pending.*you need lambda:SendDurableExecutionCallbackFailure\. End it: \/onboard cancel bounce\+/u,
      ),
    ]);
  });
});

describe("an email that bounces, where it goes wrong", () => {
  test("a report that never arrives is found, and the onboarding is withdrawn all the same", async () => {
    const { findings } = await deployment.examined((it) => (it.dryRun = deployment.lambda), ON_REQUEST);
    expect(told(ofIt(findings))).toEqual([
      expect.stringMatching(
        /^bounced email: SES took the email, but no report of its bounce arrived within 120 seconds\. → .*MailEventsLogs.*LostMailEvents/u,
      ),
    ]);
    expect(findings.at(-1)?.says).toBe("the test onboarding is withdrawn");
  });

  test("a start that leads to nothing is found, with how to end what may come of it", async () => {
    const { findings } = await deployment.examined(undefined, ON_REQUEST);
    expect(told(findings)).toEqual([
      expect.stringMatching(
        /^test onboarding: Lambda took the start of doctor-\S+, but no profile appeared within 120 seconds\. → .*\/onboard cancel bounce\+/u,
      ),
    ]);
    expect(findings.filter(({ state }) => state === "skipped").map(({ says }) => says)).toEqual([
      "not checked: first fix test onboarding",
      "not checked: first fix test onboarding",
    ]);
  });

  test("a profile that cannot be read is found before anything is started", async () => {
    const denied = ["dynamodb:GetItem", "lambda:InvokeFunction"];
    const { findings } = await deployment.examined((it) => it.denied.push(...denied), ON_REQUEST);
    expect(told(ofIt(findings))).toEqual([expect.stringMatching(/^test onboarding: .*you need dynamodb:GetItem/u)]);
  });

  /** What a check says of a test onboarding whose profile is one of these after the other, a pause apart. */
  const lookAt = async (name: string, ...profiles: User[]) => {
    const dynamo = new DynamoDBClient(clientConfig(deployment.stack.urls.dynamo));
    const next = async () => {
      const user = profiles.shift();
      return user && documents(dynamo).send(new PutCommand({ TableName: LOCAL.table, Item: profileItem(user) }));
    };
    await next();
    const instruments: Partial<Instruments> = { dynamo, now: () => NOW, pause: next };
    const known: Partial<Known> = { outputs: { ProfileTable: LOCAL.table }, testUser: "u-ada" };
    const check = BOUNCED_EMAIL.find((each) => each.name === name);
    return check?.look(instruments as Instruments, known as Known);
  };

  test("another message that failed does not end the wait for the report", async () => {
    const user = pendingUser({ undelivered: ["card"] });
    const mail = { state: "bounced", reason: "no such mailbox", at: NOW.toISOString() } as const;
    expect(await lookAt("bounced email", user, { ...user, mail })).toContain("reached the onboarding");
  });

  test("an email that SES refused ends it", async () => {
    const user = pendingUser({ undelivered: ["verification-email"] });
    await expect(lookAt("bounced email", user)).rejects.toThrow("SES refused the email.");
  });

  test("an onboarding that somebody decided on first is not called withdrawn", async () => {
    const look = lookAt("withdrawal", { ...pendingUser(), status: "ACTIVE" });
    await expect(look).rejects.toThrow("The test onboarding should be CANCELLED, but is ACTIVE.");
  });

  test("nothing of it is done where nobody asks for it", async () => {
    const { findings, asked } = await deployment.examined();
    expect(ofIt(findings)).toEqual([]);
    expect([...asked]).not.toContain("dynamodb:GetItem");
  });
});
