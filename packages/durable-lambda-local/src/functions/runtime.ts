import { availableParallelism } from "node:os";
import type { FunctionResponse, Serve } from "./protocol.ts";
import type { LocalFunction } from "./registry.ts";
import { type Sandbox, startSandbox } from "./sandbox.ts";

export interface Runtime {
  /** Invokes the function. Never rejects: a sandbox that dies, and one that takes too long, is an error of the function's. */
  invoke(requestId: string, payload: string): Promise<FunctionResponse>;
  /** Ends its sandboxes at once, even if functions run in them; the next invocation starts another. */
  kill(): Promise<void>;
  /** Ends its sandboxes as soon as nothing runs in them; the next invocation begins another. */
  retire(): void;
  close(): Promise<void>;
}

/** What the sandboxes of a service have to do with. */
export interface Surroundings {
  /** Takes what functions write. */
  log: (text: string) => void;
  /** The clock that they go by. */
  now: () => number;
  /** Answers a function's calls to the service, where they need no HTTP. */
  serveOf: (local: LocalFunction) => Serve | undefined;
}

interface Running {
  sandbox: Sandbox;
  loaded: Promise<void>;
  requests: Map<string, (response: FunctionResponse) => void>;
}

const DEFAULT_TIMEOUT_SECONDS = 60;
// Loading is a phase of its own, and the timeout is the next one's.
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle
const LOADING_SECONDS = 60;
const MANY = 8; // invocations that one sandbox does side by side before another one is worth its start
const PROCESSORS = availableParallelism();

/**
 * Runs a function in a sandbox of its own, begun at the first invocation and begun again after it has died; in more of them, up
 * to one for each of the machine's processors, while there is much to do. Where the function checkpoints without HTTP, the service
 * does most of the work, and keeps a processor for itself.
 */
export function runtime(
  local: LocalFunction,
  tenant: string | undefined,
  { log, now, serveOf }: Surroundings,
): Runtime {
  const timeoutSeconds = local.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  const serve = serveOf(local);
  const most = serve ? Math.max(1, PROCESSORS - 1) : PROCESSORS;
  const all = new Set<Running>();
  const inService = new Set<Running>();

  /** Takes a sandbox out of service. What still runs in it may end there. */
  const retire = (running: Running) => {
    inService.delete(running);
    if (running.requests.size === 0) {
      void running.sandbox.end();
    }
  };

  const start = (): Running => {
    const requests: Running["requests"] = new Map();
    const { promise: loaded, resolve } = Promise.withResolvers<void>();
    const sandbox = startSandbox(local, tenant, now(), {
      loaded: resolve,
      responded: (response) => requests.get(response.requestId)?.(response),
      ended(errorMessage) {
        all.delete(running);
        inService.delete(running);
        for (const [requestId, respond] of requests) {
          respond({ requestId, error: { errorType: "Runtime.ExitError", errorMessage, trace: [] } });
        }
      },
      wrote: log,
      serve,
    });
    const running = { sandbox, loaded, requests };
    all.add(running);
    inService.add(running);
    return running;
  };

  /** The one with the least to do, or a new one where all have much to do. */
  const choose = (): Running => {
    const [least] = [...inService].toSorted((a, b) => a.requests.size - b.requests.size);
    return least && (least.requests.size < MANY || inService.size >= most) ? least : start();
  };

  const kill = async () => {
    await Promise.all([...all].map(({ sandbox }) => sandbox.end()));
  };

  return {
    kill,
    retire: () => [...inService].forEach(retire),
    close: kill,
    invoke(requestId, payload) {
      const running = choose();
      const { sandbox, requests } = running;
      const { promise, resolve } = Promise.withResolvers<FunctionResponse>();
      const giveUp = () => {
        const errorMessage = `${requestId} Task timed out after ${timeoutSeconds}.00 seconds`;
        requests.get(requestId)?.({
          requestId,
          error: { errorType: "Sandbox.Timedout", errorMessage, trace: [] },
        });
        retire(running);
      };
      let timeout = setTimeout(giveUp, (LOADING_SECONDS + timeoutSeconds) * 1000);
      requests.set(requestId, (response) => {
        clearTimeout(timeout);
        requests.delete(requestId);
        resolve(response);
        if (!inService.has(running)) {
          retire(running);
        }
      });
      const begin = async () => {
        await running.loaded;
        if (requests.has(requestId)) {
          clearTimeout(timeout);
          timeout = setTimeout(giveUp, timeoutSeconds * 1000);
          sandbox.send({ requestId, payload, now: now(), deadline: now() + timeoutSeconds * 1000 });
        }
      };
      void begin();
      return promise;
    },
  };
}
