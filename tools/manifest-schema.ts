import { Ajv } from "ajv";
import { readFile } from "node:fs/promises";

/** Slack's published schema of a manifest without a version of its own, as it was on 19 June 2026. https://github.com/slackapi/manifest-schema */
export const SCHEMA =
  "https://raw.githubusercontent.com/slackapi/manifest-schema/c50cfa8508ff1017344550a5e5fb29a1416e5b98/schemas/manifest.schema.1.0.0.json";

/** What of a manifest a schema refuses, as "/settings: must NOT have additional properties", or nothing. */
export function schemaFaults(manifest: unknown, schema: object): string[] {
  // Slack's schema has keywords of its own, and one format, of the address of a schema.
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const check = ajv.compile(schema);
  check(manifest);
  return (check.errors ?? []).map(({ instancePath, message = "is refused" }) => `${instancePath || "/"}: ${message}`);
}

/** A schema from a web address or a file. Throws where it can't be had or isn't JSON. */
export async function schemaAt(place: string): Promise<object> {
  if (!URL.canParse(place)) {
    return JSON.parse(await readFile(place, "utf8"));
  }
  const answer = await fetch(place);
  if (!answer.ok) {
    throw new Error(`HTTP status ${answer.status}`);
  }
  return (await answer.json()) as object;
}
