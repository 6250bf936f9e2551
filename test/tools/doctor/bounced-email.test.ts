import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOCAL } from "../../../local/address.ts";
import { documents } from "../../../src/aws/client.ts";
import { profileItem } from "../../../src/aws/dynamo/table.ts";
import type { User } from "../../../src/domain/user.ts";
import { clientConfig } from "../../../testkit/aws/aws-api.ts";
import { NOW, pendingUser } from "../../../testkit/fakes.ts";
import { outside } from "../../../testkit/outside.ts";
import type { Instruments, Known } from "../../../tools/doctor/check.ts";
import { BOUNCED_EMAIL } from "../../../tools/doctor/checks/bounced-email.ts";
import type { Finding } from "../../../tools/doctor/examine.ts";
import type { Account } from "./aws.ts";
import { patient, told } from "./examined.ts";
import { grantedBut } from "./policy.ts";

const SECTION = "An email that bounces";
const ON_REQUEST = { mail: true, pauseSeconds: 60 };
const ofIt = (findings: Finding[]) => findings.filter(({ section }) => section === SECTION);

const deployment = await patient();
afterAll(() => deployment.close());

describe("an email to the mailbox simulator that bounces", () => {
  const world = outside(deployment.stack);
  beforeAll(() => deployment.startSimulator().end);

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

describe("where it goes wrong", () => {
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
