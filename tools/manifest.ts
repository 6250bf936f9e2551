import { readFile, writeFile } from "node:fs/promises";
import { parse } from "yaml";
import { asJson, creationLink, forSocketMode } from "./manifest-variants.ts";
import { optionsGiven } from "./command-line.ts";
import { SCHEMA, schemaAt, schemaFaults } from "./manifest-schema.ts";
import { withUrl } from "./manifest-with-url.ts";

const USAGE = `Prints the Slack app's manifest, and a link that creates the app from it.

  npm run manifest -- --url https://…   for a deployment; the address is the output SlackRequestUrl
  npm run manifest -- --socket          for npm start -- --slack, over Socket Mode
  npm run manifest -- --write           writes manifest.json, which the Slack CLI reads, after a change of slack-manifest.yml
  npm run manifest -- --check           checks slack-manifest.yml against the schema that Slack publishes, which is downloaded;
                                        --schema FILE takes a copy of it instead`;

const OPTIONS = {
  url: { type: "string" },
  socket: { type: "boolean" },
  write: { type: "boolean" },
  check: { type: "boolean" },
  schema: { type: "string" },
  help: { type: "boolean" },
} as const;

const file = (name: string) => new URL(`../${name}`, import.meta.url);
const source = await readFile(file("slack-manifest.yml"), "utf8");
const options = optionsGiven("npm run manifest", USAGE, OPTIONS);
if (options?.check) {
  await report(options.schema ?? SCHEMA);
} else if (options?.write) {
  await writeFile(file("manifest.json"), asJson(source));
} else if (options) {
  const printed = options.socket ? { manifest: forSocketMode(source) } : withUrl(source, options.url);
  if ("refusal" in printed) {
    console.error(printed.refusal);
    process.exitCode = 1;
  } else {
    process.stdout.write(printed.manifest);
    // On standard error, so that only the manifest goes into a pipe.
    console.error(
      `\nPaste it at https://api.slack.com/apps, or open this link, which fills it in:\n\n${creationLink(printed.manifest)}`,
    );
  }
}

/** Prints what the schema refuses in the manifests for a deployment and for Socket Mode. */
async function report(place: string): Promise<void> {
  try {
    const known = await schemaAt(place);
    const faults = [source, forSocketMode(source)].flatMap((text) => schemaFaults(parse(text), known));
    console.log(faults.length === 0 ? "Slack's schema accepts both manifests." : [...new Set(faults)].join("\n"));
    process.exitCode = faults.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(
      `The schema at ${place} can't be read: ${error instanceof Error ? error.message : "unknown reason"}.`,
    );
    process.exitCode = 1;
  }
}
