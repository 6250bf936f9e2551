import type { BundlingOptions } from "aws-cdk-lib/aws-lambda-nodejs";
import { join } from "node:path";

const EMPTY = join(import.meta.dirname, "bundling/empty.cjs");

/** What Bolt and the Web API client bring for receivers and uploads that Lambda never uses. */
const UNUSED = ["express", "@slack/socket-mode", "@slack/oauth", "path-to-regexp", "raw-body"];

/**
 * How every function is bundled: one minified CommonJS file with its source map, and the AWS SDK's clients inside, so that
 * what ships is what was tested, and loads faster than the runtime's own.
 */
export const bundling: BundlingOptions = {
  minify: true,
  sourceMap: true,
  sourcesContent: false,
  target: "node24",
  mainFields: ["module", "main"],
  externalModules: [],
  metafile: false,
  esbuildArgs: Object.fromEntries(UNUSED.map((name) => [`--alias:${name}`, EMPTY])),
};
