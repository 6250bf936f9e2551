import { html } from "hono/html";
import type { Html } from "../live-page/html.ts";
import type { OpenView } from "../state/views.ts";
import type { State } from "../state/state.ts";
import { renderBlocks } from "./blocks.ts";
import { decoded } from "./mrkdwn.ts";

/** A person's open modal. It changes its `id` with its content, so that the page knows when to show it anew. */
export function renderModal({ directory, problems }: State, open: OpenView): Html {
  const { view } = open;
  if (view.type !== "modal") {
    return html``;
  }
  const problem = problems.get(`${open.user} ${open.id}`);
  return html`<dialog class="modal" id="modal-${open.id}" data-view="${open.id}" aria-labelledby="modal-title">
    <form novalidate>
      <header>
        <h2 id="modal-title">${decoded(view.title.text)}</h2>
        <button type="button" class="link close" data-cancel aria-label="Close">×</button>
      </header>
      <div class="modal-body">
        ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ""}
        ${renderBlocks(view.blocks, directory, open)}
      </div>
      <footer class="buttons">
        <button type="button" class="button" data-cancel>
          ${decoded(view.close?.text ?? (view.submit ? "Cancel" : "Close"))}
        </button>
        ${view.submit ? html`<button type="submit" class="button solid primary">${decoded(view.submit.text)}</button>` : ""}
      </footer>
    </form>
  </dialog>`;
}

/** The app's home tab as one person sees it. */
export function renderHome({ directory, homes, problems }: State, user: string): Html {
  const home = homes.get(user);
  const problem = problems.get(`${user} home`) ?? (home && problems.get(`${user} ${home.id}`));
  return html`<section class="home" id="home" data-view="${home?.id ?? ""}" tabindex="-1">
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ""}
    ${home ? renderBlocks(home.view.blocks, directory, home) : html`<p class="empty">The app has not published a home tab for you yet.</p>`}
  </section>`;
}
