import { describe, expect, test } from "vitest";
import { reminderMail, verificationMail, welcomeMail } from "../../src/email/messages.ts";
import type { Decision } from "../../src/domain/user.ts";
import { BARE, NOW, pendingUser } from "../../testkit/fakes.ts";

const at = NOW.toISOString();

/** What a mail's HTML says, without its markup. */
const wordsOf = (html: string) =>
  html
    .replaceAll(/<\/?bdi>/gu, "")
    .replaceAll(/<style>.*?<\/style>|<!--.*?-->|<[^>]+>/gsu, " ")
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
    const { text, html } = await welcomeMail(pendingUser({ status: "ACTIVE", decision }), BARE);
    for (const form of [text, wordsOf(html)]) {
      expect(form.replaceAll("\n\n", " ")).toContain(`${said} Your account is active. There is nothing left to do.`);
      expect(form).not.toContain(unsaid);
      expect(form).toContain("You're receiving this email because your account has just become active.");
    }
  });
});

test.each([verificationMail, reminderMail])(
  "an email with a link says in both forms whom it is for, why it came, and what not to do (%#)",
  async (mail) => {
    const { text, html } = await mail(pendingUser(), BARE);
    expect(wordsOf(html)).toContain("Verify my address");
    for (const form of [text, wordsOf(html)]) {
      expect(form).toContain("Hello Ada Lovelace,");
      expect(form).toContain("because someone requested an account for ada@example.com.");
      expect(form).toContain("Didn't expect this email? Ignore it, and don't forward the link.");
    }
  },
);

test("an email of nobody in particular says this and no more", async () => {
  const { text, html } = await verificationMail(pendingUser(), BARE);
  const until = "Please use the link within 24 hours (until 25 November 2026 at 09:00 UTC).";
  const ask = "An account is being set up for ada@example.com. Please confirm that this address is yours.";
  const why =
    "You're receiving this email because someone requested an account for ada@example.com. Didn't expect this email? Ignore it, and don't forward the link.";
  expect(text).toBe(`Hello Ada Lovelace,\n\n${ask}\n\n${BARE.link}\n\n${until}\n\n${why}\n`);
  const otherwise = `If the button doesn't work, open this address in your browser: ${BARE.link}`;
  const title = "Verify your address";
  expect(wordsOf(html)).toBe(
    `${title} ${until} ${title} Hello Ada Lovelace, ${ask} Verify my address ${until} ${otherwise} ${why}`,
  );
  expect(html).not.toContain("<bdi></bdi>"); // no empty line in place of a name
});

test("a welcome says this and no more, with an address to go on to and without one", async () => {
  const decision = { outcome: "verified", source: "email", at } as const;
  const active = pendingUser({ status: "ACTIVE", decision });
  const verified = "Your address ada@example.com is verified.";
  const why = "You're receiving this email because your account has just become active.";
  const title = "Welcome, Ada Lovelace";
  const nothing = "Your account is active. There is nothing left to do.";
  const { html } = await welcomeMail(active, BARE);
  expect(wordsOf(html)).toBe(`${title} ${nothing} ${title} ${verified} ${nothing} ${why}`);
  const welcomeUrl = "https://example.com/start";
  const { html: onward } = await welcomeMail(active, { ...BARE, brand: { welcomeUrl } });
  const go = `Get started If the button doesn't work, open this address in your browser: ${welcomeUrl}`;
  const isActive = "Your account is active.";
  expect(wordsOf(onward)).toBe(`${title} ${isActive} ${title} ${verified} ${isActive} ${go} ${why}`);
});

test("Outlook on Windows gets a column of its own, and a font that it knows", async () => {
  const { html } = await welcomeMail(pendingUser({ status: "ACTIVE" }), BARE);
  const onlyThere = [...html.matchAll(/<!--\[if mso\]>(.*?)<!\[endif\]-->/gsu)].map(([, inside = ""]) => inside);
  expect(onlyThere).toEqual([
    expect.stringMatching(/^<style>.*font-family:Arial/u),
    expect.stringMatching(/^<table [^>]*width="480"><tr><td>$/u),
    "</td></tr></table>",
  ]);
});

describe("an email of an organisation", () => {
  const brand = {
    organisation: "Example & Co.",
    logoUrl: "https://example.com/logo.png",
    welcomeUrl: "https://example.com/start",
    supportEmail: "help@example.com",
  };
  const branded = { ...BARE, brand };
  const active = pendingUser({ status: "ACTIVE", decision: { outcome: "verified", source: "email", at } });

  test("names it in the subject, the heading, the text and the reason", async () => {
    const mails = await Promise.all([
      verificationMail(pendingUser(), branded),
      reminderMail(pendingUser(), branded),
      welcomeMail(active, branded),
    ]);
    expect(mails.map(({ subject }) => subject)).toEqual([
      "Verify your address for Example & Co.",
      "Reminder: verify your address for Example & Co.",
      "Welcome to Example & Co.",
    ]);
    for (const { html, text } of mails) {
      expect(html).toMatch(/<h1[^>]*>[^<]*<bdi>Example &amp; Co\./u);
      expect(html).toContain('href="mailto:help@example.com"');
      expect(text).toMatch(/^You're receiving this email because .*account at Example & Co\. /mu);
      for (const form of [text, wordsOf(html)]) {
        expect(form).toContain("Questions? Reply to this email, or write to help@example.com");
      }
    }
  });

  test("shows its logo, or its name until the reader has images shown", async () => {
    const { html } = await verificationMail(pendingUser(), branded);
    expect(html).toMatch(/<img[^>]* src="https:\/\/example\.com\/logo\.png"[^>]* alt="Example &amp; Co\."/u);
    const nameless = await verificationMail(pendingUser(), { ...BARE, brand: { logoUrl: brand.logoUrl } });
    expect(nameless.html).toMatch(/<img[^>]* alt=""/u);
    const { html: without } = await verificationMail(pendingUser(), {
      ...branded,
      brand: { ...brand, logoUrl: undefined },
    });
    expect(without).not.toContain("<img");
    expect(wordsOf(without)).toContain("Example &amp; Co. Verify your address");
  });

  test("leads the new user on, by a button and an address to copy, in both forms", async () => {
    const { html, text } = await welcomeMail(active, branded);
    expect(html.split('href="https://example.com/start"')).toHaveLength(3);
    expect(wordsOf(html)).toContain("Go to Example &amp; Co.");
    expect(text).toContain("Go to Example & Co.\nhttps://example.com/start");
    expect(text).not.toContain("nothing left to do");
    const nameless = await welcomeMail(active, { ...BARE, brand: { welcomeUrl: "https://example.com/start" } });
    expect(nameless).toMatchObject({ subject: "Welcome" });
    expect(wordsOf(nameless.html)).toContain("Get started");
  });
});

test.each([verificationMail, reminderMail])(
  "an email with a code shows it in both forms, and says where to type it (%#)",
  async (mail) => {
    const { subject, text, html } = await mail(pendingUser(), { ...BARE, code: "042137" });
    for (const form of [text, wordsOf(html)]) {
      expect(form).toMatch(/Open the link, and type this code there:\s+042137\s/u);
      expect(form).toContain("Ignore it, and don't share the code.");
    }
    expect(subject).not.toContain("042137"); // a locked phone shows it
  },
);

test("an email has colours for the dark, and a font that the reader's machine has", async () => {
  const { html } = await welcomeMail(pendingUser({ status: "ACTIVE" }), BARE);
  expect(html).toMatch(/<style>[^<]*@media\(prefers-color-scheme:dark\)\{\s*\.page\{/u);
  expect(html).toContain("font-family:system-ui,");
});
