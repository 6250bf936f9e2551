import { html, raw } from "hono/html";
import type { Brand } from "../domain/brand.ts";
import { type Markup, named, type Words } from "../messages/words.ts";

/** Who reads a page: in which words, and about whose account. */
export interface Reader {
  words: Words;
  brand: Pick<Brand, "organisation" | "welcomeUrl" | "supportEmail">;
}

/** The one stylesheet, inline and named by its hash in the Content-Security-Policy. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1b1e23;--soft:#565e69;--page:#f5f6f4;--card:#fff;--line:#e0e3e0;--edge:#7a828c;--alert:#a1440c;--accent:#0b6b4f;--on-accent:#fff;--focus:#1a5fd0}
@media(prefers-color-scheme:dark){:root{--ink:#eceef0;--soft:#a7afb9;--page:#14171a;--card:#1e2226;--line:#33393f;--edge:#8b939d;--alert:#ffb37a;--accent:#6fd6b0;--on-accent:#07281e;--focus:#9cc2ff}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.25rem;background:var(--page);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif}
main{width:100%;max-width:28rem;padding:2rem 1.75rem;background:var(--card);border:1px solid var(--line);border-radius:1rem;overflow-wrap:anywhere}
svg{display:block;margin:0 0 1rem;fill:none;stroke:var(--soft);stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.ask,.done{stroke:var(--accent)}.trouble{stroke:var(--alert)}
h1{margin:0 0 .75rem;font-size:1.5rem;line-height:1.25;letter-spacing:-.01em;text-wrap:balance}
p{margin:0 0 1rem;text-wrap:pretty}p:last-child{margin-bottom:0}
dl{margin:0 0 1.5rem;padding:.9rem 1.1rem;border:1px solid var(--line);border-radius:.6rem}
dt{color:var(--soft);font-size:.875rem}dd{margin:0 0 .6rem;font-weight:600}dd:last-child{margin-bottom:0}
a{color:var(--accent)}
button,.go{display:block;width:100%;min-height:3rem;margin:0 0 1.25rem;padding:.6rem 1.25rem;border:0;border-radius:.6rem;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.quiet{background:transparent;color:var(--ink);border:1px solid var(--edge)}
label{display:block;margin:0 0 .35rem;font-weight:600}
input{width:100%;min-height:3rem;margin:0 0 1rem;padding:.5rem .75rem;border:1px solid var(--edge);border-radius:.6rem;background:var(--card);color:var(--ink);font:inherit}
.code{font-size:1.5rem;letter-spacing:.2em;font-variant-numeric:tabular-nums}
button:focus-visible,input:focus-visible,a:focus-visible{outline:3px solid var(--focus);outline-offset:3px}
.organisation{margin:0 0 1.25rem;color:var(--soft);font-size:.9375rem;font-weight:600}
.soft{color:var(--soft);font-size:.9375rem}
@media(max-width:24rem){body{padding:.75rem}main{padding:1.5rem 1.125rem}}
:lang(ja){line-break:strict;word-break:auto-phrase}
:lang(ja) h1{letter-spacing:normal}
@media(forced-colors:active){main,button,.go{border:1px solid}}
`;

// Each says in a shape what the heading says in words. 24 units square.
const ICONS = {
  ask: "M3 6h18v12H3zM3 6l9 7 9-7",
  done: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.5l3 3 5.5-6.5",
  waiting: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5.5l3.5 2",
  closed: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12h8",
  trouble: "M12 4 2.5 20h19zM12 10v4.5M12 17v.5",
} as const;

/** How things are, in one sign. */
type Sign = keyof typeof ICONS;

/** The signs of pages on which the reader can do nothing more, so that whom to contact is worth saying. */
const STUCK: readonly Sign[] = ["closed", "trouble"];

/** A whole page, with the stylesheet to the byte as its hash has it: its title begins with its heading, so that a screen reader says the state first. */
export function layout({ words, brand }: Reader, sign: Sign, title: string, content: Markup) {
  const { organisation, supportEmail } = brand;
  return html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${organisation === undefined ? title : `${title} – ${organisation}`}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          ${organisation === undefined ? "" : html`<p class="organisation"><bdi>${organisation}</bdi></p>`}
          <svg class="${sign}" viewBox="0 0 24 24" width="40" height="40" aria-hidden="true" focusable="false">
            <path d="${ICONS[sign]}" />
          </svg>
          <h1>${title}</h1>
          ${content}
          ${supportEmail !== undefined && STUCK.includes(sign) ? soft(words.html("page.support", { address: mailto(supportEmail) })) : ""}
        </main>
      </body>
    </html>`;
}

/** What is said first: read out as soon as the page is there. */
export function status(said: Markup) {
  return html`<p role="status">${said}</p>`;
}

/** What matters less. */
export function soft(said: Markup | string) {
  return html`<p class="soft">${said}</p>`;
}

/** Where someone who is in goes on, if that is known. */
export function goOn({ words, brand }: Reader) {
  return brand.welcomeUrl === undefined
    ? ""
    : html`<a class="go" href="${brand.welcomeUrl}">${words.html("go-on", named(brand.organisation))}</a>`;
}

function mailto(address: string) {
  return html`<a href="mailto:${address}">${address}</a>`;
}
