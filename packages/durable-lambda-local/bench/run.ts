import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { dbos } from "./peers/dbos.ts";
import { ours } from "./peers/ours.ts";
import type { MakePeer, Steps } from "./peers/peer.ts";
import { restate } from "./peers/restate.ts";
import { quantile } from "./quantile.ts";

/** What the harness is told while it runs: a phase has begun, or what all of them measured. */
export type Report = { phase: string } | { done: Outcome };

export interface Outcome {
  version: string;
  readySeconds: number;
  /** Milliseconds from a decision to its welcome, one onboarding at a time: of those that sleep, and of those decided at once. */
  p50: number;
  p95: number;
  atOnceP50: number;
  atOnceP95: number;
  /** Onboardings per second, by how many were started. */
  perSecond: Record<string, number>;
}

const PEERS: Record<string, MakePeer> = {
  ours: ours("full"),
  "ours-http": ours("full", true),
  "ours-normal": ours("normal"),
  restate,
  dbos,
};
const IN_FLIGHT = 64;
const WARM_UP = 5;
const LATENCIES = 50;
const REST_MILLISECONDS = 100; // by then it sleeps: the durable SDK suspends some 20 ms after its last step

// One run of one engine, in a process of its own; the workflows of the other engines run in it, too. Its arguments are the
// engine's name, where the peers are installed, and how many onboardings to start at a time, separated by commas.
const [, , name = "", installed = "", counts = ""] = process.argv;
const report = (news: Report) => process.send?.(news);
const waits = signals();
const welcomed = signals();
const statuses = new Map<string, string>();
const steps: Steps = {
  validate(email) {
    if (!email.includes("@")) {
      throw new Error("This is no email address.");
    }
  },
  create: (user) => void statuses.set(user, "PENDING"),
  notify: waits.tell,
  activate: (user) => void statuses.set(user, "ACTIVE"),
  welcome: welcomed.tell,
};
const make = PEERS[name];
if (!make) {
  throw new Error(`There is no engine "${name}"; there are ${Object.keys(PEERS).join(", ")}.`);
}
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const peer = await make(steps, folder, installed);
report({ phase: "start" });
const begun = performance.now();
await peer.up();
const readySeconds = (performance.now() - begun) / 1000;
const latencies = await oneByOne("asleep", REST_MILLISECONDS);
const atOnce = await oneByOne("at-once", 0);
const perSecond: Record<string, number> = {};
for (const count of counts.split(",").map(Number)) {
  report({ phase: String(count) });
  perSecond[count] = await together(count);
}
report({ phase: "end" });
await peer.down();
rmSync(folder, { recursive: true });
const done: Outcome = {
  version: peer.version,
  readySeconds,
  p50: quantile(latencies, 0.5),
  p95: quantile(latencies, 0.95),
  atOnceP50: quantile(atOnce, 0.5),
  atOnceP95: quantile(atOnce, 0.95),
  perSecond,
};
process.send?.({ done } satisfies Report, () => process.exit());

/** Milliseconds from the decision to the welcome, one onboarding after another. */
async function oneByOne(prefix: string, rest: number): Promise<number[]> {
  const measured: number[] = [];
  for (let index = 0; index < WARM_UP + LATENCIES; index += 1) {
    const user = `${prefix}-${index}`;
    await Promise.all([peer.start(user), waits.of(user)]);
    await (rest > 0 ? pass(rest) : undefined);
    const decided = performance.now();
    await Promise.all([peer.decide(user), welcomed.of(user)]);
    measured.push((welcomed.at(user) ?? Number.NaN) - decided);
    await check(user);
  }
  return measured.slice(WARM_UP);
}

/** Onboardings per second: all are started, and all wait, before the first is decided; it ends with the last welcome. */
async function together(count: number): Promise<number> {
  const users = Array.from({ length: count }, (_, index) => `of-${count}-${index}`);
  const started = performance.now();
  await each(users, peer.start);
  await Promise.all(users.map(waits.of));
  await each(users, peer.decide);
  await Promise.all(users.map(welcomed.of));
  const seconds = (performance.now() - started) / 1000;
  await each(users, check);
  return count / seconds;
}

async function check(user: string): Promise<void> {
  if (!(await peer.ended(user)) || statuses.get(user) !== "ACTIVE") {
    throw new Error(`${peer.version} did not finish ${user}.`);
  }
}

async function each(users: string[], action: (user: string) => Promise<unknown>): Promise<void> {
  const rest = users.values();
  const lane = async () => {
    for (const user of rest) {
      await action(user);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

/** Things that happen once to a user, and who waits for them. */
function signals() {
  const happened = new Map<string, number>();
  const awaited = new Map<string, () => void>();
  return {
    tell: (user: string) => {
      happened.set(user, performance.now());
      awaited.get(user)?.();
      awaited.delete(user);
    },
    at: (user: string) => happened.get(user),
    of: async (user: string) => {
      if (!happened.has(user)) {
        await new Promise<void>((resolve) => void awaited.set(user, resolve));
      }
    },
  };
}
