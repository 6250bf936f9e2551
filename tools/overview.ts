import { readFileSync } from "node:fs";

interface Package {
  scripts: Record<string, string>;
  "scripts-info": Record<string, string>;
}

/** package.json's commands and their descriptions. */
export const { scripts, "scripts-info": about }: Package = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

/** One line per command, in package.json's order. */
export function overview(): string {
  const lines = Object.entries(about).map(([name, says]) => ({ command: commandOf(name), says }));
  const width = Math.max(...lines.map(({ command }) => command.length));
  return lines.map(({ command, says }) => `${command.padEnd(width)}   ${says}`).join("\n");
}

/** npm runs these two without `run`. */
function commandOf(name: string): string {
  return ["start", "test"].includes(name) ? `npm ${name}` : `npm run ${name}`;
}
