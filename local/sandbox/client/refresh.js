import { now, setNow } from "../../page/client/clock.js";
import { localTimes } from "../../page/client/dates.js";
import { refreshing } from "../../page/client/refreshing.js";
import { remember, takeOver } from "../../page/client/sync.js";

const regions = [...document.querySelectorAll("[data-live]")];
const life = document.querySelector("#life");
const told = document.querySelector("#told");

/** Fetches the page anew and takes over what differs. */
export const refresh = refreshing(take);

/** Shows what another address of the page shows. */
export async function go(address) {
  if (address !== location.href) {
    history.pushState(undefined, "", address);
  }
  await refresh();
}

/** Makes the page as it was served ready. */
export function begin() {
  regions.forEach(remember);
  prepare(document);
}

/** Sets the clock's face to what time it is. It stands apart from the buttons, which must not change under a press. */
export function tick() {
  const face = document.querySelector("#face time");
  face.dateTime = new Date(now()).toISOString();
  localTimes(face.parentElement);
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
    life.scrollTop = life.scrollHeight; // what happens next is seen
  }
  prepare(fresh);
}

function prepare(served) {
  setNow(Number(served.body.dataset.now));
  localTimes(document);
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
