import { act } from "../live/actions.js";

/** Submits and cancels the modal; it closes once the server has handled that. */
export function serveModals(modals, user) {
  const cancel = (modal) => act(modal, "cancel", { user, viewId: modal.dataset.view });

  modals.addEventListener("click", async (event) => {
    if (event.target.closest("[data-cancel]")) {
      await cancel(event.target.closest("dialog"));
    }
  });

  modals.addEventListener(
    "cancel", // the Escape key; the event does not bubble
    async (event) => {
      event.preventDefault();
      await cancel(event.target);
    },
    { capture: true },
  );

  modals.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const values = Object.fromEntries(new FormData(form));
    const viewId = form.closest("dialog").dataset.view;
    await act(form.querySelector("[type=submit]"), "submit", { user, viewId, values });
  });
}
