import { SendEmailCommand, type SendEmailCommandInput, SESv2Client } from "@aws-sdk/client-sesv2";
import { appendFile, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { awsClientConfig } from "../../local/credentials.ts";
import type { MailEvent } from "../../local/mail/events.ts";
import { type MailOptions, startMail } from "../../local/mail.ts";

const NOON = Date.parse("2026-11-24T12:00:00Z");

async function running(options: Partial<MailOptions> = {}) {
  const events: MailEvent[] = [];
  const mail = await startMail({ port: 0, onEvent: (event) => events.push(event), ...options });
  onTestFinished(() => mail.close());
  const client = new SESv2Client({ ...awsClientConfig(mail.url), maxAttempts: 1 });
  const send = (to: string, more: Partial<SendEmailCommandInput> = {}) =>
    client.send(
      new SendEmailCommand({
        FromEmailAddress: "onboarding@example.com",
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: { Data: "Welcome" }, Body: { Text: { Data: `Hello ${to}` } } } },
        ...more,
      }),
    );
  const addresses = () => mail.mails.all().map(({ destination }) => destination.to[0]);
  const store = async () => {
    const { emails } = (await (await fetch(`${mail.url}/store`)).json()) as { emails: { subject: string }[] };
    return emails.map(({ subject }) => subject);
  };
  return { mail, send, store, addresses, events };
}

test("an email is announced, is dated by the given clock, and stays in /store until that is cleared", async () => {
  const { mail, send, store } = await running({ now: () => NOON });
  let told = 0;
  mail.mails.subscribe(() => (told += 1));
  const { MessageId = "" } = await send("ada@example.com");
  expect(mail.mails.find(MessageId)).toMatchObject({ body: { text: "Hello ada@example.com" }, at: NOON / 1000 });
  expect([told, await store()]).toEqual([1, ["Welcome"]]);
  await fetch(`${mail.url}/clear-store`, { method: "POST" });
  expect([told, mail.mails.all(), await store()]).toEqual([2, [], []]);
});

test("each stand-in has an inbox of its own", async () => {
  const [first, second] = [await running(), await running()];
  await first.send("ada@example.com");
  expect([first.addresses(), await second.store()]).toEqual([["ada@example.com"], []]);
});

test("emails survive a restart where there is a file, without a line that a crash cut off", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mails-"));
  const file = join(folder.path, "mails.jsonl");
  const first = await running({ file });
  await first.send("ada@example.com");
  await appendFile(file, '{"messageId":"ses-1","bo');

  const second = await running({ file });
  await second.send("grace@example.com");
  const third = await running({ file });
  expect(third.addresses()).toEqual(["ada@example.com", "grace@example.com"]);
});

test("the inbox shows each email as HTML, as plain text and with its links, and runs none of its scripts", async () => {
  const { mail, send } = await running();
  const empty = await (await fetch(mail.url)).text();
  const html = "<html><head></head><body><script>alert(1)</script><b>Hello</b></body></html>";
  const text = "Open https://example.com/verify?token=a&b=<c> now";
  const Body = { Html: { Data: html }, Text: { Data: text } };
  const { MessageId } = await send("ada@example.com", {
    Content: { Simple: { Subject: { Data: "<i>Verify</i>" }, Body } },
  });
  const page = await (await fetch(mail.url)).text();
  const letter = await fetch(`${mail.url}/mail/${MessageId}`);
  expect(empty).toContain("No email has been sent yet.");
  expect(page).toContain("&lt;i&gt;Verify&lt;/i&gt;");
  expect(page).toContain('href="https://example.com/verify?token=a&amp;b=&lt;c&gt;"');
  expect(page).toContain(`src="/mail/${MessageId}"`);
  expect(await letter.text()).toContain("<b>Hello</b>");
  expect(letter.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(letter.headers.get("content-security-policy")).toContain("sandbox allow-popups");
  expect((await fetch(`${mail.url}/mail/none`)).status).toBe(404);
});

test("the inbox lists the newest fifty emails, and the ones before are a press away", async () => {
  const { mail, send } = await running();
  for (let n = 1; n <= 60; n += 1) {
    await send(`user-${n}@example.com`);
  }
  const listed = async (path: string) => [
    ...(await (await fetch(`${mail.url}${path}`)).text()).matchAll(/to user-(\d+)@/gu),
  ];
  const newest = await listed("/");
  expect([newest.length, newest[0]?.[1], newest.at(-1)?.[1]]).toEqual([50, "60", "11"]);
  expect(await (await fetch(mail.url)).text()).toContain('<a href="/?list=all">10 earlier</a>');
  expect(await listed("/?list=all")).toHaveLength(60);
});

test.each([
  ["down", "ServiceUnavailableException", 503],
  ["throttled", "TooManyRequestsException", 429],
] as const)("a service that is %s refuses as SES does, until it is well again", async (fault, name, status) => {
  const { mail, send } = await running();
  mail.fail(fault);
  await expect(send("ada@example.com")).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  expect(mail.mails.all()).toEqual([]);
  mail.fail();
  await send("ada@example.com");
  expect(mail.mails.all()).toHaveLength(1);
});

test("one email is intercepted, and the next goes out", async () => {
  const { mail, send, addresses } = await running();
  let intercepted = 0;
  mail.interceptNext(async () => void (intercepted += 1));
  await expect(send("ada@example.com")).rejects.toMatchObject({ name: "ServiceUnavailableException" });
  await send("grace@example.com");
  expect([intercepted, addresses()]).toEqual([1, ["grace@example.com"]]);
});

describe("what becomes of an email", () => {
  const VIRUS = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`;
  const tracked = { ConfigurationSetName: "onboarding", EmailTags: [{ Name: "onboarding", Value: "u-1" }] };
  const virus = { Content: { Simple: { Subject: { Data: "Hi" }, Body: { Text: { Data: VIRUS } } } } };

  test.each([
    ["ada@example.com", {}, "Email Delivered", "Delivery", { delivery: { recipients: ["ada@example.com"] } }],
    [
      "bounce+ada@simulator.amazonses.com",
      {},
      "Email Bounced",
      "Bounce",
      { bounce: { bounceType: "Permanent", bouncedRecipients: [{ status: "5.1.1", action: "failed" }] } },
    ],
    [
      "suppressionlist@simulator.amazonses.com",
      {},
      "Email Bounced",
      "Bounce",
      { bounce: { bounceType: "Permanent", bounceSubType: "Suppressed" } },
    ],
    [
      "ooto+ada@simulator.amazonses.com",
      {},
      "Email Bounced",
      "Bounce",
      {
        bounce: {
          bounceType: "Transient",
          bounceSubType: "General",
          bouncedRecipients: [{ emailAddress: "ooto+ada@simulator.amazonses.com" }],
        },
      },
    ],
    ["success@simulator.amazonses.com", {}, "Email Delivered", "Delivery", {}],
    [
      "complaint@simulator.amazonses.com",
      {},
      "Email Complaint Received",
      "Complaint",
      { complaint: { complainedRecipients: [{ emailAddress: "complaint@simulator.amazonses.com" }] } },
    ],
    [
      "delay@simulator.amazonses.com",
      {},
      "Email Delivery Delayed",
      "DeliveryDelay",
      { deliveryDelay: { delayType: "MailboxFull" } },
    ],
    ["ada@example.com", virus, "Email Rejected", "Reject", { reject: { reason: "Bad content" } }],
  ])("to %s %j comes as EventBridge's event: %s", async (to, more, type, eventType, detail) => {
    const { send, events } = await running({ now: () => NOON });
    const { MessageId } = await send(to, { ...tracked, ...more });
    expect(events).toMatchObject([
      {
        source: "aws.ses",
        "detail-type": type,
        time: "2026-11-24T12:00:00Z",
        resources: ["arn:aws:ses:us-east-1:000000000000:configuration-set/onboarding"],
        detail: {
          eventType,
          mail: {
            messageId: MessageId,
            destination: [to],
            tags: { onboarding: ["u-1"], "ses:configuration-set": ["onboarding"] },
          },
          ...detail,
        },
      },
    ]);
  });

  test("is reported only if the email names a configuration set", async () => {
    const { send, events } = await running();
    await send("bounce@simulator.amazonses.com");
    expect(events).toEqual([]);
  });

  test("is a bounce for every address while all email bounces", async () => {
    const { mail, send, events } = await running();
    mail.fail("bounces");
    await send("ada@example.com", tracked);
    mail.fail();
    await send("ada@example.com", tracked);
    expect(mail.mails.all().map(({ outcome }) => outcome)).toEqual(["bounced", "delivered"]);
    expect(events.map((event) => event["detail-type"])).toEqual(["Email Bounced", "Email Delivered"]);
  });
});
