import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";
import { bundling, REPLACED } from "../../infra/bundling.ts";
import { functions } from "../../local/functions.ts";
import { usual } from "../../local/stack.ts";
import { type Figure, median, milliseconds } from "../figure.ts";

const RUNS = 21;
const FUNCTIONS = ["slack", "onboard", "verify"] as const;
const SLACK_GOAL = 0.4;

/** The options of infra/bundling.ts as esbuild names them. */
const OURS: BuildOptions = { minify: bundling.minify, mainFields: bundling.mainFields, alias: REPLACED };
/** CDK's NodejsFunction by default: not minified, and with the runtime's AWS SDK. */
const BY_DEFAULT: BuildOptions = { external: ["@aws-sdk/*", "@smithy/*"] };

const NOWHERE = "http://127.0.0.1:9"; // no address is called while a function loads
const SHIPPED = functions(
  { service: NOWHERE, lambda: NOWHERE, slackApi: NOWHERE, mail: NOWHERE, dynamo: NOWHERE },
  usual({}),
);

/** Import time and size of each function's bundle, compared with CDK's default. */
export function bundleFigures(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), "bundles-"));
  try {
    // The runtime has the AWS SDK beside the function; here it lies in node_modules.
    symlinkSync(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"));
    return FUNCTIONS.flatMap((name) => figuresOf(name, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresOf(name: (typeof FUNCTIONS)[number], folder: string): Figure[] {
  const env = environmentOf(name);
  const ours = build(name, join(folder, "ours"), OURS);
  const byDefault = build(name, join(folder, "default"), BY_DEFAULT);
  const times = { ours: [] as number[], byDefault: [] as number[] };
  for (let run = 0; run < RUNS; run += 1) {
    times.ours.push(load(ours, env));
    times.byDefault.push(load(byDefault, env));
  }
  const [time, usualTime] = [median(times.ours), median(times.byDefault)];
  const [size, usualSize] = [statSync(ours).size, statSync(byDefault).size];
  const without = usualSize < size ? ", which leaves the AWS SDK to the runtime" : "";
  return [
    figure(
      `${name}: import time over bare Node.js`,
      name,
      time / usualTime,
      milliseconds(time),
      milliseconds(usualTime),
    ),
    figure(`${name}: size of the bundle`, name, size / usualSize, kilobytes(size), `${kilobytes(usualSize)}${without}`),
  ];
}

function figure(title: string, name: string, ratio: number, measured: string, byDefault: string): Figure {
  return {
    figure: title,
    measured,
    yardstick: `CDK's default bundling: ${byDefault}; ${ratio.toFixed(2)} ×`,
    ...(name === "slack" ? { goal: `≤ ${SLACK_GOAL} ×`, ofGoal: ratio / SLACK_GOAL } : { goal: "reported" }),
  };
}

function build(name: string, outdir: string, options: BuildOptions): string {
  const entryPoints = [join(import.meta.dirname, `../../src/lambda/${name}.ts`)];
  buildSync({
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    logLevel: "error",
    entryPoints,
    outdir,
    ...options,
  });
  return join(outdir, `${name}.js`);
}

function load(bundle: string, env: Record<string, string>): number {
  const file = join(import.meta.dirname, "load.ts");
  return Number(execFileSync(process.execPath, [file, bundle], { env, stdio: ["ignore", "pipe", "inherit"] }));
}

/** What `npm start` gives the function that has this file. */
function environmentOf(name: string): Record<string, string> {
  const shipped = SHIPPED.find(({ entry }) => entry.pathname.endsWith(`/${name}.ts`));
  if (!shipped) {
    throw new Error(`No function has the file ${name}.ts.`);
  }
  return shipped.env;
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
