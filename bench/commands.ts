import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "./figure.ts";

const START_GOAL_SECONDS = 3;
const TEST_GOAL_SECONDS = 120;
const TEST_LOG = "bench.log";

/** How long the README's two commands take: `npm start` until it is ready, `npm test` to its end. */
export async function commandFigures(): Promise<Figure[]> {
  return [
    timed("npm start → ready", await startSeconds(), START_GOAL_SECONDS),
    timed("npm test", await testSeconds(), TEST_GOAL_SECONDS),
  ];
}

function timed(figure: string, seconds: number, goal: number): Figure {
  return { figure, measured: `${seconds.toFixed(1)} s`, yardstick: "", goal: `≤ ${goal} s`, ofGoal: seconds / goal };
}

async function startSeconds(): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), "bench-"));
  const begun = performance.now();
  const env = { ...process.env, PORT: "0" };
  const start = spawn("npm", ["start", "--", "--data", data], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  for await (const chunk of start.stdout) {
    if (String(chunk).includes("ready after")) {
      break;
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  process.kill(-(start.pid ?? 0), "SIGKILL");
  await once(start, "close");
  rmSync(data, { recursive: true });
  return seconds;
}

async function testSeconds(): Promise<number> {
  const begun = performance.now();
  const log = openSync(TEST_LOG, "w");
  const [code] = await once(spawn("npm", ["test"], { stdio: ["ignore", log, log] }), "close");
  if (code !== 0) {
    console.error(`npm test failed: ${TEST_LOG} says why.`);
    return Number.POSITIVE_INFINITY;
  }
  return (performance.now() - begun) / 1000;
}
