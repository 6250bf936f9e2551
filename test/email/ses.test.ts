import { readFile } from "node:fs/promises";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startMail } from "../../local/mail.ts";
import type { Brand } from "../../src/domain/brand.ts";
import { sesMail } from "../../src/email/ses.ts";
import { PermanentFailure, Throttled } from "../../src/domain/failures.ts";
import type { Mail } from "../../src/domain/ports.ts";
import { NOW, pendingUser } from "../../testkit/fakes.ts";
import { type Answer, awsApi, clientConfig, everythingOf, failureOf } from "../../testkit/aws/aws-api.ts";

interface StoredMail {
  from: string;
  destination: { to: string[]; cc: string[]; bcc: string[] };
  subject: string;
  body: { html: string; text: string };
  headers: { name: string; value: string }[];
  tags: { name: string; value: string }[];
  configurationSet: string;
}

const user = pendingUser({ name: `Ada <b>"Lovelace"</b>` });
const LINK = "https://example.com/verify?token=token-for-u-ada";

const mailBy = (client: SESv2Client, brand: Brand = {}): Mail =>
  sesMail(client, {
    from: "onboarding@example.com",
    fromName: "Example Inc.",
    configurationSet: "onboarding",
    writing: { brand, language: "en", timeZone: "UTC" },
    verifyUrl: "https://example.com/verify",
    links: { issue: async ({ userId }) => `token-for-${userId}`, code: async () => undefined },
    now: () => NOW,
  });

describe("a mail", () => {
  let inbox: Awaited<ReturnType<typeof startMail>>;
  beforeAll(async () => {
    inbox = await startMail({ port: 0 });
  });
  afterAll(() => inbox.close());

  async function sent(send: (mail: Mail) => Promise<void>, brand?: Brand): Promise<StoredMail> {
    await fetch(`${inbox.url}/clear-store`, { method: "POST" });
    await send(mailBy(new SESv2Client(clientConfig(inbox.url)), brand));
    const store = await fetch(`${inbox.url}/store`);
    const { emails } = (await store.json()) as { emails: StoredMail[] };
    const [email, ...more] = emails;
    if (!email || more.length > 0) {
      throw new Error(`Expected one mail and not ${emails.length}.`);
    }
    return email;
  }

  test("goes to the user alone, from the sender by name, and asks no machine to answer", async () => {
    expect(await sent((mail) => mail.sendVerification(user))).toMatchObject({
      from: '"Example Inc." <onboarding@example.com>',
      destination: { to: ["ada@example.com"], cc: [], bcc: [] },
      headers: expect.arrayContaining([{ name: "Auto-Submitted", value: "auto-generated" }]) as unknown,
    });
  });

  test("has SES report what becomes of it, under the onboarding's ID and nothing personal", async () => {
    expect(await sent((mail) => mail.sendVerification(user))).toMatchObject({
      configurationSet: "onboarding",
      tags: [{ name: "onboarding", value: "1111" }],
    });
  });

  test.each(["sendVerification", "sendReminder", "sendWelcome"] as const)(
    "by %s is in the thread of its onboarding",
    async (kind) => {
      const { headers } = await sent((mail) => mail[kind](user));
      expect(headers).toContainEqual({ name: "References", value: "<1111@example.com>" });
      expect(headers).toContainEqual({ name: "In-Reply-To", value: "<1111@example.com>" });
      const again = { ...user, execution: user.execution.replace("1111", "2222") };
      const { headers: others } = await sent((mail) => mail[kind](again));
      expect(others).toContainEqual({ name: "References", value: "<2222@example.com>" });
    },
  );

  test("asks for replies where questions go", async () => {
    expect(await sent((mail) => mail.sendVerification(user))).toMatchObject({ replyTo: [] });
    const brand = { supportEmail: "help@example.com" };
    expect(await sent((mail) => mail.sendVerification(user), brand)).toMatchObject({ replyTo: ["help@example.com"] });
  });

  test("to verify has the link, as a button and to copy, and says how long it is good", async () => {
    const { subject, body } = await sent((mail) => mail.sendVerification(user));
    expect(subject).toBe("Verify your address");
    expect(body.html.split(`href="${LINK}"`)).toHaveLength(3);
    expect(body.html).toContain(`>${LINK}</a>`);
    expect(body.text).toContain(`\n${LINK}\n`);
    for (const form of [body.html, body.text]) {
      expect(form).toContain("within 24 hours (until 25 November 2026 at 09:00 UTC)");
      expect(form).toContain("ada@example.com");
    }
  });

  test("to remind has the link too", async () => {
    const { subject, body } = await sent((mail) => mail.sendReminder(user));
    expect(subject).toBe("Reminder: verify your address");
    expect(body.html).toContain(`href="${LINK}"`);
    expect(body.text).toContain(`\n${LINK}\n`);
  });

  test("to welcome has none", async () => {
    const { subject, body } = await sent((mail) => mail.sendWelcome({ ...user, status: "ACTIVE" }));
    expect(subject).toBe("Welcome");
    expect(`${body.html}${body.text}`).not.toContain("http");
    expect(body.text).toContain("Your account is active");
  });

  test.each(["sendVerification", "sendReminder", "sendWelcome"] as const)(
    "by %s shows a name as it was given, and as no markup",
    async (kind) => {
      const { body } = await sent((mail) => mail[kind](user));
      expect(body.html).toContain("Ada &lt;b&gt;&quot;Lovelace&quot;&lt;/b&gt;");
      expect(body.html).not.toContain("<b>");
      expect(body.text).toContain(user.name);
    },
  );
});

test("An email is sent as UTF-8, and its link not over a tracking server, which would learn the token", async () => {
  await using api = await awsApi();
  await mailBy(new SESv2Client(api.config)).sendVerification(user);
  expect(JSON.parse(api.calls[0]?.body ?? "")).toMatchObject({
    Content: { Simple: { Subject: { Data: "Verify your address", Charset: "UTF-8" } } },
    ConfigurationOverrides: { Tracking: { ClickTrackingEnabled: "DISABLED", OpenTrackingEnabled: "DISABLED" } },
  });
});

describe("when SES fails", () => {
  async function failure(answer: Answer): Promise<Error> {
    await using api = await awsApi(() => answer && { body: { message: "Bad: ada@example.com" }, ...answer });
    const error = await failureOf(mailBy(new SESv2Client(api.config)).sendVerification(user));
    expect(everythingOf(error)).not.toMatch(/ada@|lovelace|token-for/iu);
    return error;
  }

  test.each([
    "AccountSuspendedException",
    "BadRequestException",
    "MailFromDomainNotVerifiedException",
    "MessageRejected",
    "NotFoundException",
    "ValidationException",
  ])("%s is final", async (type) => {
    const error = await failure({ type });
    expect(error).toBeInstanceOf(PermanentFailure);
    expect(error.name).toBe(type);
  });

  test.each(["TooManyRequestsException", "ThrottlingException", "LimitExceededException"])(
    "%s asks the step to come back in seconds",
    async (type) => {
      const error = await failure({ status: 429, type, body: { message: "Maximum sending rate exceeded" } });
      expect(error).toBeInstanceOf(Throttled);
      expect(error).toMatchObject({ retryAfterSeconds: 5 });
    },
  );

  test("a quota used up for the day asks the step to come back in minutes", async () => {
    const error = await failure({
      status: 429,
      type: "ThrottlingException",
      body: { message: "Daily message quota exceeded" },
    });
    expect(error).toMatchObject({ name: "Throttled", retryAfterSeconds: 600 });
  });

  test.each([
    { status: 400, type: "SendingPausedException" },
    { status: 403, type: "AccessDeniedException" },
    { status: 500, type: "InternalFailure" },
  ])("$type is worth a retry", async (answer) => {
    const error = await failure(answer);
    expect(error).not.toBeInstanceOf(PermanentFailure);
    expect(error).not.toBeInstanceOf(Throttled);
    expect(error.name).toBe(answer.type);
    expect(error.message).toBe(`The call to SES failed: ${answer.type}.`);
  });

  test("every error that the SDK names for SendEmail is one of those above", async () => {
    const types = await readFile(
      "node_modules/@aws-sdk/client-sesv2/dist-types/commands/SendEmailCommand.d.ts",
      "utf8",
    );
    const named = new Set(
      [...types.matchAll(/@throws \{@link (?<name>\w+)\} \(/gu)].map((match) => match.groups?.["name"]),
    );
    expect(named).toEqual(
      new Set([
        "AccountSuspendedException",
        "BadRequestException",
        "LimitExceededException",
        "MailFromDomainNotVerifiedException",
        "MessageRejected",
        "NotFoundException",
        "SendingPausedException",
        "TooManyRequestsException",
      ]),
    );
  });

  test("a network that is down is worth a retry", async () => {
    const client = new SESv2Client(clientConfig("http://127.0.0.1:9"));
    expect(await failureOf(mailBy(client).sendWelcome(user))).toMatchObject({ name: "ECONNREFUSED" });
  });
});
