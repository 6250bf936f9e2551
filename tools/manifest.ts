import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { withUrl } from "./manifest-with-url.ts";

// Prints Slack's manifest of the app with the service's address filled in: npm run manifest -- --url https://…
const manifest = await readFile(new URL("../slack-manifest.yml", import.meta.url), "utf8");
const printed = withUrl(manifest, urlOf(process.argv.slice(2)));
if ("refusal" in printed) {
  console.error(printed.refusal);
  process.exitCode = 1;
} else {
  process.stdout.write(printed.manifest);
}

function urlOf(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { url: { type: "string" } } }).values.url;
  } catch {
    return undefined;
  }
}
