// Makes each frame as tall as what it shows.
function fit(frame) {
  const height = frame.contentDocument?.documentElement?.scrollHeight;
  if (height) {
    frame.style.height = "0"; // a document is at least as tall as its frame
    frame.style.height = `${frame.contentDocument.documentElement.scrollHeight + 2}px`;
  }
}

for (const frame of document.querySelectorAll("iframe")) {
  frame.addEventListener("load", () => fit(frame));
  fit(frame);
}
document.addEventListener("change", () => document.querySelectorAll("iframe").forEach(fit));
window.addEventListener("resize", () => document.querySelectorAll("iframe").forEach(fit));
