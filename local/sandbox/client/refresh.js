import { now, setNow } from "../../page/client/clock.js";
import { localTimes } from "../../page/client/dates.js";
import { remember, takeOver } from "../../page/client/sync.js";

const regions = [...document.querySelectorAll("[data-live]")];
const life = document.querySelector("#life");
const told = document.querySelector("#told");

let fetching = false;
let again = false;

/** Fetches the page anew and takes over what differs; one fetch at a time, and one more where changes came meanwhile. */
export async function refresh() {
  again = true;
  if (fetching) {
    return;
  }
  fetching = true;
  while (again) {
    again = false;
    const response = await fetch(location.href).catch(() => undefined);
    if (response?.ok) {
      take(new DOMParser().parseFromString(await response.text(), "text/html"));
    }
  }
  fetching = false;
}

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
