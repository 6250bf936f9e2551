import { addAbortListener } from "node:events";
import { Worker } from "node:worker_threads";
import { NODE_COMPILE_CACHE } from "../../packages/durable-lambda-local/src/functions/sandbox.ts";

/** The app at work over Socket Mode. */
export interface Socket {
  close: () => Promise<void>;
}

/**
 * Starts the Slack function's app in a thread, with that function's environment instead of this process's, and waits until Slack has
 * greeted it. What it logs goes to `log`. Rejects if the thread ends before, as it does when `signal` aborts.
 */
export async function startSocket(
  env: Record<string, string>,
  appToken: string,
  log: (text: string) => void,
  signal?: AbortSignal,
): Promise<Socket> {
  const worker = new Worker(new URL("./socket-worker.ts", import.meta.url), {
    name: "slack",
    env: { NODE_COMPILE_CACHE, ...env, SLACK_APP_TOKEN: appToken, TZ: ":UTC" },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  worker.stdout.on("data", (chunk: Buffer) => log(chunk.toString()));
  worker.stderr.on("data", (chunk: Buffer) => log(chunk.toString()));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  worker.once("message", () => resolve());
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`The Slack app ended (${code}).`)));
  using _ = signal && addAbortListener(signal, () => void worker.terminate());
  await promise;
  return {
    async close() {
      await worker.terminate();
    },
  };
}
