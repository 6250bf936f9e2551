import { html } from "hono/html";
import type { User } from "../domain/user.ts";
import { button, layout, type MailContent, paragraph, plainLink, small } from "./layout.ts";
import { untilWhen } from "./until-when.ts";

const UNEXPECTED = "Didn't expect this email? Ignore it, and don't forward the link.";

/** Asks a new user to follow the link; says until when, in words. */
export function verificationMail(user: User, link: string, now: Date): Promise<MailContent> {
  return askingMail(user, link, now, {
    title: "Verify your address",
    ask: `An account is being set up for ${user.email}. Please confirm that this address is yours.`,
  });
}

/** Asks again, in fewer words. */
export function reminderMail(user: User, link: string, now: Date): Promise<MailContent> {
  return askingMail(user, link, now, {
    title: "Reminder: verify your address",
    ask: "Your account is ready as soon as you confirm your address.",
  });
}

/** Says that the user is in, and through whom. */
export async function welcomeMail({ name, email, decision }: User): Promise<MailContent> {
  const how =
    decision?.source === "slack"
      ? "An admin has verified you. If you still have a link from us, you no longer need it."
      : `Your address ${email} is verified.`;
  const active = "Your account is active. There is nothing left to do.";
  const why = "You're receiving this email because your account has just become active.";
  return {
    subject: "Welcome",
    text: paragraphs(`Welcome, ${name}.`, `${how} ${active}`, why),
    html: await layout({
      title: `Welcome, ${name}`,
      preview: active,
      content: html`${paragraph(how)} ${paragraph(active)}`,
      why,
    }),
  };
}

async function askingMail(
  { name, email, expiresAt }: User,
  link: string,
  now: Date,
  { title, ask }: { title: string; ask: string },
): Promise<MailContent> {
  const hello = `Hello ${name},`;
  const until = `Please use the link ${untilWhen(expiresAt, now)}.`;
  const why = `You're receiving this email because someone requested an account for ${email}. ${UNEXPECTED}`;
  return {
    subject: title,
    text: paragraphs(hello, ask, link, until, why),
    html: await layout({
      title,
      preview: until,
      content: html`${paragraph(hello)} ${paragraph(ask)} ${button(link, "Verify my address")} ${paragraph(until)}
      ${small(html`If the button doesn't work, open this address in your browser:<br />${plainLink(link)}`)}`,
      why,
    }),
  };
}

function paragraphs(...texts: string[]): string {
  return `${texts.join("\n\n")}\n`;
}
