import { html, raw } from "hono/html";
import type { Brand } from "../domain/brand.ts";
import type { Language } from "../domain/language.ts";
import type { Markup } from "../messages/words.ts";

/** An email in both its forms. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const TEXT = `${FONT};font-size:16px;line-height:1.6;color:#1b1e23;text-align:left`;

// The light colours are inline, where every client reads them; these replace them in clients with a dark mode. Japanese is broken between
// phrases where a client can.
const STYLE = `
h1:lang(ja),p:lang(ja){line-break:strict;word-break:auto-phrase}
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media(prefers-color-scheme:dark){
.page{background:#14171a!important;color:#eceef0!important}
.card{background:#1e2226!important;border-color:#33393f!important;color:#eceef0!important}
.soft{color:#a7afb9!important}
.link{color:#6fd6b0!important}
.button{background:#6fd6b0!important}
.label{color:#07281e!important}
}`;

// Outlook on Windows renders with Word: it knows no max-width, no padding but a cell's, and takes Times for a font it doesn't know.
// https://www.caniemail.com/features/css-max-width/ https://www.caniemail.com/features/css-padding/
const OUTLOOK_FONT = raw("<!--[if mso]><style>td,p,a,h1{font-family:Arial,sans-serif!important}</style><![endif]-->");
const OUTLOOK_COLUMN = raw('<!--[if mso]><table role="presentation" align="center" width="480"><tr><td><![endif]-->');
const OUTLOOK_COLUMN_END = raw("<!--[if mso]></td></tr></table><![endif]-->");

interface Parts {
  brand: Brand;
  language: Language;
  title: string;
  heading: Markup;
  /** What an inbox shows beside the subject. */
  preview: string;
  content: Markup;
  support: Markup | undefined;
  /** The foot: why the email came. */
  why: Markup;
}

/** An email's HTML: one column that fits a phone, in tables, which every client lays out alike. */
export async function layout({
  brand,
  language,
  title,
  heading,
  preview,
  content,
  support,
  why,
}: Parts): Promise<string> {
  const page = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${title}</title>
        ${raw(`<style>${STYLE}</style>`)} ${OUTLOOK_FONT}
      </head>
      <body class="page" style="margin:0;padding:0;background:#f5f6f4;color:#1b1e23">
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preview}</div>
        <div role="article" aria-roledescription="email" aria-label="${title}" lang="${language}">
          <table
            class="page"
            role="presentation"
            width="100%"
            cellpadding="0"
            cellspacing="0"
            border="0"
            bgcolor="#f5f6f4"
            style="background:#f5f6f4"
          >
            <tr>
              <td align="center" style="padding:32px 16px">
                ${OUTLOOK_COLUMN}
                <div style="max-width:480px;margin:0 auto">
                  <table
                    role="presentation"
                    width="100%"
                    cellpadding="0"
                    cellspacing="0"
                    border="0"
                    style="table-layout:fixed"
                  >
                    <tr>
                      <td
                        class="card"
                        bgcolor="#ffffff"
                        style="${TEXT};padding:16px 28px;background:#ffffff;border:1px solid #e0e3e0;border-radius:16px;overflow-wrap:anywhere;word-break:break-word"
                      >
                        ${head(brand)}
                        <h1 style="margin:16px 0;font-size:24px;line-height:1.25">${heading}</h1>
                        ${content}
                      </td>
                    </tr>
                    <tr>
                      <td style="${TEXT};padding:8px 28px;overflow-wrap:anywhere;word-break:break-word">
                        ${support ? small(support) : ""} ${small(why)}
                      </td>
                    </tr>
                  </table>
                </div>
                ${OUTLOOK_COLUMN_END}
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html>`;
  return String(page);
}

/** Who writes. Until a reader has its images shown, a logo is its alternative text. */
function head({ organisation, logoUrl }: Brand) {
  if (logoUrl === undefined) {
    return organisation === undefined ? "" : small(html`<bdi>${organisation}</bdi>`);
  }
  return html`<p style="margin:16px 0">
    <img
      class="soft"
      src="${logoUrl}"
      alt="${organisation ?? ""}"
      height="40"
      style="height:40px;width:auto;max-width:100%;border:0;font-size:14px;color:#565e69"
    />
  </p>`;
}

/** What is said. */
export function paragraph(content: Markup | string) {
  return html`<p style="margin:16px 0">${content}</p>`;
}

/** What matters less. */
export function small(content: Markup | string) {
  return html`<p class="soft" style="margin:16px 0;font-size:14px;color:#565e69">${content}</p>`;
}

/** A code to copy or to type. */
export function digits(code: string) {
  return html`<p style="margin:16px 0;font-size:28px;line-height:1.25;font-weight:700;letter-spacing:4px">${code}</p>`;
}

/** The one thing to press: a padded cell, since Outlook pads no link. */
export function button(href: string, label: Markup | string) {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:28px 0">
    <tr>
      <td
        class="button"
        align="center"
        bgcolor="#0b6b4f"
        style="${FONT};font-size:16px;line-height:1.6;background:#0b6b4f;border-radius:10px;mso-padding-alt:12px 26px"
      >
        <a
          class="label"
          href="${href}"
          target="_blank"
          style="display:inline-block;padding:12px 26px;color:#ffffff;font-weight:600;text-decoration:none"
          >${label}</a
        >
      </td>
    </tr>
  </table>`;
}

/** A link that shows where it leads, to be copied by hand. */
export function plainLink(href: string) {
  return link(href, href);
}

/** A link within a sentence. */
export function link(href: string, text: string) {
  return html`<a class="link" href="${href}" target="_blank" style="color:#0b6b4f">${text}</a>`;
}
