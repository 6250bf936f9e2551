import { afterEach, beforeEach, expect, test } from "vitest";
import type { ServiceRequest } from "../../src/api/http.ts";
import { lambdaRoutes } from "../../src/api/routes.ts";
import { startEngine } from "../../src/engine/engine.ts";
import { registry } from "../../src/functions/registry.ts";
import { openLedger } from "../../src/store/ledger.ts";
import { SCHEMA } from "../../src/store/schema.ts";
import { openStore } from "../../src/store/sqlite.ts";

/** A service on a disk that takes its time: nothing is written down before `written`. */
function slowService() {
  const functions = registry();
  functions.publish([{ name: "f", entry: new URL("file:///"), env: {}, durable: { executionTimeoutSeconds: 60 } }]);
  const disk = Promise.withResolvers<void>();
  const store = { ...openStore(SCHEMA), committed: () => disk.promise };
  const happened: string[] = [];
  const invoke = async () => {
    happened.push("invoked");
    return await new Promise<never>(() => undefined);
  };
  const engine = startEngine(openLedger(store, functions), invoke);
  engine.begin();
  const answer = lambdaRoutes(engine, invoke, 60);
  return {
    happened,
    written: disk.resolve,
    async ask(path: string, headers = {}): Promise<void> {
      const request: ServiceRequest = {
        method: "POST",
        path,
        query: new URLSearchParams(),
        headers,
        body: Buffer.alloc(0),
      };
      await Promise.resolve(answer(request)).catch(() => undefined);
      happened.push("answered");
    },
    close() {
      engine.close();
      store.close();
    },
  };
}

let service: ReturnType<typeof slowService>;
beforeEach(() => {
  service = slowService();
});
afterEach(() => service.close());

const turn = () => new Promise(setImmediate);

test("An execution is neither told of nor begun before it is written down", async () => {
  const asked = service.ask("/2015-03-31/functions/f:live/invocations", { "x-amz-invocation-type": "Event" });
  await turn();
  await turn();
  expect(service.happened).toEqual([]);
  service.written();
  await asked;
  expect(service.happened.toSorted()).toEqual(["answered", "invoked"]);
});

test("A refusal waits, too, for it may be about what is not written down yet", async () => {
  const asked = service.ask("/2025-12-01/durable-execution-callbacks/Zm9yZ2Vk/succeed");
  await turn();
  expect(service.happened).toEqual([]);
  service.written();
  await asked;
  expect(service.happened).toEqual(["answered"]);
});
