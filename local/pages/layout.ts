import { html, raw } from "hono/html";

type Markup = ReturnType<typeof html>;

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5c6470; --line: #e2e5ea; --page: #f6f7f9; --card: #fff; --accent: #0b6b4f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --soft: #9aa3af; --line: #30353d; --page: #15181c; --card: #1d2126; --accent: #5ccfa6; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.05rem; margin: 0 0 .25rem; }
p { margin: 0 0 1rem; } .soft { color: var(--soft); }
a { color: var(--accent); text-underline-offset: .15em; } a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.doors { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); padding: 0; margin: 1.75rem 0 2.25rem; list-style: none; }
.doors a { display: block; height: 100%; padding: 1.1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; color: inherit; text-decoration: none; }
.doors a:hover { border-color: var(--accent); } .doors h2 { color: var(--accent); } .doors p { margin: 0; color: var(--soft); font-size: .95rem; }
code, kbd { font: .9em ui-monospace, monospace; background: var(--card); border: 1px solid var(--line); border-radius: .35rem; padding: .1em .35em; overflow-wrap: anywhere; }
ol { padding-left: 1.4rem; } li { margin-bottom: .5rem; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
table { border-collapse: collapse; width: 100%; min-width: 44rem; font-size: .95rem; }
th, td { text-align: left; padding: .65rem 1rem; border-bottom: 1px solid var(--line); vertical-align: top; } td:first-child { max-width: 22rem; overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; font-size: .85rem; } tbody tr:last-child td { border-bottom: 0; }
.state { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; border: 1px solid currentColor; font-size: .85rem; white-space: nowrap; }
.ACTIVE { color: #0b6b4f; } .REJECTED, .FAILED { color: #b3261e; } .EXPIRED { color: var(--soft); } .PENDING_EMAIL_VERIFICATION { color: #8a5a00; }
@media (prefers-color-scheme: dark) { .ACTIVE { color: #5ccfa6; } .REJECTED, .FAILED { color: #f2938c; } .PENDING_EMAIL_VERIFICATION { color: #e3b45c; } }
`;

/** A page of the local stack; needs nothing from elsewhere. */
export function layout(title: string, content: Markup | Promise<Markup>) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
}
