import { readFileSync } from "node:fs";

interface Package {
  scripts: Record<string, string>;
  "scripts-info": Record<string, string>;
}

/** package.json, as far as it says what there is to run. */
export const { scripts, "scripts-info": about }: Package = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

/** What there is to run, a line for each command, in package.json's order. */
export function overview(): string {
  const lines = Object.entries(about).map(([name, says]) => ({ command: commandOf(name), says }));
  const width = Math.max(...lines.map(({ command }) => command.length));
  return lines.map(({ command, says }) => `${command.padEnd(width)}   ${says}`).join("\n");
}

/** The scripts that npm knows by name alone. */
function commandOf(name: string): string {
  return ["start", "test"].includes(name) ? `npm ${name}` : `npm run ${name}`;
}
