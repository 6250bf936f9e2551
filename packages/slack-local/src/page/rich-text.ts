import { html } from "hono/html";
import type { RichElement, RichList, RichSection } from "../blocks/rich-text.ts";
import type { Directory } from "../directory.ts";
import type { Html } from "../live-page/html.ts";
import { time } from "../live-page/time.ts";

/** Rich text as Slack would show it: its texts are shown as they are. */
export function richText(elements: readonly (RichSection | RichList)[], directory: Directory): Html {
  return html`<div class="rich">
    ${elements.map((element) => (element.type === "rich_text_list" ? list(element, directory) : section(element, directory)))}
  </div>`;
}

function list({ style, elements }: RichList, directory: Directory): Html {
  const items = elements.map((item) => html`<li>${item.elements.map((part) => styled(part, directory))}</li>`);
  return style === "ordered"
    ? html`<ol>
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
}

function section({ elements }: RichSection, directory: Directory): Html {
  return html`<div>${elements.map((part) => styled(part, directory))}</div>`;
}

function styled(element: RichElement, directory: Directory): Html {
  const { bold, italic, strike, code } = element.style ?? {};
  const plain = shown(element, directory);
  const coded = code ? html`<code>${plain}</code>` : plain;
  const struck = strike ? html`<s>${coded}</s>` : coded;
  const slanted = italic ? html`<em>${struck}</em>` : struck;
  return bold ? html`<strong>${slanted}</strong>` : slanted;
}

function shown(element: RichElement, directory: Directory): Html {
  switch (element.type) {
    case "text":
      return html`${element.text.split("\n").map((line, index) => [index > 0 ? html`<br />` : "", line])}`;
    case "user":
      return html`<span class="mention">@${directory.displayName(element.user_id)}</span>`;
    case "usergroup":
      return html`<span class="mention"
        >@${directory.groups.find(({ id }) => id === element.usergroup_id)?.handle ?? element.usergroup_id}</span
      >`;
    case "broadcast":
      return html`<span class="mention">@${element.range}</span>`;
    case "date":
      return time(new Date(element.timestamp * 1000), element.format, element.fallback);
    case "link":
      return html`<a href="${element.url}" target="_blank" rel="noreferrer">${element.text ?? element.url}</a>`;
  }
}
