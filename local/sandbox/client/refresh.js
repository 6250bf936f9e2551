import { countdown } from "./countdown.js";
import { now, setNow } from "../../../packages/slack-local/assets/live/clock.js";
import { localTimes } from "../../../packages/slack-local/assets/live/dates.js";
import { refreshing } from "../../../packages/slack-local/assets/live/refreshing.js";
import { remember, takeOver } from "../../../packages/slack-local/assets/live/sync.js";

const NEW_MILLISECONDS = 2000;

const regions = [...document.querySelectorAll("[data-live]")];
const life = document.querySelector("#life");
const told = document.querySelector("#told");

/** Fetches the page anew and takes over what differs. */
export const refresh = refreshing(take);

/** Shows what another address of the page shows. */
export async function go(address) {
  const { href } = new URL(address, location.href);
  if (href !== location.href) {
    history.pushState(undefined, "", href);
  }
  await refresh();
}

/** Shows what another address of the page shows, in place of the present one. */
export async function replace(address) {
  history.replaceState(undefined, "", address);
  await refresh();
}

/** Makes the page as it was served ready. */
export function begin() {
  regions.forEach(remember);
  prepare(document);
}

/** Updates the page's times. The clock's face is apart from its buttons, which must not change under a press. */
export function tick() {
  document.querySelector("#face time").dateTime = new Date(now()).toISOString();
  localTimes(document);
  for (const element of document.querySelectorAll("time[data-until]")) {
    element.textContent = countdown(Number(element.dataset.until) - now());
  }
  for (const element of document.querySelectorAll("[data-at]")) {
    if (now() - Number(element.dataset.at) > NEW_MILLISECONDS) {
      delete element.dataset.at; // or it would light up again in a pane that is shown again
    }
  }
}

function take(fresh) {
  const shown = document.querySelector("#summary header")?.id;
  const wasAtEnd = life.scrollHeight - life.scrollTop - life.clientHeight < 40;
  for (const region of regions) {
    takeOver(region, fresh.getElementById(region.id));
  }
  if (shown !== document.querySelector("#summary header")?.id) {
    life.scrollTop = 0;
  } else if (wasAtEnd) {
    life.scrollTop = life.scrollHeight; // shows what happens next
  }
  document.title = fresh.title;
  prepare(fresh);
}

function prepare(served) {
  setNow(Number(served.body.dataset.now));
  tick();
  // What has just come lights up; what is put in place anew goes on from where it was.
  for (const element of document.querySelectorAll("[data-at]")) {
    if (element.style.getPropertyValue("--age") === "") {
      element.style.setProperty("--age", `${Math.max(0, now() - Number(element.dataset.at))}ms`);
    }
  }
  const words = document.querySelector("#summary header")?.dataset.says ?? "";
  if (told.textContent !== words) {
    told.textContent = words;
  }
}
