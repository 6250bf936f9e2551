import { act } from "../../../packages/slack-local/assets/live/actions.js";
import { listen } from "./connection.js";
import { begin, go, refresh, replace, tick } from "./refresh.js";

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-soft]");
  const tab = event.target.closest(".tabs a");
  const beside = event.target.closest("a[data-pane]");
  const button = event.target.closest("button[data-action]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    await go(link.href);
  } else if (tab) {
    event.preventDefault();
    show(tab.hash.slice(1));
  } else if (beside) {
    show(beside.dataset.pane);
  } else if (button) {
    const { action, ...input } = button.dataset;
    if (action === "tour") {
      show("execution");
      await go("/"); // shows the newest
    }
    await act(button, action, input);
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-action]");
  if (form) {
    event.preventDefault();
    const input = Object.fromEntries(new FormData(form));
    if (await act(form.querySelector("[type=submit]"), form.dataset.action, input)) {
      form.reset();
      form.closest("details")?.removeAttribute("open");
      await go("/"); // shows the newest
    }
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.closest("form[data-filter]")) {
    event.preventDefault(); // it has been applied already
  }
});

document.addEventListener("input", async ({ target }) => {
  const form = target.closest("form[data-filter]");
  if (form) {
    const address = new URL(location.href);
    for (const [name, value] of new FormData(form)) {
      address.searchParams.set(name, value);
    }
    await replace(address.href);
  }
});

document.addEventListener("change", async ({ target }) => {
  if (target.dataset.part) {
    await act(undefined, "fault", { part: target.dataset.part, mode: target.value });
  }
});

window.addEventListener("popstate", refresh);

/** Shows this pane where there is room for only one. */
function show(pane) {
  document.body.dataset.pane = pane;
  for (const tab of document.querySelectorAll(".tabs a")) {
    if (tab.hash === `#${pane}`) {
      tab.setAttribute("aria-current", "true");
    } else {
      tab.removeAttribute("aria-current");
    }
  }
}

setInterval(tick, 1000);
begin();
show(document.body.dataset.pane);
listen("/changes", refresh); // the first comes when it is listening, and after every interruption
