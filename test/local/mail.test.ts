import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { appendFile, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { awsClientConfig } from "../../local/credentials.ts";
import { type MailOptions, startMail } from "../../local/mail.ts";

const NOON = Date.parse("2026-11-24T12:00:00Z");

async function running(options: Partial<MailOptions> = {}) {
  const mail = await startMail({ port: 0, ...options });
  onTestFinished(() => mail.close());
  const client = new SESv2Client({ ...awsClientConfig(mail.url), maxAttempts: 1 });
  const send = (to: string) =>
    client.send(
      new SendEmailCommand({
        FromEmailAddress: "onboarding@example.com",
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: { Data: "Welcome" }, Body: { Text: { Data: `Hello ${to}` } } } },
      }),
    );
  const store = async () => {
    const { emails } = (await (await fetch(`${mail.url}/store`)).json()) as {
      emails: { destination: { to: string[] } }[];
    };
    return emails.map(({ destination }) => destination.to[0]);
  };
  return { mail, send, store };
}

test("a mail is told of, is dated by the given clock, and stands in /store until that is cleared", async () => {
  const { mail, send, store } = await running({ now: () => NOON });
  let told = 0;
  mail.mails.subscribe(() => (told += 1));
  const { MessageId = "" } = await send("ada@example.com");
  expect(mail.mails.find(MessageId)).toMatchObject({ body: { text: "Hello ada@example.com" }, at: NOON / 1000 });
  expect([told, await store()]).toEqual([1, ["ada@example.com"]]);
  await fetch(`${mail.url}/clear-store`, { method: "POST" });
  expect([told, mail.mails.all(), await store()]).toEqual([2, [], []]);
});

test("mails survive a restart where there is a file, without a line that a crash cut off", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mails-"));
  const file = join(folder.path, "mails.jsonl");
  const first = await running({ file });
  await first.send("ada@example.com");
  await appendFile(file, '{"messageId":"ses-1","bo');

  const second = await running({ file });
  await second.send("grace@example.com");
  const third = await running({ file });
  const addresses = third.mail.mails.all().map(({ destination }) => destination.to[0]);
  expect(addresses).toEqual(["ada@example.com", "grace@example.com"]);
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

test("one mail is intercepted, and the next goes out", async () => {
  const { mail, send } = await running();
  let intercepted = 0;
  mail.interceptNext(async () => void (intercepted += 1));
  await expect(send("ada@example.com")).rejects.toMatchObject({ name: "ServiceUnavailableException" });
  await send("grace@example.com");
  expect([intercepted, mail.mails.all().map(({ destination }) => destination.to[0])]).toEqual([
    1,
    ["grace@example.com"],
  ]);
});
