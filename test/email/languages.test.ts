import { expect, test } from "vitest";
import { reminderMail, verificationMail, welcomeMail } from "../../src/email/messages.ts";
import { BARE, NOW, pendingUser } from "../../testkit/fakes.ts";

const at = NOW.toISOString();
const ASKING = { ...BARE, brand: { organisation: "Example Inc." }, timeZone: "Asia/Tokyo" } as const;
const decision = { outcome: "verified", source: "email", at } as const;

test("an email is in the user's language, its subject, its text and its HTML", async () => {
  const user = pendingUser({ name: "山田 太郎", locale: "ja-JP", decision });
  const [verification, reminder, welcome] = await Promise.all([
    verificationMail(user, ASKING),
    reminderMail(user, ASKING),
    welcomeMail(user, ASKING),
  ]);
  expect([verification, reminder, welcome].map(({ subject }) => subject)).toEqual([
    "【Example Inc.】メールアドレスのご確認",
    "【Example Inc.】メールアドレスのご確認（再度のお願い）",
    "Example Inc. へようこそ",
  ]);
  expect(verification.text).toMatch(
    /^山田 太郎\u00A0様\n\nメールアドレス ada@example\.com で、Example Inc\. のアカウントを/u,
  );
  expect(verification.text).toContain("24時間以内（2026年11月25日 18:00 JSTまで）にリンクを開いてください。");
  for (const { html } of [verification, reminder, welcome]) {
    expect(html).toContain('<html lang="ja">');
    expect(html.match(/lang="ja"/gu)).toHaveLength(2);
    expect(html).not.toMatch(/lang="en"|[a-z]+ (?:you|your|the) /u);
  }
});

test.each([
  ["fr-CA", "de", "Bestätigen Sie Ihre E\u2011Mail-Adresse für Example Inc."],
  [undefined, "ja", "【Example Inc.】メールアドレスのご確認"],
  ["en-US", "ja", "Verify your address for Example Inc."],
] as const)("to someone who asks for %s, a deployment in %s writes: %s", async (locale, language, subject) => {
  const mail = await verificationMail(pendingUser({ locale }), { ...ASKING, language });
  expect(mail.subject).toBe(subject);
});

test("names and organisations from right to left leave the sentence, the subject and the link whole", async () => {
  const user = pendingUser({ name: "דנה לוי", decision });
  const hebrew = { ...ASKING, brand: { organisation: "אקמה" } };
  const [{ subject, text, html }, welcome] = await Promise.all([
    verificationMail(user, hebrew),
    welcomeMail(user, hebrew),
  ]);
  expect(subject).toBe("Verify your address for \u2068אקמה\u2069");
  expect(text).toContain("Hello \u2068דנה לוי\u2069,");
  expect(text).toContain("An account at \u2068אקמה\u2069 is being set up for ada@example.com.");
  expect(text).toContain(`\n\n${ASKING.link}\n\n`);
  expect(html).toContain("Hello <bdi>דנה לוי</bdi>,");
  expect(html).toMatch(/<h1[^>]*>Verify your address for <bdi>אקמה<\/bdi><\/h1>/u);
  expect(html).toContain("An account at <bdi>אקמה</bdi> is being set up for <bdi>ada@example.com</bdi>.");
  expect(welcome.html).toMatch(/<h1[^>]*>Welcome to <bdi>אקמה<\/bdi>, <bdi>דנה לוי<\/bdi><\/h1>/u);
  expect(welcome.html).toContain("<title>Welcome to \u2068אקמה\u2069, \u2068דנה לוי\u2069</title>");
});

test("what is left of a window is counted as German counts", async () => {
  const left = async (milliseconds: number) => {
    const now = new Date(Date.parse(pendingUser().expiresAt) - milliseconds);
    return (await verificationMail(pendingUser({ locale: "de" }), { ...ASKING, now, timeZone: "Europe/Berlin" })).text;
  };
  expect(await left(172_800_000)).toContain("innerhalb von 2 Tagen (bis 25. November 2026 um 10:00 MEZ)");
  expect(await left(90_000)).toContain("innerhalb von einer Minute (bis");
});
