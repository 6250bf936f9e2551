import { askFirst } from "./confirm.js";
import { localTimes } from "./dates.js";
import { doing, tell } from "./deeds.js";
import { remember, takeOver } from "./sync.js";

const { user, channel } = document.body.dataset;
const log = document.querySelector("#log");
const places = document.querySelectorAll("nav ul");
const modals = document.querySelector("#modals");
const composer = document.querySelector("#composer");

/** Fetches the page anew and takes over what differs; one fetch at a time, and one more where changes came meanwhile. */
let fetching = false;
let again = false;
async function refresh() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  do {
    again = false;
    const response = await fetch(location.href).catch(() => undefined);
    if (response?.ok) {
      show(new DOMParser().parseFromString(await response.text(), "text/html"));
    }
  } while (again);
  fetching = false;
}

function show(fresh) {
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  takeOver(log, fresh.querySelector("#log"));
  for (const [index, list] of fresh.querySelectorAll("nav ul").entries()) {
    takeOver(places[index], list);
  }
  takeOver(modals, fresh.querySelector("#modals"));
  prepare();
  if (wasAtEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

function prepare() {
  localTimes(document);
  const modal = modals.querySelector("dialog:not([open])");
  modal?.showModal();
}

document.querySelector("#person").addEventListener("change", (event) => {
  const address = new URL(location.href);
  address.searchParams.set("as", event.target.value);
  address.hash = "";
  location.assign(address);
});

document.addEventListener("click", async (event) => {
  const control = event.target.closest("[data-action]");
  if (control) {
    const place = control.closest("[data-ts], [data-view]");
    const { action: actionId, block: blockId, value } = control.dataset;
    const { ts, view: viewId } = place.dataset;
    const menu = control.closest("details.menu");
    menu?.removeAttribute("open");
    if (await askFirst(control)) {
      await doing(control, "press", { user, channel: channel || undefined, ts, viewId, actionId, blockId, value });
    }
  } else if (event.target.closest("[data-dismiss]")) {
    await doing(event.target, "dismiss", { user, ts: event.target.dataset.dismiss });
  } else if (event.target.closest("[data-cancel]")) {
    await cancel(event.target.closest("dialog"));
  } else if (event.target.closest("[data-in]")) {
    event.preventDefault();
    location.assign(`/?as=${user}&in=${event.target.closest("[data-in]").dataset.in}`);
  }
  closeMenus(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    closeMenus(undefined);
  }
});

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!except || !menu.contains(except)) {
      menu.removeAttribute("open");
    }
  }
}

modals.addEventListener(
  "cancel", // the Escape key; the modal closes once the stand-in knows
  (event) => {
    event.preventDefault();
    void cancel(event.target);
  },
  { capture: true },
);

async function cancel(modal) {
  await doing(modal, "cancel", { user, viewId: modal.dataset.view });
}

modals.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const values = Object.fromEntries(new FormData(form));
  const viewId = form.closest("dialog").dataset.view;
  await doing(form.querySelector("[type=submit]"), "submit", { user, viewId, values });
  modals.querySelector("[aria-invalid]")?.focus();
});

composer?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const input = composer.elements.command;
  const [command, ...rest] = input.value.trim().split(" ");
  if (!command.startsWith("/")) {
    tell("This box sends slash commands: begin with /onboard.");
    return;
  }
  const answer = await doing(composer.querySelector("button"), "command", {
    user,
    command,
    text: rest.join(" "),
    channel,
  });
  if (answer && !answer.trouble) {
    input.value = "";
  }
});

for (const list of [log, modals, ...places]) {
  remember(list);
}
prepare();
log.scrollTop = log.scrollHeight;
document.querySelector("nav [aria-current]").scrollIntoView({ block: "nearest", inline: "center" });
document.querySelector(location.hash.startsWith("#m-") ? `[id="${location.hash.slice(1)}"]` : "#none")?.focus();

const changes = new EventSource("/sandbox/changes");
changes.addEventListener("message", refresh); // the first comes when it is listening, again after every interruption
if (channel === "") {
  void doing(undefined, "home", { user });
}
