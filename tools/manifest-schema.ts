import { Ajv } from "ajv";
import { readFile } from "node:fs/promises";

/** Slack's published schema for manifests that name no version, as of 19 June 2026. https://github.com/slackapi/manifest-schema */
export const SCHEMA =
  "https://raw.githubusercontent.com/slackapi/manifest-schema/c50cfa8508ff1017344550a5e5fb29a1416e5b98/schemas/manifest.schema.1.0.0.json";

/** What a schema refuses in a manifest, like "/settings: must NOT have additional properties". */
export function schemaFaults(manifest: unknown, schema: object): string[] {
  // Slack's schema has its own keywords, and one format, for a schema's address.
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const check = ajv.compile(schema);
  check(manifest);
  return (check.errors ?? []).map(({ instancePath, message = "is refused" }) => `${instancePath || "/"}: ${message}`);
}

/** A schema from a web address or a file. Throws if it can't be read or isn't JSON. */
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
