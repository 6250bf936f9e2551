import { Worker } from "node:worker_threads";
import { environment, workerData } from "./environment.ts";
import type { FunctionResponse } from "./protocol.ts";
import type { LocalFunction } from "./registry.ts";

export interface Runtime {
  /** Invokes the function. Never rejects: a thread that dies, and one that takes too long, is an error of the function's. */
  invoke(requestId: string, payload: string): Promise<FunctionResponse>;
  close(): Promise<void>;
}

interface Thread {
  worker: Worker;
  running: Map<string, (response: FunctionResponse) => void>;
}

const DEFAULT_TIMEOUT_SECONDS = 60;

/** Runs a function in one thread of its own, begun at the first invocation and begun again after it has died. */
export function runtime(local: LocalFunction, log: (text: string) => void): Runtime {
  const timeoutSeconds = local.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  const threads = new Set<Thread>();
  let current: Thread | undefined;

  /** Takes a thread out of service. What still runs in it may end there. */
  const retire = (thread: Thread) => {
    current = current === thread ? undefined : current;
    if (thread.running.size === 0) {
      void thread.worker.terminate();
    }
  };

  const start = (): Thread => {
    const worker = new Worker(new URL("worker.ts", import.meta.url), {
      name: local.name,
      workerData: workerData(local),
      env: environment(local),
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    const thread: Thread = { worker, running: new Map() };
    let cause: string | undefined;
    worker.stdout.on("data", (chunk: Buffer) => log(chunk.toString()));
    worker.stderr.on("data", (chunk: Buffer) => log(chunk.toString()));
    worker.on("message", (response: FunctionResponse) => {
      thread.running.get(response.requestId)?.(response);
    });
    worker.on("error", (error: unknown) => {
      cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      log(`${local.name} died: ${error instanceof Error ? error.stack : cause}\n`);
    });
    worker.on("exit", (code) => {
      threads.delete(thread);
      current = current === thread ? undefined : current;
      const errorMessage = cause ?? `Runtime exited with error: exit status ${code}`;
      for (const [requestId, respond] of thread.running) {
        respond({ requestId, error: { errorType: "Runtime.ExitError", errorMessage, trace: [] } });
      }
    });
    threads.add(thread);
    return thread;
  };

  return {
    invoke(requestId, payload) {
      current ??= start();
      const thread = current;
      const { promise, resolve } = Promise.withResolvers<FunctionResponse>();
      const timeout = setTimeout(() => {
        const errorMessage = `${requestId} Task timed out after ${timeoutSeconds}.00 seconds`;
        thread.running.get(requestId)?.({
          requestId,
          error: { errorType: "Sandbox.Timedout", errorMessage, trace: [] },
        });
        retire(thread);
      }, timeoutSeconds * 1000);
      thread.running.set(requestId, (response) => {
        clearTimeout(timeout);
        thread.running.delete(requestId);
        resolve(response);
        if (current !== thread) {
          retire(thread);
        }
      });
      thread.worker.postMessage({ requestId, payload, deadline: Date.now() + timeoutSeconds * 1000 });
      return promise;
    },
    async close() {
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}
