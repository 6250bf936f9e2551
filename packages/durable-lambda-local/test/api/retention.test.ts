import { afterEach, expect, test } from "vitest";
import type { LocalFunction } from "../../src/functions/registry.ts";
import { apiOf } from "./api.ts";
import { engineOfOne } from "./engine.ts";

let one: ReturnType<typeof engineOfOne>;
let ask: ReturnType<typeof apiOf>;
afterEach(() => one.close());

const DAY = 86_400;
const GONE = { status: 404, error: "ResourceNotFoundException" };
const TABLES = ["executions", "operations", "events", "timers", "pauses", "asynchronous", "tenants", "retentions"];

function engineWith(...others: Partial<LocalFunction>[]) {
  one = engineOfOne(others);
  ask = apiOf(one);
}

const rows = () =>
  TABLES.map((table) => {
    const sql = one.engine.ledger.store.sql<{}, { rows: number }>(`select count(*) as rows from ${table}`);
    return [table, sql.get({})?.rows];
  }).filter(([, count]) => count !== 0);

const settled = async () => {
  for (let turns = 0; turns < 5; turns += 1) {
    await new Promise(setImmediate);
  }
};

/** An execution that has written a step, a callback and a result, and has ended. */
async function ended(name = "f") {
  const { arn: DurableExecutionArn, key } = one.start(name, '{"a":"large payload"}');
  const invoked = await one.next();
  await ask("CheckpointDurableExecution", {
    DurableExecutionArn,
    CheckpointToken: invoked.event.CheckpointToken,
    Updates: [
      { Type: "STEP", Action: "SUCCEED", Id: "s", Payload: '"large result"' },
      { Type: "CALLBACK", Action: "START", Id: "c", CallbackOptions: { TimeoutSeconds: 60 } },
    ],
  });
  invoked.answer({ Status: "SUCCEEDED", Result: '"done"' });
  await one.ended(key);
  return { DurableExecutionArn };
}

const listed = async (FunctionName: string) =>
  ((await ask("ListDurableExecutionsByFunction", { FunctionName })).body["DurableExecutions"] as object[]).length;

test.each([
  [14, undefined],
  [3, 3],
])("an ended execution is deleted after %d days where its function says %s", async (days, retentionPeriodInDays) => {
  engineWith({ name: "g", durable: { executionTimeoutSeconds: 60, retentionPeriodInDays } });
  const arn = await ended("g");
  one.engine.advance(days * DAY - 60);
  expect((await ask("GetDurableExecution", arn)).body).toMatchObject({
    Status: "SUCCEEDED",
    DurableConfig: { RetentionPeriodInDays: days },
  });
  expect(await listed("g")).toBe(1);
  one.engine.advance(60);
  expect(await ask("GetDurableExecution", arn)).toMatchObject(GONE);
  expect(await ask("GetDurableExecutionHistory", arn)).toMatchObject(GONE);
  expect(await ask("StopDurableExecution", arn)).toMatchObject(GONE);
  expect(await ask("DeleteDurableExecution", arn)).toMatchObject(GONE);
  expect(await listed("g")).toBe(0);
  expect(rows()).toEqual([]);
});

test("more are deleted at once than fire in a turn, before the next request is answered", async () => {
  engineWith();
  for (let count = 0; count < 60; count += 1) {
    await ended();
  }
  one.engine.advance(14 * DAY);
  expect(await listed("f")).toBe(0);
});

test("an execution that goes on is kept, however long ago it began", async () => {
  engineWith({ name: "g", durable: { executionTimeoutSeconds: 365 * DAY, retentionPeriodInDays: 1 } });
  const { arn: DurableExecutionArn } = one.start("g");
  await one.next();
  one.engine.advance(364 * DAY);
  expect((await ask("GetDurableExecution", { DurableExecutionArn })).body).toMatchObject({ Status: "RUNNING" });
});

test("the name of a deleted execution is free for another payload", async () => {
  engineWith();
  const begin = async (payload: string) =>
    await ask("Invoke", {
      FunctionName: "f:live",
      InvocationType: "Event",
      DurableExecutionName: "once",
      Payload: Buffer.from(payload),
    });
  const first = await begin('{"n":1}');
  (await one.next()).answer({ Status: "SUCCEEDED" });
  await settled();
  expect(await begin('{"n":2}')).toMatchObject({ error: "DurableExecutionAlreadyStartedException" });
  one.engine.advance(14 * DAY);
  const second = await begin('{"n":2}');
  expect(second).toMatchObject({ status: 202 });
  expect(second.headers).not.toEqual(first.headers);
});

test("another period applies to executions that start from then on", async () => {
  engineWith({ name: "g", durable: { executionTimeoutSeconds: 60, retentionPeriodInDays: 2 } });
  const former = one.start("g");
  const running = await one.next();
  const durable = { executionTimeoutSeconds: 60, retentionPeriodInDays: 1 };
  one.engine.ledger.functions.publish([{ name: "g", version: 2, entry: new URL("file:///"), env: {}, durable }]);
  running.answer({ Status: "SUCCEEDED" });
  await one.ended(former.key);
  const later = await ended("g");
  one.engine.advance(DAY);
  expect(await ask("GetDurableExecution", { DurableExecutionArn: former.arn })).toMatchObject({ status: 200 });
  expect(await ask("GetDurableExecution", later)).toMatchObject(GONE);
});

test("nothing is kept of a plain function's asynchronous invocation once it has succeeded, or failed for good", async () => {
  engineWith({ name: "plain" });
  one.start("plain");
  expect(rows()).not.toEqual([]);
  (await one.next()).answer({});
  await settled();
  expect(rows()).toEqual([]);
  one.start("plain");
  for (const seconds of [60, 120, 0]) {
    (await one.next()).fail("no");
    await settled();
    one.engine.advance(seconds);
  }
  expect(rows()).toEqual([]);
});
