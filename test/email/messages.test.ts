import { describe, expect, test } from "vitest";
import { reminderMail, verificationMail, welcomeMail } from "../../src/email/messages.ts";
import type { Decision } from "../../src/domain/user.ts";
import { NOW, pendingUser } from "../../testkit/fakes.ts";

const LINK = "https://example.com/verify?token=t";
const at = NOW.toISOString();

/** What a mail's HTML says, without its markup. */
const wordsOf = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>|<[^>]+>/gsu, " ")
    .replaceAll(/\s+/gu, " ")
    .replaceAll("&#39;", "'")
    .trim();

describe("a welcome", () => {
  test.each<[Decision, string, string]>([
    [
      { outcome: "verified", source: "email", at },
      "Your address ada@example.com is verified.",
      "An admin has verified you.",
    ],
    [
      { outcome: "verified", source: "slack", by: "U0ADMIN", at },
      "An admin has verified you. If you still have a link from us, you no longer need it.",
      "Your address",
    ],
  ])("says in both forms who let the user in: %j", async (decision, said, unsaid) => {
    const { text, html } = await welcomeMail(pendingUser({ status: "ACTIVE", decision }));
    for (const form of [text, wordsOf(html)]) {
      expect(form).toContain(`${said} Your account is active. There is nothing left to do.`);
      expect(form).not.toContain(unsaid);
      expect(form).toContain("You're receiving this email because your account has just become active.");
    }
  });
});

test.each([verificationMail, reminderMail])(
  "an email with a link says in both forms whom it is for, why it came, and what not to do (%#)",
  async (mail) => {
    const { text, html } = await mail(pendingUser(), LINK, NOW);
    expect(wordsOf(html)).toContain("Verify my address");
    for (const form of [text, wordsOf(html)]) {
      expect(form).toContain("Hello Ada Lovelace,");
      expect(form).toContain("because someone requested an account for ada@example.com.");
      expect(form).toContain("Didn't expect this email? Ignore it, and don't forward the link.");
    }
  },
);

test("an email has colours for the dark, and a font that the reader's machine has", async () => {
  const { html } = await welcomeMail(pendingUser({ status: "ACTIVE" }));
  expect(html).toMatch(/<style>[^<]*@media\(prefers-color-scheme:dark\)\{\s*\.page\{/u);
  expect(html).toContain("font-family:system-ui,");
});
