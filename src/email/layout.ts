import { html, raw } from "hono/html";

/** A piece of escaped HTML. */
export type Markup = ReturnType<typeof html>;

/** A mail in both its forms. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

// The light colours stand inline, where every client reads them; these replace them where a client knows of the dark.
const DARK = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media(prefers-color-scheme:dark){
.page{background:#14171a!important;color:#eceef0!important}
.card{background:#1e2226!important;border-color:#33393f!important}
.soft{color:#a7afb9!important}
.link{color:#6fd6b0!important}
.button{background:#6fd6b0!important;color:#07281e!important}
}`;

/** A mail's HTML: one column that fits a phone. `preview` is what an inbox shows beside the subject; `why` stands at the foot. */
export async function layout(parts: { title: string; preview: string; content: Markup; why: string }): Promise<string> {
  const { title, preview, content, why } = parts;
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${title}</title>
        ${raw(`<style>${DARK}</style>`)}
      </head>
      <body class="page" style="margin:0;padding:0;background:#f5f6f4;color:#1b1e23">
        <div style="display:none;max-height:0;overflow:hidden">${preview}</div>
        <div
          class="page"
          role="article"
          aria-roledescription="email"
          aria-label="${title}"
          style="padding:32px 16px;background:#f5f6f4;color:#1b1e23;${FONT};font-size:16px;line-height:1.6;overflow-wrap:anywhere"
        >
          <div
            class="card"
            style="max-width:480px;margin:0 auto;padding:16px 28px;background:#fff;border:1px solid #e0e3e0;border-radius:16px"
          >
            <h1 style="margin:16px 0;font-size:24px;line-height:1.25">${title}</h1>
            ${content}
          </div>
          <div style="max-width:480px;margin:0 auto;padding:0 28px">${small(why)}</div>
        </div>
      </body>
    </html>`;
  return String(page);
}

/** What is said. */
export function paragraph(content: Markup | string) {
  return html`<p style="margin:16px 0">${content}</p>`;
}

/** What matters less. */
export function small(content: Markup | string) {
  return html`<p class="soft" style="margin:16px 0;font-size:14px;color:#565e69">${content}</p>`;
}

/** The one thing to press. */
export function button(href: string, label: string) {
  return html`<p style="margin:28px 0">
    <a
      class="button"
      href="${href}"
      target="_blank"
      style="display:inline-block;padding:12px 26px;border-radius:10px;background:#0b6b4f;color:#fff;font-weight:600;text-decoration:none"
      >${label}</a
    >
  </p>`;
}

/** A link that shows where it leads, to be copied by hand. */
export function plainLink(href: string) {
  return html`<a class="link" href="${href}" target="_blank" style="color:#0b6b4f">${href}</a>`;
}
