import type { BundlingOptions } from "aws-cdk-lib/aws-lambda-nodejs";
import { join } from "node:path";

const inPlaceOf = (file: string) => join(import.meta.dirname, "bundling", file);

/** What Bolt and the Web API client bring for receivers and uploads that Lambda never uses. */
const UNUSED = ["express", "@slack/socket-mode", "@slack/oauth", "path-to-regexp", "raw-body"];

/** Packages, and what replaces each in a bundle. */
export const REPLACED = {
  ...Object.fromEntries(UNUSED.map((name) => [name, inPlaceOf("empty.cjs")])),
  "@aws-sdk/credential-provider-node": inPlaceOf("env-credentials.mjs"),
};

/**
 * How every function is bundled: one minified CommonJS file with its source map, with the AWS SDK's clients inside. So the tested code
 * is what runs, and it loads faster than with the runtime's SDK. docs/performance.md says what each part saves.
 */
export const bundling = {
  minify: true,
  sourceMap: true,
  sourcesContent: false,
  target: "node24",
  mainFields: ["module", "main"],
  externalModules: [],
  esbuildArgs: Object.fromEntries(Object.entries(REPLACED).map(([name, file]) => [`--alias:${name}`, file])),
} satisfies BundlingOptions;
