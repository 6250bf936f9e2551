import * as messages from "../../src/email/messages.ts";
import type { Brand } from "../../src/domain/brand.ts";
import type { MailContent } from "../../src/email/layout.ts";
import type { User } from "../../src/domain/user.ts";
import { NOW } from "../fakes.ts";
import { ADA, AT, PEOPLE } from "./people.ts";
import type { Sample } from "./sample.ts";

/** An image that needs no network. */
const LOGO = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="120" height="40" rx="8" fill="#0b6b4f"/><circle cx="20" cy="20" r="9" fill="#fff"/></svg>')}`;
const LINK = `https://abc123.execute-api.eu-central-1.amazonaws.com/verify?token=${"eyJhbGciOiJIUzI1NiJ9".repeat(12)}`;
const LATER = new Date(NOW.getTime() + 72_000_000);
const BRAND: Brand = {
  organisation: "Example Inc.",
  logoUrl: LOGO,
  welcomeUrl: "https://example.com/start",
  supportEmail: "help@example.com",
};
const verified = (by: "email" | "slack") => ({ outcome: "verified", source: by, at: AT }) as const;

/** Each email that is sent, by the function that writes it: the type checker misses one that is not here. */
const WRITERS: Record<keyof typeof messages, Record<string, (user: User) => Promise<MailContent>>> = {
  verificationMail: {
    "Verification email": (user) => messages.verificationMail(user, { link: LINK, now: NOW, brand: BRAND }),
    "Verification email with a code": (user) =>
      messages.verificationMail(user, { link: LINK, code: "042137", now: NOW, brand: BRAND }),
  },
  reminderMail: {
    "Reminder email": (user) => messages.reminderMail(user, { link: LINK, now: LATER, brand: BRAND }),
    "Reminder email without a brand": (user) => messages.reminderMail(user, { link: LINK, now: LATER, brand: {} }),
  },
  welcomeMail: {
    "Welcome email after the link": (user) =>
      messages.welcomeMail({ ...user, decision: verified("email") }, { brand: BRAND }),
    "Welcome email after a decision in Slack": (user) =>
      messages.welcomeMail({ ...user, decision: verified("slack") }, { brand: { ...BRAND, organisation: undefined } }),
    "Welcome email without a brand": (user) =>
      messages.welcomeMail({ ...user, decision: verified("email") }, { brand: {} }),
  },
};

/** Every email as HTML and as plain text, the verification email to everybody. */
export async function emails(): Promise<Sample[]> {
  const { verificationMail, ...others } = WRITERS;
  const written = Object.values(others).flatMap((kinds) =>
    Object.entries(kinds).map(([name, write]) => ({ name, write, to: ADA })),
  );
  const toEverybody = Object.entries(verificationMail).flatMap(([name, write]) =>
    Object.entries(PEOPLE).map(([who, to]) => ({ name: `${name}, ${who}`, write, to })),
  );
  const both = [...toEverybody, ...written].map(async ({ name, write, to }): Promise<Sample[]> => {
    const { subject, html, text } = await write(to);
    const group = "Emails";
    return [
      { group, name: `${name}: ${subject}`, kind: "html", html },
      { group, name: `${name}, as plain text`, kind: "text", text },
    ];
  });
  return (await Promise.all(both)).flat();
}
