import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, apiOf } from "./api.ts";
import { engineOfOne, type Invoked } from "./engine.ts";

let one: ReturnType<typeof engineOfOne>;
let ask: ReturnType<typeof apiOf>;
beforeEach(() => {
  one = engineOfOne();
  ask = apiOf(one);
});
afterEach(() => one.close());

const CONFLICT = { status: 409, error: "ResourceConflictException" };
const settled = async () => {
  for (let turns = 0; turns < 5; turns += 1) {
    await new Promise(setImmediate);
  }
};

/** An execution whose first invocation the test is. */
async function begun() {
  const { arn: DurableExecutionArn, key } = one.start();
  const first = await one.next();
  const arn = { DurableExecutionArn };
  const checkpoint = async ({ event }: Invoked, ...Updates: object[]) =>
    await ask("CheckpointDurableExecution", { ...arn, CheckpointToken: event.CheckpointToken, Updates });
  return {
    key,
    first,
    checkpoint,
    pause: async (more: object = {}) => await ask("PauseDurableExecution", { ...arn, ...more }),
    resume: async (more: object = {}) => await ask("ResumeDurableExecution", { ...arn, ...more }),
    delete: async () => await ask("DeleteDurableExecution", arn),
    get: async (more: object = {}) => (await ask("GetDurableExecution", { ...arn, ...more })).body,
    status: async () => (await ask("GetDurableExecution", arn)).body["Status"],
    events: async () =>
      ((await ask("GetDurableExecutionHistory", arn)).body["Events"] as { EventType: string }[]).map(
        ({ EventType }) => EventType,
      ),
    stop: async () => await ask("StopDurableExecution", arn),
    /** Lets it sleep until its callback is completed, and gives the callback. */
    async sleeps() {
      const callback = { Type: "CALLBACK", Action: "START", Id: "c" };
      const wait = { Type: "WAIT", Action: "START", Id: "w", WaitOptions: { WaitSeconds: 60 } };
      const { body } = await checkpoint(first, callback, wait);
      first.answer({ Status: "PENDING" });
      await settled();
      const { Operations } = body["NewExecutionState"] as { Operations: { CallbackDetails: { CallbackId: string } }[] };
      return { CallbackId: Operations[0]?.CallbackDetails.CallbackId };
    },
  };
}

describe("An execution that sleeps", () => {
  test("is paused at once, says so, and goes on sleeping once it is resumed", async () => {
    const execution = await begun();
    await execution.sleeps();
    const paused = await execution.pause({ Reason: "a hunch" });
    expect(paused).toMatchObject({ status: 200, body: { PauseRequestTimestamp: expect.any(Number) } });
    const { PauseRequestTimestamp } = paused.body;
    const PauseDetails = { ExecutionTimeoutPaused: false, PauseRequestTimestamp };
    expect(await execution.get()).toMatchObject({
      Status: "PAUSED",
      PauseDetails: { ...PauseDetails, Reason: "a hunch" },
    });
    expect((await execution.get({ IncludeExecutionData: false }))["PauseDetails"]).toEqual(PauseDetails);
    expect((await execution.resume()).body).toEqual({ ResumeRequestTimestamp: expect.any(Number) });
    await settled();
    expect(one.invoked).toEqual([]);
    expect(await execution.get()).not.toHaveProperty("PauseDetails");
    expect((await execution.events()).slice(-2)).toEqual(["ExecutionPaused", "ExecutionResumed"]);
  });

  test("hears, once it is resumed, what happened while it was paused", async () => {
    const execution = await begun();
    const callback = await execution.sleeps();
    await execution.pause();
    expect((await ask("SendDurableExecutionCallbackSuccess", { ...callback, Result: Buffer.from("1") })).status).toBe(
      200,
    );
    one.engine.advance(60);
    await settled();
    expect(one.invoked).toEqual([]);
    expect(await execution.events()).toEqual(expect.arrayContaining(["CallbackSucceeded", "WaitSucceeded"]));
    await execution.resume();
    expect((await one.next()).event.UpdatedOperationIds.toSorted()).toEqual(["c", "w"]);
  });

  test("times out all the same, unless the pause stops that clock", async () => {
    const [brief, patient] = [await begun(), await begun()];
    await brief.sleeps();
    await patient.sleeps();
    await brief.pause();
    one.engine.advance(600);
    await patient.pause({ ExecutionTimeoutPaused: true });
    one.engine.advance(3000);
    await settled();
    expect(await brief.status()).toBe("TIMED_OUT");
    one.engine.advance(86_400);
    await settled();
    expect(await patient.status()).toBe("PAUSED");
    await patient.resume();
    (await one.next()).answer({ Status: "PENDING" });
    one.engine.advance(2999);
    await settled();
    expect(await patient.status()).toBe("RUNNING");
    one.engine.advance(1);
    await settled();
    expect(await patient.status()).toBe("TIMED_OUT");
  });

  test("can be stopped while it is paused, and then not be resumed", async () => {
    const execution = await begun();
    await execution.sleeps();
    await execution.pause();
    await execution.stop();
    expect(await execution.status()).toBe("STOPPED");
    expect(await execution.resume()).toMatchObject(CONFLICT);
    expect(await execution.pause()).toMatchObject(CONFLICT);
  });
});

describe("An execution whose function runs", () => {
  const STEP = { Type: "STEP", Action: "SUCCEED", Id: "s", Payload: "1" };

  test("is paused at its next checkpoint, which is kept, and invoked again once it is resumed", async () => {
    const execution = await begun();
    await execution.pause();
    expect(await execution.status()).toBe("PAUSING");
    expect((await execution.checkpoint(execution.first, STEP)).body["message"]).toBe("Invalid Checkpoint Token");
    expect(await execution.status()).toBe("PAUSED");
    execution.first.answer({ Status: "SUCCEEDED" }); // too late
    await settled();
    expect(await execution.status()).toBe("PAUSED");
    await execution.resume();
    const again = await one.next();
    expect(again.event.InitialExecutionState.Operations).toMatchObject([{}, { Id: "s", Status: "SUCCEEDED" }]);
    again.answer({ Status: "SUCCEEDED", Result: "2" });
    expect(await one.ended(execution.key)).toMatchObject({ status: "SUCCEEDED", result: "2" });
  });

  test("goes on undisturbed when the pause is taken back in time", async () => {
    const execution = await begun();
    await execution.pause();
    await execution.resume();
    expect((await execution.checkpoint(execution.first, STEP)).status).toBe(200);
    expect(await execution.events()).not.toContain("ExecutionPaused");
  });

  test("is paused when the invocation ends first, however it ends; an end of its own stands", async () => {
    const [failing, ending] = [await begun(), await begun()];
    await failing.pause();
    failing.first.fail("no");
    await settled();
    expect(await failing.status()).toBe("PAUSED");
    one.engine.advance(60);
    await settled();
    expect(one.invoked).toEqual([]);
    await failing.resume();
    expect((await one.next()).function).toBe("f:1");
    await ending.pause();
    ending.first.answer({ Status: "SUCCEEDED" });
    await settled();
    expect(await ending.status()).toBe("SUCCEEDED");
  });
});

describe("A request that is repeated with its client token", () => {
  test("gets the same answer and changes nothing; without one it is refused", async () => {
    const execution = await begun();
    await execution.sleeps();
    const pause = async (): Promise<Answer> => await execution.pause({ ClientToken: "p" });
    expect((await pause()).body).toEqual((await pause()).body);
    expect(await execution.pause()).toMatchObject(CONFLICT);
    const resume = async (): Promise<Answer> => await execution.resume({ ClientToken: "r" });
    expect((await resume()).body).toEqual((await resume()).body);
    expect(await execution.resume()).toMatchObject(CONFLICT);
    expect((await execution.events()).filter((type) => /Paused|Resumed/u.test(type))).toHaveLength(2);
  });
});

describe("A deleted execution", () => {
  test("is gone with its history and its name, once it has ended", async () => {
    const execution = await begun();
    expect(await execution.delete()).toMatchObject(CONFLICT);
    execution.first.answer({ Status: "SUCCEEDED" });
    await one.ended(execution.key);
    expect(await execution.delete()).toMatchObject({
      status: 202,
      body: { DeletionRequestTimestamp: expect.any(Number) },
    });
    expect(await execution.delete()).toMatchObject({ status: 404 });
    const sql = one.engine.ledger.store.sql<{}, { rows: number }>(
      "select (select count(*) from executions) + (select count(*) from events) + (select count(*) from timers) as rows",
    );
    expect(sql.get({})).toEqual({ rows: 0 });
  });
});
