import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { reporter, verdict } from "../../../tools/doctor/report.ts";
import { surfaces } from "../../../tools/doctor/surfaces.ts";
import { LOCAL } from "../../../local/address.ts";
import { WORKSPACE } from "../../../local/workspace.ts";
import { sameWhen } from "../../../testkit/when/when.ts";
import { type Account, startAws } from "./aws.ts";
import { FILLED_IN, patient, told } from "./examined.ts";
import { grantedBut } from "./policy.ts";

let deployment: Awaited<ReturnType<typeof patient>>;
let healthy: Awaited<ReturnType<typeof deployment.examined>>;
beforeAll(async () => {
  deployment = await patient();
  healthy = await deployment.examined((it) => (it.dryRun = deployment.lambda), { shown: surfaces });
});
afterAll(() => deployment.close());

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
  expect(deployment.stack.slack.messages()).toEqual([]);
  expect(deployment.sent.map(({ body }) => JSON.parse(body))).toEqual([
    expect.objectContaining({
      FromEmailAddress: `"Onboarding" <${LOCAL.sender}>`,
      Destination: { ToAddresses: ["success@simulator.amazonses.com"] },
    }),
  ]);
});

test("what depends on something that is wrong is skipped, and the rest is checked all the same", async () => {
  const { findings } = await deployment.examined((it) => (it.secrets["slack-secret"] = "replace-me"));
  expect(findings.filter(({ state }) => state === "skipped").map(({ name, says }) => `${name}: ${says}`)).toEqual([
    "Slack's token: not checked: first fix Slack's secret",
    "Slack's scopes: not checked: first fix Slack's secret",
    "channel: not checked: first fix Slack's secret",
    "user groups: not checked: first fix Slack's secret",
    "cards and forms: not checked: first fix Slack's secret",
    "request URL: not checked: first fix Slack's secret",
  ]);
  expect(findings.find(({ name }) => name === "SES account")?.state).toBe("fine");
  expect(verdict(findings)).toBe(`1 of ${findings.length} checks failed. Fix the first one and run this again.`);
});

test("a report fits a narrow terminal, except for words that are longer", async () => {
  const { findings } = await deployment.examined((it) => {
    it.ses = { ...it.ses, ProductionAccessEnabled: false };
    it.identities = {};
    it.executions = { 7: ["PAUSED"] };
  });
  const lines = findings.map(reporter(WIDTH)).join("\n").split("\n");
  expect(lines.filter((line) => line.length > WIDTH && line.trim().split(" ").length > 4)).toEqual([]);
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
  deployment.ses.answer = () => ({ status: 403, type: "AccessDeniedException", body: { message: "secret detail" } });
  const found = told((await deployment.examined((it) => (it.dryRun = deployment.lambda))).findings);
  expect(found).toEqual([
    "sending email: No email goes out: AccessDeniedException. → The function's role is not allowed to send it: SES asks for ses:SendEmail, and ses:ApplyTrackingConfigurationOverrides for an email without tracking. Deploy this version (npm run deploy). If it stays so, a policy of your organisation denies it.",
  ]);
});

describe("an app's scopes", () => {
  const SCOPES = WORKSPACE.app.scopes;
  const without = (scope: string) => SCOPES.filter((each) => each !== scope);
  afterEach(() => deployment.stack.slack.grant(SCOPES));

  test.each([
    [without("chat:write"), "Slack's scopes: The app lacks chat:write.", "Reinstall the app"],
    [without("usergroups:read"), "Slack's scopes: The app lacks usergroups:read.", "Reinstall the app"],
    [without("users:read"), "Slack's scopes: The app lacks users:read.", "Reinstall the app"],
    [[...SCOPES, "files:read"], "Slack's scopes: The app has more than it needs: files:read.", "Remove them"],
  ])("%s are found wrong, with what to do", async (scopes, says, fix) => {
    deployment.stack.slack.grant(scopes);
    const found = told((await deployment.examined()).findings);
    expect(found).toEqual([expect.stringContaining(says)]);
    expect(found.join("")).toContain(fix);
  });

  test("need not include what the settings don't need", async () => {
    deployment.stack.slack.grant(["chat:write", "commands", "users:read", "channels:read", "groups:read"]);
    const { findings } = await deployment.examined((it) => (it.stack.outputs["Approvers"] = "channel"));
    expect(told(findings)).toEqual([]);
  });
});
