import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** What a process that is to be killed can be told. */
export interface Order {
  advanceSeconds: number;
}

/** A service in a process of its own, between its start and its death. */
export interface Mortal<Ready> {
  /** What it says once it is ready; undefined if it is dead before. */
  ready: Promise<Ready | undefined>;
  tell: (order: Order) => void;
  isDead: () => boolean;
  /** The end of what it has written to its outputs. */
  written: () => string;
  /** SIGKILL; resolves when it is dead. Rejects with what it wrote last if it has died by itself. */
  kill(): Promise<void>;
}

/** Starts a program that sends one message when it is ready. */
export function mortal<Ready>(program: URL, args: string[]): Mortal<Ready> {
  const child = fork(program, args, { silent: true, execArgv: [] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
    });
  }
  const gone = once(child, "exit");
  return {
    ready: Promise.race([firstMessage<Ready>(child), gone.then(() => undefined)]),
    tell: (order) => void child.send(order, () => undefined), // the dead are told nothing
    isDead: () => child.exitCode !== null || child.signalCode !== null,
    written: () => output,
    async kill() {
      child.kill("SIGKILL");
      const [, signal] = await gone;
      if (signal !== "SIGKILL") {
        throw new Error(`${program.pathname} died by itself: ${output}`);
      }
    },
  };
}

async function firstMessage<Ready>(child: ChildProcess): Promise<Ready> {
  const [message] = (await once(child, "message")) as [Ready];
  return message;
}
