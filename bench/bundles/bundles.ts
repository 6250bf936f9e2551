import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";
import { bundling } from "../../infra/bundling.ts";
import type { Environments } from "../../src/config.ts";
import { type Figure, median, milliseconds } from "../figure.ts";

const RUNS = 21;
const FUNCTIONS = ["slack", "onboard", "verify"] as const;
const SLACK_GOAL = 0.4;

/** The options of infra/bundling.ts as esbuild names them. */
const OURS: BuildOptions = {
  minify: true,
  mainFields: ["module", "main"],
  alias: Object.fromEntries(
    Object.entries(bundling.esbuildArgs ?? {}).map(([flag, to]) => [flag.replace("--alias:", ""), String(to)]),
  ),
};
/** CDK's NodejsFunction by default: not minified, and with the runtime's AWS SDK. */
const BY_DEFAULT: BuildOptions = { external: ["@aws-sdk/*", "@smithy/*"] };

const VARIABLES: Environments["onboard"] & Environments["slack"] & Environments["verify"] = {
  TABLE_NAME: "users",
  SLACK_SECRET_ID: "slack",
  LINK_SECRET_ID: "link",
  SLACK_CHANNEL: "C0BENCH",
  ONBOARD_FUNCTION: "arn:aws:lambda:us-east-1:000000000000:function:onboard:live",
  APPROVERS: "channel",
  VERIFY_URL: "https://bench.example/verify",
  MAIL_FROM: "bench@example.com",
  MAIL_FROM_NAME: "Bench",
  CONFIGURATION_SET: "bench",
  DECISION_WINDOW_SECONDS: "86400",
  REMINDERS: "never",
  NOTIFY: "none",
  RETENTION_DAYS: "30",
  METRICS_NAMESPACE: "Bench",
  FOUR_EYES: "true",
};

/** What every function reads when it loads; no address is ever called. */
const ENV = {
  ...VARIABLES,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
};

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
  const ours = build(name, join(folder, "ours"), OURS);
  const byDefault = build(name, join(folder, "default"), BY_DEFAULT);
  const times = { ours: [] as number[], byDefault: [] as number[] };
  for (let run = 0; run < RUNS; run += 1) {
    times.ours.push(load(ours));
    times.byDefault.push(load(byDefault));
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

function figure(title: string, name: string, ratio: number, measured: string, usual: string): Figure {
  return {
    figure: title,
    measured,
    yardstick: `CDK's default bundling: ${usual}; ${ratio.toFixed(2)} ×`,
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

function load(bundle: string): number {
  const file = join(import.meta.dirname, "load.ts");
  return Number(execFileSync(process.execPath, [file, bundle], { env: ENV, stdio: ["ignore", "pipe", "inherit"] }));
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
