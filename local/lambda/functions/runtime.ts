import type { FunctionResponse } from "./protocol.ts";
import type { LocalFunction } from "./registry.ts";
import { type Sandbox, startSandbox } from "./sandbox.ts";

export interface Runtime {
  /** Invokes the function. Never rejects: a sandbox that dies, and one that takes too long, is an error of the function's. */
  invoke(requestId: string, payload: string): Promise<FunctionResponse>;
  close(): Promise<void>;
}

interface Running {
  sandbox: Sandbox;
  requests: Map<string, (response: FunctionResponse) => void>;
}

const DEFAULT_TIMEOUT_SECONDS = 60;

/** Runs a function in one sandbox of its own, begun at the first invocation and begun again after it has died. */
export function runtime(local: LocalFunction, log: (text: string) => void): Runtime {
  const timeoutSeconds = local.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  const all = new Set<Running>();
  let current: Running | undefined;

  /** Takes a sandbox out of service. What still runs in it may end there. */
  const retire = (running: Running) => {
    current = current === running ? undefined : current;
    if (running.requests.size === 0) {
      void running.sandbox.end();
    }
  };

  const start = (): Running => {
    const requests: Running["requests"] = new Map();
    const sandbox = startSandbox(local, {
      responded: (response) => requests.get(response.requestId)?.(response),
      ended(errorMessage) {
        all.delete(running);
        current = current === running ? undefined : current;
        for (const [requestId, respond] of requests) {
          respond({ requestId, error: { errorType: "Runtime.ExitError", errorMessage, trace: [] } });
        }
      },
      wrote: log,
    });
    const running = { sandbox, requests };
    all.add(running);
    return running;
  };

  return {
    invoke(requestId, payload) {
      current ??= start();
      const running = current;
      const { sandbox, requests } = running;
      const { promise, resolve } = Promise.withResolvers<FunctionResponse>();
      const timeout = setTimeout(() => {
        const errorMessage = `${requestId} Task timed out after ${timeoutSeconds}.00 seconds`;
        requests.get(requestId)?.({
          requestId,
          error: { errorType: "Sandbox.Timedout", errorMessage, trace: [] },
        });
        retire(running);
      }, timeoutSeconds * 1000);
      requests.set(requestId, (response) => {
        clearTimeout(timeout);
        requests.delete(requestId);
        resolve(response);
        if (current !== running) {
          retire(running);
        }
      });
      sandbox.send({ requestId, payload, deadline: Date.now() + timeoutSeconds * 1000 });
      return promise;
    },
    async close() {
      await Promise.all([...all].map(({ sandbox }) => sandbox.end()));
    },
  };
}
