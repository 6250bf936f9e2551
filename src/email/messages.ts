import { html } from "hono/html";
import type { Brand } from "../domain/brand.ts";
import type { Reading } from "../domain/language.ts";
import type { User } from "../domain/user.ts";
import { type Markup, named, type Words, wordsFor } from "../messages/words.ts";
import { button, digits, layout, link as mailto, type MailContent, paragraph, plainLink, small } from "./layout.ts";
import { untilWhen } from "./until-when.ts";

/** Who writes to users, and how. */
export interface Writing extends Reading {
  brand: Brand;
}

/** What an email with a link is written from; `code` is the six digits to type on the link's page, if it takes any. */
export interface Asking extends Writing {
  link: string;
  code?: string | undefined;
  now: Date;
}

/** Asks a new user, in their language, to follow the link; says until when, in words. */
export function verificationMail(user: User, asking: Asking): Promise<MailContent> {
  return askingMail("verification", user, asking);
}

/** Asks again, in fewer words. */
export function reminderMail(user: User, asking: Asking): Promise<MailContent> {
  return askingMail("reminder", user, asking);
}

/** Says in the user's language that their account is active, who verified them, and what to do next. */
export async function welcomeMail({ name, email, locale, decision }: User, writing: Writing): Promise<MailContent> {
  const { brand } = writing;
  const { welcomeUrl } = brand;
  const words = wordsFor([locale], writing);
  const about = { name, email, byAdmin: decision?.source === "slack", ...named(brand.organisation) };
  const active = words.text("welcome.active", { hasNext: welcomeUrl !== undefined });
  const next = words.text("go-on", about);
  return {
    subject: words.text("welcome.subject", about),
    text: paragraphs(
      words.text("welcome.title", about),
      words.text("welcome.how", about),
      active,
      welcomeUrl && `${next}\n${welcomeUrl}`,
      support(words, brand)?.text,
      words.text("welcome.why", about),
    ),
    html: await layout({
      brand,
      language: words.language,
      title: words.text("welcome.title", about),
      heading: words.html("welcome.title", about),
      preview: active,
      content: html`${paragraph(words.html("welcome.how", about))} ${paragraph(active)}
      ${welcomeUrl ? onward(words, welcomeUrl, words.html("go-on", about)) : ""}`,
      support: support(words, brand)?.html,
      why: words.html("welcome.why", about),
    }),
  };
}

async function askingMail(
  kind: "verification" | "reminder",
  { name, email, locale, expiresAt }: User,
  { link, code, now, ...writing }: Asking,
): Promise<MailContent> {
  const { brand } = writing;
  const words = wordsFor([locale], writing);
  const about = { name, email, ...named(brand.organisation), hasCode: code !== undefined };
  const title = words.text(`${kind}.title`, about);
  const until = untilWhen(words, expiresAt, now);
  const type = words.text("email.code");
  return {
    subject: title,
    text: paragraphs(
      words.text("email.hello", about),
      words.text(`${kind}.ask`, about),
      code && `${type}\n\n${code}`,
      link,
      until,
      support(words, brand)?.text,
      words.text("email.why", about),
    ),
    html: await layout({
      brand,
      language: words.language,
      title,
      heading: words.html(`${kind}.title`, about),
      preview: until,
      content: html`${paragraph(words.html("email.hello", about))} ${paragraph(words.html(`${kind}.ask`, about))}
      ${code === undefined ? "" : html`${paragraph(type)} ${digits(code)}`}
      ${onward(words, link, words.text("verify-button"), until)}`,
      support: support(words, brand)?.html,
      why: words.html("email.why", about),
    }),
  };
}

/** A button, what to know about it, and its address for those whose email program shows no button. */
function onward(words: Words, href: string, label: Markup | string, until?: string) {
  return html`${button(href, label)} ${until === undefined ? "" : paragraph(until)}
  ${small(html`${words.text("email.by-hand")}<br />${plainLink(href)}`)}`;
}

function support(words: Words, { supportEmail: address }: Brand) {
  return address === undefined
    ? undefined
    : {
        text: words.text("email.support", { address }),
        html: words.html("email.support", { address: mailto(`mailto:${address}`, address) }),
      };
}

function paragraphs(...texts: (string | undefined)[]): string {
  return `${texts.filter((text) => text !== undefined).join("\n\n")}\n`;
}
