import type { SendEmailRequest } from "@aws-sdk/client-sesv2";
import { describe, expect, test } from "vitest";
import { SesError } from "../../local/mail/faults.ts";
import { sendEmail } from "../../local/mail/send-email.ts";

const ACCOUNT = {
  region: "eu-west-1",
  identities: ["onboarding@example.com", "example.org"],
  configurationSets: ["set"],
};

const hello = { Data: "Hello" };
const simple = { Subject: hello, Body: { Text: hello } };
const request = (change: Partial<SendEmailRequest> = {}): SendEmailRequest => ({
  FromEmailAddress: "onboarding@example.com",
  Destination: { ToAddresses: ["ada@example.com"] },
  Content: { Simple: simple },
  ...change,
});
const headers = (...Headers: { Name: string; Value: string }[]) =>
  request({ Content: { Simple: { ...simple, Headers } } });
const to = (...ToAddresses: string[]) => request({ Destination: { ToAddresses } });
const sent = (body: unknown) => sendEmail(body, ACCOUNT, 0);

function refusalOf(body: unknown): string {
  try {
    sent(body);
  } catch (error) {
    return error instanceof SesError ? String(error) : `${String(error)} (no SesError)`;
  }
  return "taken";
}

describe("by the schema of the SDK", () => {
  test.each<[unknown, string]>([
    [[], "The request must be an object."],
    [{ FromEmailAddress: "onboarding@example.com" }, "The request needs Content."],
    [{ ...request(), FromEmailAddress: 1 }, "FromEmailAddress must be a string."],
    [{ ...request(), Destination: { ToAddresses: "ada@example.com" } }, "ToAddresses must be a list."],
    [{ ...request(), Destination: { ToAddresses: [1] } }, "A member of ToAddresses must be a string."],
    [{ ...request(), EmailTags: [{ Name: "a" }] }, "A member of EmailTags needs Value."],
    [{ ...request(), Content: { Simple: { Body: {} } } }, "Simple needs Subject."],
    [{ ...request(), Content: { Simple: { ...simple, Subject: {} } } }, "Subject needs Data."],
  ])("%j is refused: %s", (body, message) => {
    expect(refusalOf(body)).toBe(`BadRequestException: ${message}`);
  });

  test("null is as absent", () => {
    expect(sent({ ...request(), ConfigurationSetName: null })).toMatchObject({ configurationSet: undefined });
  });
});

describe("by SES's rules", () => {
  test("an identity is a verified address, or any address of a verified domain; letter case is no matter", () => {
    for (const from of ["onboarding@example.com", '"A, B" <Onboarding@Example.com>', "any@example.org"]) {
      expect(sent(request({ FromEmailAddress: from })).from).toBe(from);
    }
    expect(refusalOf(request({ FromEmailAddress: "Ada <ada@example.com>" }))).toBe(
      "MessageRejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: ada@example.com",
    );
  });

  test.each<[string, SendEmailRequest]>([
    ["Configuration set <none> does not exist.", request({ ConfigurationSetName: "none" })],
    [
      "List with name: people doesn't exist.",
      request({ ListManagementOptions: { ContactListName: "people", TopicName: "news" } }),
    ],
  ])("NotFoundException: %s", (message, body) => {
    expect(refusalOf(body)).toBe(`NotFoundException: ${message}`);
  });

  const manyHeaders = Array.from({ length: 16 }, (_, index) => ({ Name: `X-${index}`, Value: "1" }));
  const manyPeople = Array.from({ length: 51 }, (_, index) => `p${index}@example.com`);
  const huge = { Subject: hello, Body: { Text: { Data: "x".repeat(40 * 1024 * 1024) } } };
  test.each<[string, unknown]>([
    ["takes Simple content", { ...request(), Content: { Raw: { Data: "" } } }],
    ["takes Simple content", request({ Content: {} })],
    ["needs a body", request({ Content: { Simple: { Subject: hello, Body: {} } } })],
    ["needs its Charset", request({ Content: { Simple: { ...simple, Body: { Html: { Data: "Grüße" } } } } })],
    ["needs its Charset", request({ Content: { Simple: { ...simple, Subject: { Data: "Grüße" } } } })],
    ["FromEmailAddress is missing", { ...request(), FromEmailAddress: undefined }],
    ["needs a recipient", request({ Destination: {} })],
    ["Recipient count exceeds 50", to(...manyPeople)],
    ["more than 320 bytes", request({ FromEmailAddress: `"${"x".repeat(300)}" <onboarding@example.com>` })],
    ["An address is ASCII", to("ada@müller.example")],
    ["An address is ASCII", request({ FromEmailAddress: '"Grüße" <onboarding@example.com>' })],
    ["Illegal address", to("ada")],
    ["Illegal address", to("a..b@example.com")],
    ["Illegal address", to("ada@example")],
    ["Illegal address", to("ada@example.com\r\nBcc: eve@example.com")],
    ["Illegal address", request({ ReplyToAddresses: ["nobody"] })],
    ["15 headers", headers(...manyHeaders)],
    ["A header's name", headers({ Name: "X:Y", Value: "1" })],
    ["The header X-Line takes", headers({ Name: "X-Line", Value: "a\r\nBcc: eve@example.com" })],
    ["The header X-Long takes", headers({ Name: "X-Long", Value: "x".repeat(871) })],
    ["has the header Subject once", headers({ Name: "Subject", Value: "Other" })],
    [
      "has the header auto-submitted once",
      headers({ Name: "Auto-Submitted", Value: "no" }, { Name: "auto-submitted", Value: "no" }),
    ],
    ["A tag takes", request({ EmailTags: [{ Name: "user", Value: "ada@example.com" }] })],
    ["A tag takes", request({ EmailTags: [{ Name: "x".repeat(257), Value: "a" }] })],
    [
      "Tracking is ENABLED or DISABLED",
      request({ ConfigurationOverrides: { Tracking: { OpenTrackingEnabled: "OFF" as "DISABLED" } } }),
    ],
    ["Message length is more than 41943040 bytes", request({ Content: { Simple: huge } })],
  ])("BadRequestException: … %s …", (message, body) => {
    const refusal = refusalOf(body);
    expect(refusal).toMatch(/^BadRequestException: /u);
    expect(refusal).toContain(message);
  });

  test.each([
    "o'brien@example.com",
    "a&b@xn--mller-kva.example",
    "x/y@firma.xn--p1ai",
    '"Ada \\"L\\"" <ada@example.com>',
  ])("%s is a recipient like any other", (address) => {
    expect(sent(to(address)).destination.to).toEqual([address]);
  });

  test("15 headers, 50 recipients and text that names its charset are taken", () => {
    expect(sent(headers(...manyHeaders.slice(1))).headers).toHaveLength(15);
    expect(sent(to(...manyPeople.slice(1))).destination.to).toHaveLength(50);
    const text = { Data: "Grüße 🎉", Charset: "UTF-8" };
    expect(sent(request({ Content: { Simple: { Subject: text, Body: { Html: text } } } })).subject).toBe("Grüße 🎉");
  });
});
