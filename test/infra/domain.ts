import type { CfnResource } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { readSettings } from "../../infra/settings.ts";
import { SETTINGS, idOf, stackOf, synthesised } from "./synthesised.ts";

const domain = "join.example.com";
const hostedZone = "Z0123456789 example.com";
const verifyUrl = (template: ReturnType<typeof synthesised>) =>
  template.findResources("AWS::Lambda::Function")[idOf(template, "AWS::Lambda::Function", "Onboard")]?.["Properties"]
    .Environment.Variables.VERIFY_URL;

describe("a stage with a hosted zone", () => {
  const template = synthesised({ domain, hostedZone });

  test("has its page and Slack's URL under its own name, with a certificate that DNS validates", () => {
    expect(verifyUrl(template)).toBe("https://join.example.com/verify");
    template.hasOutput("SlackRequestUrl", { Value: "https://join.example.com/slack/events" });
    template.hasResourceProperties("AWS::CertificateManager::Certificate", {
      DomainName: domain,
      DomainValidationOptions: [{ DomainName: domain, HostedZoneId: "Z0123456789" }],
      ValidationMethod: "DNS",
    });
    template.hasResourceProperties("AWS::ApiGatewayV2::ApiMapping", { Stage: "$default" });
    template.hasResourceProperties("AWS::Route53::RecordSet", { Name: `${domain}.`, Type: "A" });
  });

  test("signs its email with the sender's domain, and has it returned there", () => {
    template.hasResourceProperties("AWS::SES::EmailIdentity", {
      EmailIdentity: "example.com",
      MailFromAttributes: { MailFromDomain: "bounce.example.com", BehaviorOnMxFailure: "USE_DEFAULT_VALUE" },
    });
    const records = Object.values(template.findResources("AWS::Route53::RecordSet")).map(
      ({ Properties }): string => Properties.Type,
    );
    expect(records.toSorted()).toEqual(["A", "CNAME", "CNAME", "CNAME", "MX", "TXT"]);
  });
});

interface Resource {
  Type: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}
const OWN = /^AWS::(?:SES::EmailIdentity|CertificateManager|ApiGatewayV2::(?:DomainName|ApiMapping)|Route53)/u;
const own = (template: Template): [id: string, resource: Resource][] =>
  Object.entries<Resource>(template.toJSON()["Resources"]).filter(([, { Type }]) => OWN.test(Type));

describe("what sleeping onboardings still send with", () => {
  test("stays when another takes its place, and email's also when the stack is deleted", () => {
    const kept = own(synthesised({ domain, hostedZone })).map(([, { Type, DeletionPolicy, UpdateReplacePolicy }]) =>
      [Type.replace("AWS::", ""), DeletionPolicy ?? "Delete", UpdateReplacePolicy].join(" "),
    );
    expect(kept.toSorted()).toEqual([
      "ApiGatewayV2::ApiMapping Delete Retain",
      "ApiGatewayV2::DomainName Delete Retain",
      "CertificateManager::Certificate Delete Retain",
      "Route53::RecordSet Delete Retain",
      ...Array.from({ length: 5 }, () => "Route53::RecordSet RetainExceptOnCreate Retain"),
      "SES::EmailIdentity RetainExceptOnCreate Retain",
    ]);
  });

  test("goes with a stage that retains nothing", () => {
    for (const [, { DeletionPolicy, UpdateReplacePolicy }] of own(synthesised({ domain, retainData: false }))) {
      expect([DeletionPolicy ?? "Delete", UpdateReplacePolicy ?? "Delete"]).toEqual(["Delete", "Delete"]);
    }
  });

  test("includes the links: a new API gets the mapping of the old one, and nothing else of the domain changes", () => {
    const stack = stackOf({ domain, hostedZone });
    const http = stack.node.findChild("Api").node.findChild("Http").node.defaultChild as CfnResource;
    http.overrideLogicalId("AnotherApi");
    const before = own(synthesised({ domain, hostedZone }));
    const after = Template.fromStack(stack);
    const changed = own(after).filter(([id, resource]) => {
      const [, former] = before.find(([known]) => known === id) ?? [];
      return JSON.stringify(former) !== JSON.stringify(resource);
    });
    expect(changed.map(([, { Type }]) => Type)).toEqual(["AWS::ApiGatewayV2::ApiMapping"]);
    expect(own(after)).toHaveLength(before.length);
    expect(JSON.stringify(changed)).toContain('"ApiId":{"Ref":"AnotherApi"}');
    expect(verifyUrl(after)).toBe("https://join.example.com/verify");
  });
});

test("without a hosted zone, a stage with a domain prints the records to create", () => {
  const template = synthesised({ domain });
  template.resourceCountIs("AWS::Route53::RecordSet", 0);
  expect(Object.keys(template.findOutputs("*")).filter((name) => /Dns\d$/u.test(name))).toHaveLength(6);
});

test("without a domain, nothing of it is there, and the page has the API's address", () => {
  const template = synthesised();
  for (const type of ["SES::EmailIdentity", "CertificateManager::Certificate", "ApiGatewayV2::DomainName"]) {
    template.resourceCountIs(`AWS::${type}`, 0);
  }
  expect(JSON.stringify(verifyUrl(template))).toContain(".execute-api.");
});

test.each([
  [{ domain: "https://join.example.com" }, "domain"],
  [{ domain, hostedZone: "example.com" }, "hostedZone"],
  [{ hostedZone }, "hostedZone"],
  [{ domain: "join.example.org", hostedZone }, "hostedZone"],
  [{ domain, hostedZone, sender: "people@example.net" }, "sender"],
])("%j is refused, by the name of the setting at fault", (over, name) => {
  const read = () => readSettings((key) => ({ stages: { test: { ...SETTINGS, ...over } }, stage: "test" })[key]);
  expect(read).toThrow(name);
});
