import { serveComposer } from "./composer.js";
import { serveControls } from "./controls.js";
import { act } from "../live/actions.js";
import { serveModals } from "./modal.js";
import { begin, refresh } from "./refresh.js";

const { user, channel } = document.body.dataset;

document.querySelector("#person").addEventListener("change", (event) => {
  const address = new URL(location.href);
  address.searchParams.set("as", event.target.value);
  address.hash = "";
  location.assign(address);
});

begin();
serveControls(user, channel);
serveModals(document.querySelector("#modals"), user);

const composer = document.querySelector("#composer");
if (composer) {
  serveComposer(composer, user, channel);
} else {
  void act(undefined, "home", { user });
}

const changes = new EventSource("/changes");
changes.addEventListener("message", refresh); // the first comes when it is listening, and after every interruption
