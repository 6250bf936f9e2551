import type { CheckpointDurableExecutionRequest, OperationUpdate } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { succeedCallback } from "../../src/api/callbacks.ts";
import { checkpoint as apply, getState, held } from "../../src/api/checkpoint.ts";
import { checkShape } from "../../src/model/input.ts";
import { type DurableEvent, engineOfOne } from "./engine.ts";

let one: ReturnType<typeof engineOfOne>;
beforeEach(() => {
  one = engineOfOne();
});
afterEach(() => one.close());

const start = (Type: OperationUpdate["Type"], Id: string, more: Partial<OperationUpdate> = {}): OperationUpdate => ({
  Type,
  Id,
  Action: "START",
  ...more,
});
const wait = (Id: string, WaitSeconds: number) => start("WAIT", Id, { WaitOptions: { WaitSeconds } });

/** A checkpoint as it comes over HTTP: checked against AWS's model first, and after what is due. */
function checkpoint(
  DurableExecutionArn: string,
  request: Omit<CheckpointDurableExecutionRequest, "DurableExecutionArn">,
) {
  const input = checkShape("CheckpointDurableExecutionRequest", { DurableExecutionArn, ...request }, "");
  one.engine.catchUp();
  return apply(one.engine, input as CheckpointDurableExecutionRequest);
}

/** A running invocation whose checkpoints follow each other. */
async function invocation() {
  const execution = one.start();
  const { event, answer } = await one.next();
  return { ...execution, event, answer, checkpoint: checkpoints(event) };
}

function checkpoints({ DurableExecutionArn, CheckpointToken }: DurableEvent) {
  let token = CheckpointToken;
  return (...updates: OperationUpdate[]) => {
    const answer = checkpoint(DurableExecutionArn, { CheckpointToken: token, Updates: updates });
    token = answer.CheckpointToken;
    return answer.NewExecutionState.Operations;
  };
}

describe("A checkpoint", () => {
  test("takes its token and gives the next one", async () => {
    const { arn, event } = await invocation();
    const first = { CheckpointToken: event.CheckpointToken, Updates: [start("STEP", "a")] };
    const { CheckpointToken } = checkpoint(arn, first);
    expect(() => checkpoint(arn, first)).toThrow(/^Invalid Checkpoint Token$/u);
    checkpoint(arn, { CheckpointToken, Updates: [start("STEP", "b")] });
  });

  test("that is sent again, because its answer got lost, gets the same answer and changes nothing", async () => {
    const { arn, event } = await invocation();
    const request = {
      CheckpointToken: event.CheckpointToken,
      ClientToken: "a1",
      Updates: [start("CALLBACK", "a")],
    };
    expect(checkpoint(arn, request)).toEqual(checkpoint(arn, request));
  });

  test("changes all or nothing, and a refused one leaves its token valid", async () => {
    const { checkpoint: next } = await invocation();
    expect(() => next(start("STEP", "a"), start("STEP", "a"))).toThrow(
      "Cannot checkpoint multiple operations with the same ID.",
    );
    expect(next(start("STEP", "a"))).toMatchObject([{ Id: "a", Status: "STARTED" }]);
  });

  test("answers, once, what happened meanwhile", async () => {
    const { checkpoint: next } = await invocation();
    const [operation] = next(start("CALLBACK", "a"));
    succeedCallback(one.engine, operation?.CallbackDetails?.CallbackId ?? "", Buffer.from("yes"));
    const told = { Id: "a", Status: "SUCCEEDED", CallbackDetails: { Result: "yes" } };
    expect(next(start("STEP", "b"))).toMatchObject([{ Id: "b" }, told]);
    expect(next()).toEqual([]);
  });

  test("finds a wait ended whose time has come, even before its timer has had its turn", async () => {
    const { checkpoint: next } = await invocation();
    next(wait("a", 10));
    one.engine.ledger.clock.advance(10);
    expect(next()).toMatchObject([{ Id: "a", Status: "SUCCEEDED" }]);
  });

  test("may end a step that it begins", async () => {
    const { checkpoint: next } = await invocation();
    const end: OperationUpdate = { Type: "STEP", Id: "a", Action: "SUCCEED", Payload: "1" };
    expect(next(start("STEP", "a"), end)).toMatchObject([
      { Id: "a", Status: "SUCCEEDED", StepDetails: { Attempt: 1, Result: "1" } },
    ]);
  });

  test("may not begin and cancel a wait", async () => {
    const { checkpoint: next } = await invocation();
    expect(() => next(wait("a", 10), { Type: "WAIT", Id: "a", Action: "CANCEL" })).toThrow("the same ID");
  });

  test("can cancel a chained invoke, which goes on without telling", async () => {
    const { checkpoint: next } = await invocation();
    next(start("CHAINED_INVOKE", "a", { ChainedInvokeOptions: { FunctionName: "f:live" } }));
    const child = await one.next();
    expect(next({ Type: "CHAINED_INVOKE", Id: "a", Action: "CANCEL" })).toMatchObject([{ Status: "CANCELLED" }]);
    child.answer({ Status: "SUCCEEDED", Result: "1" });
    await new Promise(setImmediate);
    expect(next()).toEqual([]);
  });

  test("can cancel a wait, which then does not fire", async () => {
    const { key, checkpoint: next } = await invocation();
    next(wait("a", 10));
    expect(next({ Type: "WAIT", Id: "a", Action: "CANCEL" })).toMatchObject([{ Status: "CANCELLED" }]);
    expect(one.engine.ledger.timers.first()).toMatchObject({ execution: key, kind: "execution" });
  });

  const STEP: OperationUpdate = { Type: "STEP", Id: "a", Action: "SUCCEED" };
  test.each<[string, OperationUpdate[], OperationUpdate]>([
    ["to begin a wait twice", [wait("a", 1)], wait("a", 1)],
    ["to end a step twice", [STEP], STEP],
    [
      "to retry a step that has ended",
      [STEP],
      { ...STEP, Action: "RETRY", StepOptions: { NextAttemptDelaySeconds: 1 } },
    ],
    ["to retry a step without a delay", [], { ...STEP, Action: "RETRY" }],
    ["to wait for no time", [], wait("a", 0)],
    ["to wait for part of a second", [], wait("a", 1.5)],
    ["to cancel a callback", [start("CALLBACK", "a")], { Type: "CALLBACK", Id: "a", Action: "CANCEL" }],
    ["to end a wait", [wait("a", 1)], { Type: "WAIT", Id: "a", Action: "SUCCEED" }],
    ["to begin an execution", [], start("EXECUTION", "a")],
    ["an operation of another type", [start("STEP", "a")], start("CONTEXT", "a")],
    ["a parent that there is not", [], start("STEP", "b", { ParentId: "a" })],
    ["a parent that is a step", [start("STEP", "a")], start("STEP", "b", { ParentId: "a" })],
    ["an update without an ID", [], { ...STEP, Id: undefined }],
    ["an update of no known type", [], { ...STEP, Type: undefined }],
    ["a result of more than 256 KB", [], { ...STEP, Payload: "x".repeat(262_145) }],
    ["a result of more than 256 KB, though of fewer characters", [], { ...STEP, Payload: "ü".repeat(131_073) }],
    ["an error of more than 32 KB", [], { ...STEP, Action: "FAIL", Error: { ErrorMessage: "x".repeat(32_769) } }],
    ["a name beyond printable ASCII", [], { ...STEP, Name: "Grüße" }],
    ["a name of more than 256 characters", [], { ...STEP, Name: "x".repeat(257) }],
    ["to retry a step at once", [], { ...STEP, Action: "RETRY", StepOptions: { NextAttemptDelaySeconds: 0 } }],
    ["to fail a step with a payload", [], { ...STEP, Action: "FAIL", Payload: "1" }],
    ["to succeed a step with an error", [], { ...STEP, Error: {} }],
    [
      "to retry a step with both",
      [],
      { ...STEP, Action: "RETRY", Payload: "1", Error: {}, StepOptions: { NextAttemptDelaySeconds: 1 } },
    ],
    ["another name for an operation", [start("STEP", "a", { Name: "one" })], { ...STEP, Name: "two" }],
    ["another subtype", [start("STEP", "a", { SubType: "Step" })], { ...STEP, SubType: "Wait" }],
    ["another parent", [start("CONTEXT", "p"), start("STEP", "a")], { ...STEP, ParentId: "p" }],
  ])("is refused %s", async (_what, before, update) => {
    const { checkpoint: next } = await invocation();
    next(...before);
    expect(() => next(update)).toThrow(expect.objectContaining({ name: "InvalidParameterValueException" }));
  });

  test("that ends the execution must do so last, and is the last one", async () => {
    const { key, checkpoint: next } = await invocation();
    const end: OperationUpdate = { Type: "EXECUTION", Id: "made-up", Action: "SUCCEED", Payload: '"done"' };
    expect(() => next(end, start("STEP", "a"))).toThrow("EXECUTION checkpoint must be the last update.");
    next(start("STEP", "a"), end);
    expect(await one.ended(key)).toMatchObject({ status: "SUCCEEDED", result: '"done"' });
    expect(() => next(start("STEP", "b"))).toThrow("Invalid Checkpoint Token");
  });
});

describe("An execution that is over its time", () => {
  test("takes no checkpoint any more, even before its timer has had its turn", async () => {
    const { key, checkpoint: next } = await invocation();
    one.engine.ledger.clock.advance(3600);
    expect(() => next(start("STEP", "a"))).toThrow("Invalid Checkpoint Token");
    expect(await one.ended(key)).toMatchObject({ status: "TIMED_OUT" });
  });
});

describe("An execution", () => {
  test("has one invocation at a time; what happens meanwhile begins the next one, which is told what it was", async () => {
    const { answer, checkpoint: next, key } = await invocation();
    const [operation] = next(start("CALLBACK", "a"), start("CALLBACK", "b"));
    succeedCallback(one.engine, operation?.CallbackDetails?.CallbackId ?? "", Buffer.from("yes"));
    await new Promise(setImmediate);
    expect(one.invoked).toEqual([]);
    answer({ Status: "PENDING" });
    const second = await one.next();
    expect(second.event.UpdatedOperationIds).toEqual(["a"]);
    expect(second.event.InitialExecutionState.Operations.map(({ Id, Status }) => [Id, Status]).slice(1)).toEqual([
      ["a", "SUCCEEDED"],
      ["b", "STARTED"],
    ]);
    second.answer({ Status: "SUCCEEDED", Result: "1" });
    expect(await one.ended(key)).toMatchObject({ status: "SUCCEEDED", result: "1" });
  });

  test("waits for its turn while a hundred others are running", async () => {
    const started = Array.from({ length: 101 }, () => one.start());
    const running = await Promise.all(started.slice(1).map(() => one.next()));
    await new Promise(setImmediate);
    expect(one.invoked).toEqual([]);
    running[0]?.answer({ Status: "SUCCEEDED" });
    expect((await one.next()).event.DurableExecutionArn).toMatch(/^arn:/u);
  });

  test("goes on sleeping when its invocation has seen everything", async () => {
    const { answer, checkpoint: next } = await invocation();
    next(start("CALLBACK", "a"));
    answer({ Status: "PENDING" });
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(one.invoked).toEqual([]);
  });

  test("fails when it is pending and nothing is", async () => {
    const { answer, key } = await invocation();
    answer({ Status: "PENDING" });
    const ended = await one.ended(key);
    expect(ended).toMatchObject({ status: "FAILED" });
    expect(ended?.error).toContain("Cannot return PENDING status with no pending operations.");
  });

  test("fails when its function answers no status that there is", async () => {
    const { answer, key } = await invocation();
    answer({ statusCode: 200 });
    expect((await one.ended(key))?.error).toContain("Invalid Status in invocation output.");
  });

  test("is not replayed below a context that has ended, unless the context asks for it", async () => {
    const { arn, answer, checkpoint: next } = await invocation();
    const end = (Id: string, ReplayChildren: boolean): OperationUpdate => ({
      Type: "CONTEXT",
      Id,
      Action: "SUCCEED",
      ContextOptions: { ReplayChildren },
    });
    next(start("CONTEXT", "closed"), start("CONTEXT", "below", { ParentId: "closed" }));
    next(start("STEP", "deep", { ParentId: "below" }), end("closed", false));
    next(start("CONTEXT", "kept"), start("STEP", "child", { ParentId: "kept" }), end("kept", true));
    const [callback] = next(start("CALLBACK", "a"));
    answer({ Status: "PENDING" });
    succeedCallback(one.engine, callback?.CallbackDetails?.CallbackId ?? "", Buffer.from(""));
    const { event } = await one.next();
    const ids = event.InitialExecutionState.Operations.slice(1).map(({ Id }) => Id);
    expect(ids).toEqual(["closed", "kept", "child", "a"]);

    const token = event.CheckpointToken;
    const page = { DurableExecutionArn: arn, CheckpointToken: token, MaxItems: 3 };
    const first = getState(one.engine, page);
    const second = getState(one.engine, { ...page, Marker: first.NextMarker });
    const paged = [...first.Operations, ...second.Operations] as { Id: string }[];
    expect(paged.slice(1).map(({ Id }) => Id)).toEqual(ids);
    expect(second.NextMarker).toBeUndefined();
    expect(() => getState(one.engine, { ...page, CheckpointToken: "b3RoZXI=" })).toThrow("Invalid Checkpoint Token");
  });

  test("has at most 3,000 operations, and keeps those that it has", async () => {
    const { checkpoint: next } = await invocation();
    for (let batch = 0; batch < 12; batch += 1) {
      next(...Array.from({ length: 250 }, (_, index) => start("STEP", `${batch}-${index}`)));
    }
    expect(() => next(start("STEP", "one-more"))).toThrow("at most 3000 operations");
    expect(next({ Type: "STEP", Id: "0-0", Action: "SUCCEED" })).toMatchObject([{ Status: "SUCCEEDED" }]);
  });

  test("writes at most 100 MB, over all of its invocations", async () => {
    const MB = 1024 * 1024;
    const { arn, answer, checkpoint: next } = await invocation();
    const write = (Id: string, bytes: number): OperationUpdate[] => [
      start("STEP", Id),
      { Type: "STEP", Id, Action: "SUCCEED", Payload: "x".repeat(bytes) },
    ];
    next(...write("a", MB / 4));
    const [callback] = next(start("CALLBACK", "b"));
    answer({ Status: "PENDING" });
    succeedCallback(one.engine, callback?.CallbackDetails?.CallbackId ?? "", Buffer.from(""));
    const { event } = await one.next();
    const again = (token: string, updates: OperationUpdate[]) =>
      checkpoint(arn, { CheckpointToken: token, Updates: updates }).CheckpointToken;
    const token = again(event.CheckpointToken, write("c", 10));
    const running = one.engine.running(arn);
    expect(running?.writtenBytes).toBeGreaterThan(MB / 4);
    Object.assign(running ?? {}, { writtenBytes: 100 * MB - 10 });
    const last = again(token, write("d", 10));
    expect(() => again(last, write("e", 1))).toThrow("at most 104857600 bytes");
  });
});

describe("An answer", () => {
  const END: OperationUpdate = { Type: "STEP", Id: "work", Action: "SUCCEED" };

  /** Ends the step `work`, and holds the answer until something happens; says "at once" where it is not held. */
  async function ended(arn: string, CheckpointToken: string, updates: OperationUpdate[]) {
    const request = { DurableExecutionArn: arn, CheckpointToken, Updates: updates };
    const answer = held(one.engine, request, checkpoint(arn, request), 60_000);
    const next = new Promise<"held">((resolve) => setImmediate(() => resolve("held")));
    return { answer, first: await Promise.race([answer.then(() => "at once"), next]) };
  }

  test("with nothing left but a new callback to wait for is held, and tells the decision that comes meanwhile", async () => {
    const { arn, event, answer: respond, key } = await invocation();
    const begun = checkpoint(arn, {
      CheckpointToken: event.CheckpointToken,
      Updates: [start("CALLBACK", "a"), start("STEP", "work")],
    });
    const [callback] = begun.NewExecutionState.Operations;
    const { answer, first } = await ended(arn, begun.CheckpointToken, [END]);
    expect(first).toBe("held");
    succeedCallback(one.engine, callback?.CallbackDetails?.CallbackId ?? "", Buffer.from("yes"));
    const { CheckpointToken, NewExecutionState } = await answer;
    const told = { Id: "a", Status: "SUCCEEDED", CallbackDetails: { Result: "yes" } };
    expect(NewExecutionState.Operations).toMatchObject([{ Id: "work" }, told]);
    expect(checkpoint(arn, { CheckpointToken, Updates: [] }).NewExecutionState.Operations).toEqual([]); // told once
    respond({ Status: "SUCCEEDED" });
    expect(await one.ended(key)).toMatchObject({ status: "SUCCEEDED" });
    expect(one.invoked).toEqual([]);
  });

  test("is held for a while only", async () => {
    const { arn, event } = await invocation();
    const request = {
      DurableExecutionArn: arn,
      CheckpointToken: event.CheckpointToken,
      Updates: [start("CALLBACK", "a"), start("STEP", "work"), END],
    };
    const { NewExecutionState } = await held(one.engine, request, checkpoint(arn, request), 1);
    expect(NewExecutionState.Operations).toMatchObject([{ Id: "a", Status: "STARTED" }, { Id: "work" }]);
  });

  test.each<[string, OperationUpdate[]]>([
    ["a step still runs", [start("CALLBACK", "a"), start("STEP", "other"), start("STEP", "work"), END]],
    ["no callback is open", [start("STEP", "work"), END]],
    ["no step has ended", [start("CALLBACK", "a")]],
  ])("comes at once where %s", async (_, updates) => {
    const { arn, event } = await invocation();
    expect((await ended(arn, event.CheckpointToken, updates)).first).toBe("at once");
  });

  test("comes at once where the callback is from an earlier invocation", async () => {
    const { arn, checkpoint: next, answer } = await invocation();
    next(start("CALLBACK", "a"), wait("b", 10));
    one.engine.ledger.clock.advance(10);
    one.engine.catchUp();
    answer({ Status: "PENDING" });
    const { event } = await one.next();
    expect((await ended(arn, event.CheckpointToken, [start("STEP", "work"), END])).first).toBe("at once");
  });

  test("comes at once while much else runs", async () => {
    const { arn, event } = await invocation();
    for (let other = 0; other < 4; other += 1) {
      await invocation();
    }
    const updates = [start("CALLBACK", "a"), start("STEP", "work"), END];
    expect((await ended(arn, event.CheckpointToken, updates)).first).toBe("at once");
  });
});
