/** Asks before a control with a confirmation is used, as Slack does; true where there is none, or the person agreed. */
export function askFirst(control) {
  const template = control.closest(".control")?.querySelector("dialog.confirm");
  if (!template) {
    return Promise.resolve(true);
  }
  // A copy, so that the question stays when the message below it changes.
  const dialog = document.body.appendChild(template.cloneNode(true));
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      control.focus();
      resolve(dialog.returnValue === "confirm");
    });
    dialog.showModal();
  });
}
