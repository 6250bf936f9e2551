import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A stack that runs in a process of its own, as `npm start` does. */
export interface Running {
  urls: { service: string; lambda: string; slack: string; mail: string; dynamo: string };
  /** How long the thread of the stand-ins and pages has run, and waited for a processor, in milliseconds. Linux only. */
  serving(): Serving;
}

export interface Serving {
  ran: number;
  waited: number;
}

/** Starts one with an empty data folder; disposing of it stops the process and removes the folder. */
export async function startedStack(): Promise<Running & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "bench-sandbox-"));
  const flags = process.env["BENCH_CPU_PROF"] ? ["--cpu-prof", `--cpu-prof-dir=${process.env["BENCH_CPU_PROF"]}`] : [];
  const child = spawn(process.execPath, [...flags, "local/start.js", "--data", folder], {
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  let output = "";
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.stdout.on("data", (text) => {
    output += output.includes("The functions' logs follow") ? "" : String(text);
    if (output.includes("The functions' logs follow")) {
      resolve();
    }
  });
  child.once("exit", () => reject(new Error(`The stack ended before it was ready: ${output}`)));
  await promise;
  const url = (label: string) => new RegExp(`${label} +(http://[\\d.:]+)`, "u").exec(output)?.[1] ?? "";
  return {
    urls: {
      service: url("Start here"),
      lambda: url("Lambda, secrets"),
      slack: url("Slack channel"),
      mail: url("Inbox"),
      dynamo: url("DynamoDB"),
    },
    serving: () => schedule(child.pid),
    async [Symbol.asyncDispose]() {
      child.kill("SIGINT");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

/** A process's first thread has its number. https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat */
function schedule(pid = 0): Serving {
  const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ").map(Number);
  return { ran: ran / 1_000_000, waited: waited / 1_000_000 };
}
