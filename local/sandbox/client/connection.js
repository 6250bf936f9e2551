const AGAIN_MILLISECONDS = 1000;

/**
 * Calls back on every change that the stack tells of, and once it can be reached again. While it can't, `#stopped` says so.
 * The browser itself reconnects only where the connection broke, and not where the stack answered that it is starting.
 */
export function listen(address, changed) {
  const stopped = document.querySelector("#stopped");
  let wasLost = false;
  const connect = () => {
    const source = new EventSource(address);
    source.addEventListener("message", () => {
      stopped.hidden = true;
      if (wasLost) {
        wasLost = false;
        for (const frame of document.querySelectorAll(".pane > iframe")) {
          frame.src = frame.getAttribute("src"); // it may have been left with an error of the browser's own
        }
      }
      changed();
    });
    source.addEventListener("error", () => {
      stopped.hidden = false;
      wasLost = true;
      source.close();
      setTimeout(connect, AGAIN_MILLISECONDS);
    });
  };
  connect();
}
