import { html } from "hono/html";
import type { RichElement, RichList, RichSection } from "../blocks/rich-text.ts";
import { displayName } from "../identities.ts";
import type { Html } from "../../page/html.ts";
import { time } from "../../page/time.ts";

/** Rich text as Slack would show it: its texts are shown as they are. */
export function richText(elements: readonly (RichSection | RichList)[]): Html {
  return html`<div class="rich">
    ${elements.map((element) => (element.type === "rich_text_list" ? list(element) : section(element)))}
  </div>`;
}

function list({ style, elements }: RichList): Html {
  const items = elements.map((item) => html`<li>${item.elements.map(styled)}</li>`);
  return style === "ordered"
    ? html`<ol>
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
}

function section({ elements }: RichSection): Html {
  return html`<div>${elements.map(styled)}</div>`;
}

function styled(element: RichElement): Html {
  const { bold, italic, strike, code } = element.style ?? {};
  const plain = shown(element);
  const coded = code ? html`<code>${plain}</code>` : plain;
  const struck = strike ? html`<s>${coded}</s>` : coded;
  const slanted = italic ? html`<em>${struck}</em>` : struck;
  return bold ? html`<strong>${slanted}</strong>` : slanted;
}

function shown(element: RichElement): Html {
  switch (element.type) {
    case "text":
      return html`${element.text.split("\n").map((line, index) => [index > 0 ? html`<br />` : "", line])}`;
    case "user":
      return html`<span class="mention">@${displayName(element.user_id)}</span>`;
    case "date":
      return time(new Date(element.timestamp * 1000), element.format, element.fallback);
    case "link":
      return html`<a href="${element.url}" target="_blank" rel="noreferrer">${element.text ?? element.url}</a>`;
  }
}
