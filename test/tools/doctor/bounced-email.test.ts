import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outside } from "../../../testkit/outside.ts";
import type { Finding } from "../../../tools/doctor/examine.ts";
import type { Account } from "./aws.ts";
import { patient, told } from "./examined.ts";

const SECTION = "An email that bounces";
const ON_REQUEST = { mail: true, pauseMilliseconds: 25 };
const ofIt = (findings: Finding[]) => findings.filter(({ section }) => section === SECTION);

describe("an email to the mailbox simulator that bounces", () => {
  let deployment: Awaited<ReturnType<typeof patient>>;
  let world: ReturnType<typeof outside>;
  beforeAll(async () => {
    deployment = await patient({ simulator: true });
    world = outside(deployment.stack);
  });
  afterAll(() => deployment.close());

  const examined = (breaks: (it: Account) => unknown = () => undefined) =>
    deployment.examined(
      (it) => {
        it.dryRun = deployment.lambda;
        breaks(it);
      },
      { mail: true },
    );

  test("is followed from SES to the onboarding, which is withdrawn", async () => {
    const { findings } = await examined();
    expect(told(findings)).toEqual([]);
    const found = ofIt(findings).map(({ name, says }) => `${name}: ${says}`);
    expect(found).toEqual([
      expect.stringMatching(/^test onboarding: bounce\+[\da-f-]{36}@simulator\.amazonses\.com is being onboarded$/u),
      "bounced email: the report of its bounce reached the onboarding: no such mailbox",
      "withdrawal: the test onboarding is withdrawn, and its card closed",
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
  let deployment: Awaited<ReturnType<typeof patient>>;
  beforeAll(async () => {
    deployment = await patient();
  });
  afterAll(() => deployment.close());

  test("a report that never arrives is found, and the onboarding is withdrawn all the same", async () => {
    const { findings } = await deployment.examined((it) => (it.dryRun = deployment.lambda), ON_REQUEST);
    expect(told(ofIt(findings))).toEqual([
      expect.stringMatching(
        /^bounced email: SES took the email, but no report of its bounce arrived within 120 seconds\. → .*MailEventsLogs.*LostMailEvents/u,
      ),
    ]);
    expect(findings.at(-1)?.says).toBe("the test onboarding is withdrawn, and its card closed");
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

  test("nothing of it is done where nobody asks for it", async () => {
    const { findings, asked } = await deployment.examined();
    expect(ofIt(findings)).toEqual([]);
    expect([...asked]).not.toContain("dynamodb:GetItem");
  });
});
