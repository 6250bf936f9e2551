import { act, tell } from "../live/actions.js";

/** Sends what is typed as a slash command; it comes back into the box if something went wrong and nothing else was typed. */
export function serveComposer(composer, user, channel) {
  // Disabled until here: the browser itself would send the form elsewhere, and lose what was typed.
  composer.querySelector("button").disabled = false;
  composer.addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = composer.elements.command;
    const text = input.value;
    const [command, ...rest] = text.trim().split(" ");
    if (!command.startsWith("/")) {
      tell(`This box sends slash commands. Begin with ${input.dataset.command || "/"}.`);
      return;
    }
    const typed = { user, command, text: rest.join(" "), channel };
    input.value = ""; // at once: what is typed while the app answers is the next command
    const answer = await act(undefined, "command", typed);
    if ((!answer || answer.trouble) && input.value === "") {
      input.value = text;
    }
  });
}
