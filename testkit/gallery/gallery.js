// Makes each frame as tall as what it shows.
function fit(frame) {
  const height = frame.contentDocument?.documentElement?.scrollHeight;
  if (height) {
    frame.style.height = "0"; // a document is at least as tall as its frame
    frame.style.height = `${frame.contentDocument.documentElement.scrollHeight + 2}px`;
    jumpedTo?.scrollIntoView();
  }
}

const groupInAddress = () => document.getElementById(location.hash.slice(1));

// Frames load as they come near, and those above a group push it away after a jump, until its reader scrolls.
let jumpedTo = groupInAddress();
window.addEventListener("hashchange", () => (jumpedTo = groupInAddress()));
for (const event of ["keydown", "pointerdown", "touchmove", "wheel"]) {
  window.addEventListener(event, () => (jumpedTo = null), { passive: true });
}

const header = document.querySelector("header");
new ResizeObserver(() => {
  const isInTheWay = getComputedStyle(header).position === "sticky";
  document.documentElement.style.scrollPaddingTop = isInTheWay ? `${header.offsetHeight}px` : "0";
}).observe(header);

const fitAll = () => document.querySelectorAll("iframe").forEach(fit);
for (const frame of document.querySelectorAll("iframe")) {
  frame.addEventListener("load", () => fit(frame));
}
fitAll();
document.addEventListener("change", fitAll);
window.addEventListener("resize", fitAll);
