import { html } from "hono/html";
import type { Workspace } from "../workspace.ts";
import { renderBlocks } from "./blocks.ts";
import type { Html } from "../../page/html.ts";

/** The app's home tab as one person sees it. */
export function renderHome({ homes, troubles }: Workspace, user: string): Html {
  const home = homes.get(user);
  const trouble = troubles.get(`${user} home`) ?? (home && troubles.get(`${user} ${home.id}`));
  return html`<section class="home" id="home" data-view="${home?.id ?? ""}" tabindex="-1">
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : ""}
    ${home ? renderBlocks(home.view.blocks) : html`<p class="empty">The app has not published a home tab for you yet.</p>`}
  </section>`;
}
