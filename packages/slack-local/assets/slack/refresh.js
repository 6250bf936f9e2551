import { setNow } from "../live/clock.js";
import { localTimes } from "../live/dates.js";
import { refreshing } from "../live/refreshing.js";
import { remember, sameIn, takeOver } from "../live/sync.js";

const log = document.querySelector("#log");
const modals = document.querySelector("#modals");
const places = document.querySelectorAll("nav ul");

/** What had the focus when a modal opened, and gets it back. */
let opener;

/** Fetches the page anew and takes over what differs. */
export const refresh = refreshing(show);

/** Prepares the page as served: local times, the newest message in sight, the modal on top. */
export function begin() {
  setNow(Number(document.body.dataset.now));
  for (const list of [log, modals, ...places]) {
    remember(list);
  }
  prepare();
  toEnd();
  document.querySelector("nav [aria-current]").scrollIntoView({ block: "nearest", inline: "center" });
  if (location.hash.startsWith("#m-")) {
    document.getElementById(location.hash.slice(1))?.focus();
  }
}

function show(fresh) {
  setNow(Number(fresh.body.dataset.now));
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  takeOver(log, fresh.querySelector("#log"));
  takeOver(modals, fresh.querySelector("#modals"));
  for (const [index, list] of fresh.querySelectorAll("nav ul").entries()) {
    takeOver(places[index], list);
  }
  prepare();
  if (wasAtEnd) {
    toEnd();
  }
}

/** The newest message is the last one; a home tab begins at its top. */
function toEnd() {
  if (!log.querySelector("#home")) {
    log.scrollTop = log.scrollHeight;
  }
}

function prepare() {
  localTimes(document);
  const opened = modals.querySelector("dialog:not([open])");
  if (opened) {
    opener ??= document.activeElement;
    opened.showModal();
  } else if (opener && !modals.querySelector("dialog")) {
    (opener.isConnected ? opener : sameIn(document, opener))?.focus();
    opener = undefined;
  }
}
