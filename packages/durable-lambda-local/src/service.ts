import { directly } from "./api/direct.ts";
import { type Handle, httpServer } from "./api/http.ts";
import { invokeAndWait, parseCall } from "./api/invoke.ts";
import { lambdaRoutes } from "./api/routes.ts";
import { samRoutes } from "./api/sam.ts";
import { throttle } from "./api/throttle.ts";
import { untilDue } from "./engine/due.ts";
import { startEngine } from "./engine/engine.ts";
import { CONTAINER } from "./functions/container.ts";
import type { FunctionError } from "./functions/protocol.ts";
import { type LocalFunction, registry } from "./functions/registry.ts";
import { runtimes } from "./functions/runtimes.ts";
import { sibling } from "./functions/sibling.ts";
import { inspection, type Inspection } from "./inspect.ts";
import { close, listen } from "./listen.ts";
import { openLedger } from "./store/ledger.ts";
import { observed } from "./store/observed.ts";
import { SCHEMA } from "./store/schema.ts";
import { openStore, type Synchronous } from "./store/sqlite.ts";

export interface LambdaOptions {
  /** On loopback; a free one without it. */
  port?: number | undefined;
  /** The file to keep executions in; in memory without one. */
  database?: string | undefined;
  /** Full makes commits survive a power cut, too. */
  synchronous?: Synchronous | undefined;
  /** Other services on the same address, by what their requests' X-Amz-Target begins with. */
  services?: Record<string, Handle> | undefined;
  /** Takes what the functions write to standard output and standard error; standard output without it. */
  log?: ((text: string) => void) | undefined;
  /** The URL of an EventBridge endpoint, which gets every change of a durable execution's status. */
  eventBridge?: string | undefined;
  /** The URL of an SQS queue, which gets the failed asynchronous invocations of functions without a dead-letter function. */
  deadLetterQueue?: string | undefined;
  /** Lets SAM CLI use it as its external emulator: it then invokes the functions in SAM's containers, which call back to it. */
  sam?: boolean | undefined;
  /** An address of this machine to listen on besides loopback. No credential is checked: anyone who reaches it may do anything. */
  host?: string | undefined;
  /** Lets durable functions checkpoint over HTTP, by AWS's client or their own, as in the cloud. It takes twice the time. */
  overHttp?: boolean | undefined;
  /** Refuses more requests a second than AWS's default quotas allow, with TooManyRequestsException. */
  throttle?: boolean | undefined;
  /** How long a synchronous invocation of a durable function waits for its end; Lambda's own 900 seconds without it. */
  maxWaitSeconds?: number | undefined;
  /** The machine's clock, in milliseconds since 1970. */
  now?: (() => number) | undefined;
}

export interface LocalLambda {
  url: string;
  /**
   * Publishes versions of functions, whose environment may name this service; the first time it begins what a former run
   * left unfinished, so each sleeping execution must find its version among them. Throws for a version that is published already.
   */
  register(functions: LocalFunction[]): void;
  /** Invokes a function and waits for what it returns. Rejects with FunctionFailed where the function fails. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Moves the service's time forward: timers that are due by then fire. */
  advance(seconds: number): void;
  /** The service's time, in milliseconds since 1970; its functions go by it. */
  now: () => number;
  /** How far that is ahead of the machine's time, in milliseconds. */
  ahead: () => number;
  /** Ends the thread of a function in the midst of what it does, as a crash would. */
  kill(functionName: string): Promise<void>;
  inspect: Inspection;
  /** Resolves once nothing runs, is about to run or is due: every execution has ended or sleeps. */
  idle(): Promise<void>;
  /** Calls back after every change until the returned function is called. */
  subscribe: (listener: () => void) => () => void;
  /** Stops everything. With a database, executions that have not ended go on at the next start. */
  close(): Promise<void>;
}

/** What containers call the machine that they run on. https://docs.docker.com/desktop/features/networking/ */
const DOCKER_HOST = "host.docker.internal";

/** The function itself failed; the name and message are its error's. */
class FunctionFailed extends Error {
  constructor({ errorType, errorMessage }: FunctionError) {
    super(errorMessage);
    this.name = errorType;
  }
}

/** Starts Lambda's stand-in on loopback: the API of durable functions, over SQLite, running unmodified handlers. */
export async function startLambda(options: LambdaOptions): Promise<LocalLambda> {
  const {
    port = 0,
    database,
    synchronous,
    services = {},
    eventBridge,
    deadLetterQueue,
    sam = false,
    host,
    maxWaitSeconds = 900,
    overHttp = false,
    now,
  } = options;
  const log = options.log ?? ((text: string) => void process.stdout.write(text));
  const functions = registry();
  if (eventBridge !== undefined) {
    functions.publish([eventBus(eventBridge)]);
  }
  if (deadLetterQueue !== undefined) {
    functions.publish([deadLetters(deadLetterQueue)]);
  }
  if (sam) {
    functions.publish([samContainer]);
  }
  const { announce, store, subscribe } = observed(openStore(SCHEMA, database, synchronous));
  const ledger = openLedger(store, functions, now);
  const serveOf = ({ durable, env }: LocalFunction) =>
    durable && !overHttp && env["AWS_ENDPOINT_URL_LAMBDA"] === url ? serve : undefined;
  const sandboxes = runtimes(functions, { log, now: ledger.clock.now, serveOf });
  const engine = startEngine(ledger, sandboxes.invoke);
  const inspect = inspection(ledger);
  const limit = options.throttle ? throttle(ledger.clock.now) : undefined;
  const routes = lambdaRoutes(engine, sandboxes.invoke, maxWaitSeconds, limit);
  const lambda = sam ? samRoutes(engine, routes) : routes;
  const handle: Handle = (request) => {
    const [service = ""] = String(request.headers["x-amz-target"] ?? "").split(".");
    return (services[service] ?? lambda)(request);
  };
  const serve = directly(lambda, log);
  const names = [sam ? DOCKER_HOST : undefined, host].filter((name) => name !== undefined);
  const server = httpServer(handle, log);
  const outer = host === undefined ? undefined : httpServer(handle, log);
  let url: string;
  try {
    url = await listen(server, port, undefined, names);
    if (outer) {
      await listen(outer, Number(new URL(url).port), host, names);
    }
  } catch (error) {
    await close(server);
    store.close();
    throw error;
  }
  return {
    url,
    register(added) {
      const buried = deadLetterQueue === undefined ? {} : { deadLetterFunction: DEAD_LETTERS };
      const published = added.map((each) => ({ ...buried, ...each }));
      functions.publish(published);
      published.forEach(sandboxes.retireOthers);
      engine.begin();
    },
    async invoke(functionName, event) {
      const target = functions.resolveInvocable(functionName);
      const call = parseCall("RequestResponse", target, Buffer.from(JSON.stringify(event) ?? "null"), undefined);
      const outcome = await invokeAndWait(engine, sandboxes.invoke, call, maxWaitSeconds);
      await store.committed();
      if ("error" in outcome) {
        throw new FunctionFailed(outcome.error);
      }
      return JSON.parse(outcome.payload);
    },
    advance(seconds) {
      engine.advance(seconds);
      announce();
    },
    now: ledger.clock.now,
    ahead: ledger.clock.ahead,
    async kill(functionName) {
      await sandboxes.kill(functionName);
    },
    inspect,
    async idle() {
      while (inspect.isBusy() || untilDue(ledger) === 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const unsubscribe = subscribe(resolve);
        await promise;
        unsubscribe();
      }
    },
    subscribe,
    async close() {
      engine.close();
      await Promise.all([close(server), outer && close(outer), sandboxes.close()]);
      store.close();
    },
  };
}

const DEAD_LETTERS = "dead-letters";

/** A function that hands dead letters to an SQS queue. */
const deadLetters = (queueUrl: string): LocalFunction => ({
  name: DEAD_LETTERS,
  entry: sibling("functions/send-message", import.meta.url),
  env: { QUEUE_URL: queueUrl },
});

/** What runs in SAM CLI's containers, whichever function it is. */
const samContainer: LocalFunction = {
  name: CONTAINER,
  entry: sibling("functions/container", import.meta.url),
  env: {},
  runsIn: "container",
  durable: { executionTimeoutSeconds: 1 }, // each execution brings its own
};

/** A function that hands status changes to an EventBridge endpoint: as any other's, its events survive and are retried. */
const eventBus = (endpoint: string): LocalFunction => ({
  name: "durable-execution-status-changes",
  entry: sibling("functions/put-events", import.meta.url),
  env: { EVENTS_ENDPOINT: endpoint },
  statusChanges: [{}],
});
