import * as messages from "../../src/email/messages.ts";
import type { MailContent } from "../../src/email/layout.ts";
import type { User } from "../../src/domain/user.ts";
import { NOW } from "../fakes.ts";
import { ADA, AT, PEOPLE } from "./people.ts";
import type { Sample } from "./sample.ts";

const LINK = `https://abc123.execute-api.eu-central-1.amazonaws.com/verify?token=${"eyJhbGciOiJIUzI1NiJ9".repeat(12)}`;
const verified = (by: "email" | "slack") => ({ outcome: "verified", source: by, at: AT }) as const;

/** Each email that is sent, by the function that writes it: the type checker misses one that is not here. */
const WRITERS: Record<keyof typeof messages, Record<string, (user: User) => Promise<MailContent>>> = {
  verificationMail: { "Verification email": (user) => messages.verificationMail(user, LINK, NOW) },
  reminderMail: { "Reminder email": (user) => messages.reminderMail(user, LINK, new Date(NOW.getTime() + 72_000_000)) },
  welcomeMail: {
    "Welcome email after the link": (user) => messages.welcomeMail({ ...user, decision: verified("email") }),
    "Welcome email after a decision in Slack": (user) => messages.welcomeMail({ ...user, decision: verified("slack") }),
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
