import { html } from "hono/html";
import type { State } from "../state/state.ts";
import { renderBlocks } from "./blocks.ts";
import type { Html } from "../live-page/html.ts";

/** The app's home tab as one person sees it. */
export function renderHome({ directory, homes, problems }: State, user: string): Html {
  const home = homes.get(user);
  const problem = problems.get(`${user} home`) ?? (home && problems.get(`${user} ${home.id}`));
  return html`<section class="home" id="home" data-view="${home?.id ?? ""}" tabindex="-1">
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ""}
    ${home ? renderBlocks(home.view.blocks, directory) : html`<p class="empty">The app has not published a home tab for you yet.</p>`}
  </section>`;
}
