import * as messages from "../../src/email/messages.ts";
import type { Brand } from "../../src/domain/brand.ts";
import { LANGUAGES, LANGUAGE_NAMES, type Language } from "../../src/domain/language.ts";
import type { MailContent } from "../../src/email/layout.ts";
import type { User } from "../../src/domain/user.ts";
import { NOW } from "../fakes.ts";
import { ADA, AT, PEOPLE } from "./people.ts";
import type { Sample } from "./sample.ts";

/** A green bar, and no SVG, which Gmail and Outlook don't show. */
const LOGO =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAADUlEQVR42mPgzvaHIAAKyQJQQd2rVgAAAABJRU5ErkJggg==";
const LINK = `https://abc123.execute-api.eu-central-1.amazonaws.com/verify?token=${"eyJhbGciOiJIUzI1NiJ9".repeat(12)}`;
const LATER = new Date(NOW.getTime() + 72_000_000);
const BRAND: Brand = {
  organisation: "Example Inc.",
  logoUrl: LOGO,
  welcomeUrl: "https://example.com/start",
  supportEmail: "help@example.com",
};
const verified = (by: "email" | "slack") => ({ outcome: "verified", source: by, at: AT }) as const;

type Write = (user: User, usual: { brand: Brand; language: Language; timeZone: string }) => Promise<MailContent>;

/** Each email that is sent, by the function that writes it: the type checker misses one that is not here. */
const WRITERS: Record<keyof typeof messages, Record<string, Write>> = {
  verificationMail: {
    "Verification email": (user, usual) => messages.verificationMail(user, { ...usual, link: LINK, now: NOW }),
    "Verification email with a code": (user, usual) =>
      messages.verificationMail(user, { ...usual, link: LINK, code: "042137", now: NOW }),
  },
  reminderMail: {
    "Reminder email": (user, usual) => messages.reminderMail(user, { ...usual, link: LINK, now: LATER }),
    "Reminder email without a brand": (user, usual) =>
      messages.reminderMail(user, { ...usual, link: LINK, now: LATER, brand: {} }),
  },
  welcomeMail: {
    "Welcome email after the link": (user, usual) =>
      messages.welcomeMail({ ...user, decision: verified("email") }, usual),
    "Welcome email after a decision in Slack": (user, usual) =>
      messages.welcomeMail(
        { ...user, decision: verified("slack") },
        { ...usual, brand: { ...BRAND, organisation: undefined } },
      ),
    "Welcome email without a brand": (user, usual) =>
      messages.welcomeMail({ ...user, decision: verified("email") }, { ...usual, brand: {} }),
  },
};

/** Every email as HTML and as plain text in each language, the verification email to everybody. */
export async function emails(): Promise<Sample[]> {
  const { verificationMail, ...others } = WRITERS;
  const written = Object.values(others).flatMap((kinds) =>
    Object.entries(kinds).map(([name, write]) => ({ name, write, to: ADA })),
  );
  const toEverybody = Object.entries(verificationMail).flatMap(([name, write]) =>
    Object.entries(PEOPLE).map(([who, to]) => ({ name: `${name}, ${who}`, write, to })),
  );
  const all = LANGUAGES.flatMap((language) =>
    [...toEverybody, ...written].map(async ({ name, write, to }): Promise<Sample[]> => {
      const { subject, html, text } = await write(to, { brand: BRAND, language, timeZone: "UTC" });
      const group = language === "en" ? "Emails" : `Emails in ${LANGUAGE_NAMES[language]}`;
      return [
        { group, name: `${name}: ${subject}`, kind: "html", html },
        { group, name: `${name}, as plain text`, kind: "text", text },
      ];
    }),
  );
  return (await Promise.all(all)).flat();
}
