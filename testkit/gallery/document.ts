import { html, raw } from "hono/html";
import { readFile } from "node:fs/promises";
import { blocksAsHtml } from "../../packages/slack-local/src/block-kit.ts";
import { WORKSPACE } from "../../local/workspace.ts";
import type { ModalView } from "@slack/types";
import type { Sample } from "./sample.ts";

export const SCHEMES = ["light", "dark"] as const;
export type Scheme = (typeof SCHEMES)[number];

const ROOT = new URL("../../", import.meta.url);
const SLACK_STYLES = [
  ...[
    "live/base",
    "slack/basics",
    "slack/frame",
    "slack/messages",
    "slack/blocks",
    "slack/controls",
    "slack/dialogs",
  ].map((name) => `packages/slack-local/assets/${name}.css`),
  "testkit/gallery/sample.css",
];

/** One sample as a document of its own, in this colour scheme, not the browser's. Throws where Slack would refuse its blocks. */
export async function documentOf(sample: Sample, scheme: Scheme): Promise<string> {
  switch (sample.kind) {
    case "html":
      return inScheme(sample.html, scheme);
    case "text":
      return framed(scheme, html`<pre>${sample.text}</pre>`);
    case "message":
      return framed(scheme, html`<article class="message"><div class="body">${await blocksOf(sample)}</div></article>`);
    case "view":
      return framed(scheme, sample.view.type === "modal" ? await modal(sample.view) : await blocks(sample.view.blocks));
  }
}

async function blocksOf({ text, blocks: given }: Sample & { kind: "message" }) {
  const asText = await blocks([{ type: "section", text: { type: "mrkdwn", text } }]);
  return given
    ? html`${await blocks(given)}
        <aside>
          <h2>Notifications and screen readers</h2>
          ${asText}
        </aside>`
    : asText;
}

const blocks = async (given: readonly object[]) => raw(await blocksAsHtml(given, WORKSPACE));

async function modal({ title, blocks: given, close, submit }: ModalView) {
  return html`<dialog class="modal" open>
    <form>
      <header><h2>${title.text}</h2></header>
      <div class="modal-body">${await blocks(given)}</div>
      <footer class="buttons">
        <button type="button" class="button">${close?.text ?? "Cancel"}</button>
        ${submit ? html`<button type="button" class="button solid primary">${submit.text}</button>` : ""}
      </footer>
    </form>
  </dialog>`;
}

/** An email or a page asks the browser which scheme it prefers; here the answer is written into it. */
function inScheme(page: string, scheme: Scheme): string {
  return page
    .replaceAll(/@media\s*\(prefers-color-scheme:\s*dark\)/gu, scheme === "dark" ? "@media all" : "@media not all")
    .replaceAll("color-scheme:light dark", `color-scheme:${scheme}`)
    .replaceAll('name="color-scheme" content="light dark"', `name="color-scheme" content="${scheme}"`)
    .replace("<head>", '<head><base target="_blank" />');
}

/** The styles are part of the document: a page with a hundred samples would ask for each style sheet a hundred times. */
async function framed(scheme: Scheme, content: unknown): Promise<string> {
  const styles = await Promise.all(SLACK_STYLES.map((path) => readFile(new URL(path, ROOT), "utf8")));
  const page = await html`<!doctype html>
    <html lang="en" style="color-scheme:${scheme}">
      <head>
        <meta charset="utf-8" />
        <title>Sample</title>
        <base target="_blank" />
        <style>
          ${raw(styles.join("\n"))}
        </style>
      </head>
      <body>
        ${content}
      </body>
    </html>`;
  return String(page);
}

/** The gallery: every sample in both schemes, by group. */
export function galleryPage(samples: readonly Sample[]) {
  const groups = [...new Set(samples.map(({ group }) => group))];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Gallery</title>
        <link rel="stylesheet" href="/assets/testkit/gallery/gallery.css" />
        <link rel="icon" href="data:," />
        <script type="module" src="/assets/testkit/gallery/gallery.js"></script>
      </head>
      <body>
        <header>
          <h1>Gallery</h1>
          <p>
            Everything that people see, made by the code that is shipped, in light and dark. Reload the page after an
            edit.
          </p>
          <nav aria-label="Groups">${groups.map((group) => html`<a href="#${slug(group)}">${group}</a>`)}</nav>
          <fieldset>
            <legend>Width</legend>
            <label><input type="radio" name="width" value="wide" checked /> full width</label>
            <label><input type="radio" name="width" value="phone" /> phone</label>
          </fieldset>
        </header>
        ${groups.map(
          (group) =>
            html`<section id="${slug(group)}">
              <h2>${group}</h2>
              ${samples.map((sample, index) => (sample.group === group ? shown(sample, index) : ""))}
            </section>`,
        )}
      </body>
    </html>`;
}

function shown({ name }: Sample, index: number) {
  return html`<figure>
    <figcaption>${name}</figcaption>
    ${SCHEMES.map(
      (scheme) =>
        html`<iframe
          title="${name}, ${scheme}"
          src="/samples/${index}/${scheme}"
          loading="lazy"
          sandbox="allow-same-origin"
        ></iframe>`,
    )}
  </figure>`;
}

const slug = (group: string) => group.toLowerCase().replaceAll(" ", "-");
