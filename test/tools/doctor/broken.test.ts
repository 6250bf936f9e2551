import { afterAll, afterEach, describe, expect, test } from "vitest";
import { reporter, verdict } from "../../../tools/doctor/report.ts";
import { WORKSPACE } from "../../../local/workspace.ts";
import type { Account } from "./aws.ts";
import { CASES, dmarc, PENDING } from "./cases.ts";
import { facade, RETURNED, told, VERIFIED } from "./examined.ts";

const deployment = await facade();
afterAll(() => deployment.close());

test.each(CASES)("%s: is found, with what to do", async (_, breaks, says, fix) => {
  const found = told((await deployment.examined(breaks)).findings);
  expect(found).toEqual([expect.stringContaining(says)]);
  expect(found.join("")).toContain(fix);
});

test("credentials of another account than the stage's are found before anything is asked of it", async () => {
  const { findings, asked } = await deployment.examined(undefined, { belongsTo: "123456789012" });
  expect(told(findings)[0]).toMatch(
    /^credentials: You are signed in to account 000000000000, but stage dev belongs to account 123456789012\. → Choose a profile/u,
  );
  expect([...asked]).not.toContain("cloudformation:DescribeStacks");
});

/** A sender whose email nobody signs, and that record. */
const unsigned = (record: string) => (it: Account) => {
  it.identities = { "example.com": { ...VERIFIED, DkimAttributes: PENDING } };
  dmarc(record)(it);
};
test.each<[record: string, state: string, says: string]>([
  ["v=DMARC1; p=reject", "wrong", "Our email fails DMARC, and _dmarc.example.com (p=reject) has mailboxes refuse it"],
  ["v=DMARC1; p=quarantine", "wrong", "(p=quarantine) has mailboxes take it for spam"],
  [
    "v=DMARC1; p=none",
    "mild",
    "(p=none) only reports it: neither its signature (none) nor its MAIL FROM (amazonses.com)",
  ],
])("unsigned email under %s is %s", async (record, state, says) => {
  const { findings } = await deployment.examined(unsigned(record));
  expect(findings.find(({ name }) => name === "DMARC")).toMatchObject({
    state,
    says: expect.stringContaining(says),
    fix: expect.stringContaining("Verify example.com in SES with DKIM"),
  });
});

test("a signature of the domain above fails a strict record, which says what to do", async () => {
  const { findings } = await deployment.examined((it) => {
    it.stack.outputs["Sender"] = "people@mail.example.com";
    it.dns["_dmarc.mail.example.com"] = ["v=DMARC1; p=reject; adkim=s"];
  });
  expect(findings.find(({ name }) => name === "DMARC")).toMatchObject({
    state: "wrong",
    fix: expect.stringContaining("verify mail.example.com in SES, or change that to adkim=r"),
  });
});

test("a MAIL FROM domain of the sender's own passes without a signature", async () => {
  const { findings } = await deployment.examined((it) => {
    unsigned("v=DMARC1; p=reject")(it);
    Object.assign(it.identities["example.com"] ?? {}, RETURNED);
  });
  expect(findings.find(({ name }) => name === "DMARC")?.says).toBe(
    "passes by MAIL FROM (bounce.example.com); _dmarc.example.com says p=reject",
  );
});

test("without a domain of its own, a stage has API Gateway's certificate", async () => {
  const { findings, asked } = await deployment.examined((it) => delete it.stack.outputs["Certificate"]);
  expect(findings.find(({ name }) => name === "certificate")?.says).toBe("API Gateway's own, for join.example.com");
  expect([...asked]).not.toContain("acm:DescribeCertificate");
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

const WIDTH = 80;

test("a report fits a narrow terminal, except for words that are longer", async () => {
  const { findings } = await deployment.examined((it) => {
    it.ses = { ...it.ses, ProductionAccessEnabled: false };
    it.identities = {};
    it.executions = { 7: ["PAUSED"] };
  });
  const lines = findings.map(reporter(WIDTH)).join("\n").split("\n");
  expect(lines.filter((line) => line.length > WIDTH && line.trim().split(" ").length > 4)).toEqual([]);
});

describe("an app's scopes", () => {
  const SCOPES = WORKSPACE.app.scopes;
  const without = (scope: string) => SCOPES.filter((each) => each !== scope);
  afterEach(() => deployment.slack.grant(SCOPES));

  test.each([
    [without("chat:write"), "Slack's scopes: The app lacks chat:write.", "Reinstall the app"],
    [without("usergroups:read"), "Slack's scopes: The app lacks usergroups:read.", "Reinstall the app"],
    [without("users:read"), "Slack's scopes: The app lacks users:read.", "Reinstall the app"],
    [[...SCOPES, "files:read"], "Slack's scopes: The app has more than it needs: files:read.", "Remove them"],
  ])("%s are found wrong, with what to do", async (scopes, says, fix) => {
    deployment.slack.grant(scopes);
    const found = told((await deployment.examined()).findings);
    expect(found).toEqual([expect.stringContaining(says)]);
    expect(found.join("")).toContain(fix);
  });

  test("need not include what the settings don't need", async () => {
    deployment.slack.grant(["chat:write", "commands", "users:read", "channels:read", "groups:read"]);
    const { findings } = await deployment.examined((it) => (it.stack.outputs["Approvers"] = "channel"));
    expect(told(findings)).toEqual([]);
  });
});
