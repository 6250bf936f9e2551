import { askFirst } from "./confirm.js";
import { act } from "../live/actions.js";

/** Sends what is pressed, on a message or in a view; asks first where the control has a confirmation. */
export function serveControls(user, channel) {
  document.addEventListener("click", async (event) => {
    const control = event.target.closest("[data-action]");
    const dismissed = event.target.closest("[data-dismiss]");
    closeMenus(control ? undefined : event.target);
    if (control) {
      await press(control, user, channel);
    } else if (dismissed) {
      await act(dismissed, "dismiss", { user, ts: dismissed.dataset.dismiss });
    }
  });

  document.addEventListener("keydown", async (event) => {
    const typed = event.target.closest("[data-dispatch]");
    if (typed && event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const { dispatch: actionId, block: blockId } = typed.dataset;
      const { view: viewId } = typed.closest("[data-view]").dataset;
      await act(typed, "press", { user, viewId, actionId, blockId, value: typed.value });
    }
    if (event.key === "Escape") {
      closeMenus();
    }
  });
}

async function press(control, user, channel) {
  const { action: actionId, block: blockId, value } = control.dataset;
  const { ts, view: viewId } = control.closest("[data-ts], [data-view]").dataset;
  if (await askFirst(control)) {
    await act(control, "press", { user, channel: channel || undefined, ts, viewId, actionId, blockId, value });
  }
}

/** Folds the menus, but for the one that was clicked in. */
function closeMenus(clicked) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!clicked || !menu.contains(clicked)) {
      if (menu.contains(document.activeElement)) {
        menu.querySelector("summary").focus(); // or the focus is lost with the options
      }
      menu.removeAttribute("open");
    }
  }
}
