import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { schemaFaults } from "../../tools/manifest-schema.ts";

/** As Slack writes it, in small: references, a pattern, a longest text, and no names but those that are known. */
const SCHEMA = {
  type: "object",
  additionalProperties: false,
  required: ["display_information"],
  properties: {
    display_information: { $ref: "#/definitions/display" },
    features: { type: "object" },
    oauth_config: { type: "object" },
    settings: { type: "object", properties: { request_url: { type: "string", pattern: "^https:\\/\\/" } } },
  },
  definitions: {
    display: {
      type: "object",
      properties: { name: { type: "string", maxLength: 35 }, description: { type: "string", maxLength: 140 } },
    },
  },
  metaRefs: "a keyword that only Slack knows",
};

test("what a schema refuses is named, with its place", () => {
  const manifest = JSON.parse(readFileSync("manifest.json", "utf8"));
  expect(schemaFaults(manifest, SCHEMA)).toEqual([]);
  const wrong = {
    ...manifest,
    setings: {},
    settings: { request_url: "http://example.com" },
    display_information: { name: "x".repeat(36) },
  };
  expect(schemaFaults(wrong, SCHEMA)).toEqual([
    "/: must NOT have additional properties",
    "/display_information/name: must NOT have more than 35 characters",
    '/settings/request_url: must match pattern "^https:\\/\\/"',
  ]);
});

test.each([
  ["a schema that takes it", SCHEMA, 0, "Slack's schema accepts both manifests."],
  ["one that doesn't", { ...SCHEMA, properties: {} }, 1, "/: must NOT have additional properties"],
  ["a file that is none", undefined, 1, "can't be read"],
])("npm run manifest -- --check says so of %s", async (_, schema, code, said) => {
  const folder = mkdtempSync(join(tmpdir(), "schema-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "schema.json");
  writeFileSync(file, schema ? JSON.stringify(schema) : "<html>");
  const run = promisify(execFile)(process.execPath, ["tools/manifest.ts", "--check", "--schema", file]);
  const ended = await run.then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      text: error.stdout + error.stderr,
    }),
  );
  expect(ended).toEqual({ code, text: expect.stringContaining(said) });
});
