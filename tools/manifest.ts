import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { asJson, creationLink, forSocketMode } from "./manifest-variants.ts";
import { withUrl } from "./manifest-with-url.ts";

const USAGE = `Prints the Slack app's manifest, and a link that creates the app from it.

  npm run manifest -- --url https://…   for a deployment; the address is the output SlackRequestUrl
  npm run manifest -- --socket          for npm start -- --slack, over Socket Mode
  npm run manifest -- --write           writes manifest.json, which the Slack CLI reads, after a change of slack-manifest.yml`;

const file = (name: string) => new URL(`../${name}`, import.meta.url);
const source = await readFile(file("slack-manifest.yml"), "utf8");
const { url, socket, write } = options();
if (write) {
  await writeFile(file("manifest.json"), asJson(source));
} else {
  const printed = socket ? { manifest: forSocketMode(source) } : withUrl(source, url);
  if ("refusal" in printed) {
    console.error(printed.refusal);
    process.exitCode = 1;
  } else {
    process.stdout.write(printed.manifest);
    // On standard error, so that the manifest alone can be piped on.
    console.error(
      `\nPaste it at https://api.slack.com/apps, or open this link, which fills it in:\n\n${creationLink(printed.manifest)}`,
    );
  }
}

function options() {
  try {
    return parseArgs({
      options: { url: { type: "string" }, socket: { type: "boolean" }, write: { type: "boolean" } },
    }).values;
  } catch {
    console.error(USAGE);
    process.exit(1);
  }
}
