import { fork } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { environment, memoryOf, sandboxData } from "./environment.ts";
import type {
  Call,
  CallAnswer,
  FunctionRequest,
  FunctionResponse,
  LastWord,
  Loaded,
  SandboxData,
  Serve,
} from "./protocol.ts";
import type { LocalFunction } from "./registry.ts";
import { sibling } from "./sibling.ts";

/** Where a function runs: a thread or a process of its own, with no environment but the function's. */
export interface Sandbox {
  send(request: FunctionRequest): void;
  /** Ends it at once, even if a function runs in it. */
  end(): Promise<unknown>;
}

/** What a sandbox reports to its owner. */
export interface SandboxListener {
  /** The function's module is loaded. */
  loaded: () => void;
  responded: (response: FunctionResponse) => void;
  /** Answers its calls to the service; without it they go there by HTTP. */
  serve?: Serve | undefined;
  /** It has ended, by itself or by `end`; the cause is the error that ended it, or its exit status. */
  ended: (cause: string) => void;
  /** What it wrote to standard output or standard error. */
  wrote: (text: string) => void;
}

/** Where Node.js keeps compiled code: a sandbox then loads in a third of the time. https://nodejs.org/api/module.html#module-compile-cache */
export const { NODE_COMPILE_CACHE = join(tmpdir(), "node-compile-cache") } = process.env;
// Left to itself, Node.js keeps three times as much for what lives briefly; that is no faster here.
const YOUNG_MB = 16;
const MAIN = sibling("sandbox-main", import.meta.url);

/** Starts the sandbox that a function asks for at the service's time `now`; it takes requests at once, and loads the function meanwhile. */
export function startSandbox(
  local: LocalFunction,
  tenant: string | undefined,
  now: number,
  listener: SandboxListener,
): Sandbox {
  const data = sandboxData(local, now, listener.serve !== undefined, tenant);
  return local.runsIn === "process" ? startProcess(local, data, listener) : startThread(local, data, listener);
}

function startThread(local: LocalFunction, workerData: SandboxData, listener: SandboxListener): Sandbox {
  const { responded, loaded, ended, wrote } = listener;
  const worker = new Worker(MAIN, {
    name: local.name,
    resourceLimits: { maxOldGenerationSizeMb: memoryOf(local), maxYoungGenerationSizeMb: YOUNG_MB },
    workerData,
    env: { NODE_COMPILE_CACHE, ...environment(local) },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  let cause: string | undefined;
  worker.stdout.on("data", (chunk: Buffer) => wrote(chunk.toString()));
  worker.stderr.on("data", (chunk: Buffer) => wrote(chunk.toString()));
  worker.on("message", (message: FunctionResponse | Loaded | Call) => {
    if ("loaded" in message) {
      loaded();
    } else if ("call" in message) {
      void answer(message, listener, (reply) => worker.postMessage(reply));
    } else {
      responded(message);
    }
  });
  worker.on("error", (error: unknown) => {
    cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    wrote(`${local.name} died: ${error instanceof Error ? error.stack : cause}\n`);
  });
  worker.on("exit", (code) => ended(cause ?? exited(code)));
  return { send: (request) => worker.postMessage(request), end: () => worker.terminate() };
}

function startProcess(local: LocalFunction, data: SandboxData, listener: SandboxListener): Sandbox {
  const { responded, loaded, ended, wrote } = listener;
  const child = fork(MAIN, [JSON.stringify(data)], {
    env: { NODE_COMPILE_CACHE, ...environment(local) },
    execArgv: [`--max-old-space-size=${memoryOf(local)}`],
    silent: true,
  });
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  let cause: string | undefined;
  child.stdout?.on("data", (chunk: Buffer) => wrote(chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => wrote(chunk.toString()));
  child.on("message", (message: FunctionResponse | Loaded | LastWord | Call) => {
    if ("cause" in message) {
      ({ cause } = message);
    } else if ("loaded" in message) {
      loaded();
    } else if ("call" in message) {
      void answer(message, listener, (reply) => child.connected && child.send(reply));
    } else {
      responded(message);
    }
  });
  child.on("error", (error) => wrote(`${local.name} can't be reached: ${error.message}\n`));
  child.on("close", (code, signal) => {
    resolve();
    ended(cause ?? (signal ? `Runtime exited with error: signal: ${signal}` : exited(code)));
  });
  return {
    send: (request) => void child.send(request),
    async end() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function answer(call: Call, { serve }: SandboxListener, reply: (answer: CallAnswer) => void): Promise<void> {
  if (serve) {
    reply(await serve(call));
  }
}

const exited = (code: number | null) => `Runtime exited with error: exit status ${code}`;
