import { html } from "hono/html";
import type { User } from "../domain/user.ts";
import type { Brand } from "../domain/brand.ts";
import { button, digits, layout, link as mailto, type MailContent, paragraph, plainLink, small } from "./layout.ts";
import { untilWhen } from "./until-when.ts";

/** What an email with a link is written from; `code` is the six digits to type on the link's page, if it takes any. */
export interface Asking {
  link: string;
  code?: string | undefined;
  now: Date;
  brand: Brand;
}

const UNEXPECTED = "Didn't expect this email? Ignore it, and don't forward the link.";
const TYPE = "Open the link, and type this code there:";
const UNEXPECTED_CODE = "Didn't expect this email? Ignore it, and tell nobody the code.";

/** Asks a new user to follow the link; says until when, in words. */
export function verificationMail(user: User, asking: Asking): Promise<MailContent> {
  const { organisation } = asking.brand;
  return askingMail(user, asking, {
    title: organisation ? `Verify your address for ${organisation}` : "Verify your address",
    ask: organisation
      ? `An account at ${organisation} is being set up for ${user.email}. Please confirm that this address is yours.`
      : `An account is being set up for ${user.email}. Please confirm that this address is yours.`,
  });
}

/** Asks again, in fewer words. */
export function reminderMail(user: User, asking: Asking): Promise<MailContent> {
  const { organisation } = asking.brand;
  return askingMail(user, asking, {
    title: organisation ? `Reminder: verify your address for ${organisation}` : "Reminder: verify your address",
    ask: organisation
      ? `Your account at ${organisation} is ready as soon as you confirm your address.`
      : "Your account is ready as soon as you confirm your address.",
  });
}

/** Says that the user is in, and through whom, and leads on. */
export async function welcomeMail(
  { name, email, decision }: User,
  { brand }: Pick<Asking, "brand">,
): Promise<MailContent> {
  const { organisation, welcomeUrl } = brand;
  const how =
    decision?.source === "slack"
      ? "An admin has verified you. If you still have a link from us, you no longer need it."
      : `Your address ${email} is verified.`;
  const active = welcomeUrl ? "Your account is active." : "Your account is active. There is nothing left to do.";
  const why = organisation
    ? `You're receiving this email because your account at ${organisation} has just become active.`
    : "You're receiving this email because your account has just become active.";
  const next = organisation ? `Go to ${organisation}` : "Get started";
  return {
    subject: organisation ? `Welcome to ${organisation}` : "Welcome",
    text: paragraphs(
      organisation ? `Welcome to ${organisation}, ${name}.` : `Welcome, ${name}.`,
      `${how} ${active}`,
      welcomeUrl && `${next}: ${welcomeUrl}`,
      support(brand)?.text,
      why,
    ),
    html: await layout({
      brand,
      title: organisation ? `Welcome to ${organisation}, ${name}` : `Welcome, ${name}`,
      preview: active,
      content: html`${paragraph(how)} ${paragraph(active)} ${welcomeUrl ? onward(welcomeUrl, next) : ""}`,
      support: support(brand)?.html,
      why,
    }),
  };
}

async function askingMail(
  { name, email, expiresAt }: User,
  { link, code, now, brand }: Asking,
  { title, ask }: { title: string; ask: string },
): Promise<MailContent> {
  const hello = `Hello ${name},`;
  const until = `Please use the link ${untilWhen(expiresAt, now)}.`;
  const unexpected = code === undefined ? UNEXPECTED : UNEXPECTED_CODE;
  const why = brand.organisation
    ? `You're receiving this email because someone requested an account at ${brand.organisation} for ${email}. ${unexpected}`
    : `You're receiving this email because someone requested an account for ${email}. ${unexpected}`;
  return {
    subject: title,
    text: paragraphs(hello, ask, code && `${TYPE}\n\n${code}`, link, until, support(brand)?.text, why),
    html: await layout({
      brand,
      title,
      preview: until,
      content: html`${paragraph(hello)} ${paragraph(ask)}
      ${code === undefined ? "" : html`${paragraph(TYPE)} ${digits(code)}`} ${onward(link, "Verify my address", until)}`,
      support: support(brand)?.html,
      why,
    }),
  };
}

/** A button, what to know about it, and its address for those whose mail program shows no button. */
function onward(href: string, label: string, until?: string) {
  return html`${button(href, label)} ${until === undefined ? "" : paragraph(until)}
  ${small(html`If the button doesn't work, open this address in your browser:<br />${plainLink(href)}`)}`;
}

function support({ supportEmail }: Brand) {
  return supportEmail === undefined
    ? undefined
    : {
        text: `Questions? Reply to this email, or write to ${supportEmail}.`,
        html: html`Questions? Reply to this email, or write to ${mailto(`mailto:${supportEmail}`, supportEmail)}.`,
      };
}

function paragraphs(...texts: (string | undefined)[]): string {
  return `${texts.filter((text) => text !== undefined).join("\n\n")}\n`;
}
