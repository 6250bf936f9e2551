import { doing, tell } from "../../../page/client/deeds.js";

/** Sends what is typed as a slash command; it stays in the box where something went wrong. */
export function serveComposer(composer, user, channel) {
  // Disabled until here: the browser itself would send the form elsewhere, and lose what was typed.
  composer.querySelector("button").disabled = false;
  composer.addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = composer.elements.command;
    const [command, ...rest] = input.value.trim().split(" ");
    if (!command.startsWith("/")) {
      tell("This box sends slash commands: begin with /onboard.");
      return;
    }
    const typed = { user, command, text: rest.join(" "), channel };
    const answer = await doing(composer.querySelector("button"), "command", typed);
    if (answer && !answer.trouble) {
      input.value = "";
    }
  });
}
