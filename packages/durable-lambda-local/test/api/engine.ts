import { startEngine } from "../../src/engine/engine.ts";
import { startExecution } from "../../src/engine/lifecycle.ts";
import { type LocalFunction, registry } from "../../src/functions/registry.ts";
import type { FunctionResponse } from "../../src/functions/protocol.ts";
import { openLedger } from "../../src/store/ledger.ts";
import { SCHEMA } from "../../src/store/schema.ts";
import { openStore } from "../../src/store/sqlite.ts";

/** The event of a durable function's invocation. */
export interface DurableEvent {
  DurableExecutionArn: string;
  CheckpointToken: string;
  InitialExecutionState: { Operations: { Id: string; Status: string }[]; NextMarker: string };
  UpdatedOperationIds: string[];
}

/** An invocation that a test answers in the function's stead. */
export interface Invoked {
  function: string;
  event: DurableEvent;
  answer: (output: object) => void;
  fail: (errorMessage: string) => void;
}

/** An engine whose durable functions, `f` and `brief`, do nothing by themselves: a test takes its invocations one by one. */
export function engineOfOne(others: Partial<LocalFunction>[] = []) {
  const functions = registry();
  const nothing = { entry: new URL("file:///"), env: {} };
  functions.publish([
    { ...nothing, name: "f", durable: { executionTimeoutSeconds: 3600 } },
    { ...nothing, name: "brief", durable: { executionTimeoutSeconds: 60 } },
    ...others.map((other) => ({ ...nothing, name: "other", ...other })),
  ]);
  const invoked: Invoked[] = [];
  const takers: ((next: Invoked) => void)[] = [];
  const engine = startEngine(openLedger(openStore(SCHEMA), functions), async (name, requestId, payload) => {
    const { promise, resolve } = Promise.withResolvers<FunctionResponse>();
    const answer = (output: object) => resolve({ requestId, payload: JSON.stringify(output) });
    const fail = (errorMessage: string) =>
      resolve({ requestId, error: { errorType: "Error", errorMessage, trace: [] } });
    const next = { function: name, event: JSON.parse(payload), answer, fail };
    const taker = takers.shift();
    if (taker) {
      taker(next);
    } else {
      invoked.push(next);
    }
    return await promise;
  });
  engine.begin();
  return {
    engine,
    /** Invocations that began and that nobody has taken. */
    invoked,
    start: (name = "f", input = "{}") =>
      engine.change(() =>
        startExecution(engine.ledger, functions.resolve(`${name}:live`), input, { asynchronous: true }),
      ),
    /** The next invocation, once it begins. */
    async next(): Promise<Invoked> {
      const first = invoked.shift();
      if (first) {
        return first;
      }
      const { promise, resolve } = Promise.withResolvers<Invoked>();
      takers.push(resolve);
      return await promise;
    },
    /** The execution's status, once it has ended. */
    async ended(key: number) {
      await engine.ended(key);
      return engine.ledger.executions.get(key);
    },
    close() {
      engine.close();
      engine.ledger.store.close();
    },
  };
}
