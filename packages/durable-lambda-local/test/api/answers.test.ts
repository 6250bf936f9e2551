import { afterAll, expect, test } from "vitest";
import { checkShape } from "../../src/model/input.ts";
import { OPERATIONS, type OperationName, shapeOf } from "../../src/model/model.ts";
import { type Answer, apiOf, type Input } from "./api.ts";
import { type DurableEvent, engineOfOne, type Invoked } from "./engine.ts";

// Everything that an execution can say, held against AWS's model of the answers.

const one = engineOfOne();
const ask = apiOf(one);
afterAll(() => one.close());

/** Sends a request and checks that the answer is one of the model's. */
async function send(operation: OperationName, input: Input): Promise<Answer> {
  const answer = await ask(operation, input);
  const { http, output = "", errors } = OPERATIONS[operation];
  const shape = answer.error ? shapeOf(answer.error) : shapeOf(output);
  expect(answer.error === undefined || errors.includes(answer.error), `${operation}: ${answer.error}`).toBe(true);
  const statuses = operation === "Invoke" ? [200, 202] : [http.responseCode];
  expect(answer.error ? [shape.error?.httpStatusCode] : statuses).toContain(answer.status);
  checkShape(answer.error ?? output, answer.body, "answer");
  expectNothingMore(answer.error ?? output, answer.body);
  return answer;
}

/** What the model has no name for would be lost on the way to every client. */
function expectNothingMore(name: string, value: unknown): void {
  const shape = shapeOf(name);
  if (shape.type === "structure") {
    for (const [member, inner] of Object.entries(value as object)) {
      const of = shape.members?.[member]?.shape;
      expect(of, `${name}.${member}`).toBeDefined();
      expectNothingMore(of ?? "", inner);
    }
  } else if (shape.type === "list") {
    (value as unknown[]).forEach((each) => expectNothingMore(shape.member?.shape ?? "", each));
  } else if (shape.type === "timestamp") {
    expect(value).toBeGreaterThan(Date.UTC(2020) / 1000); // seconds
    expect(value).toBeLessThan(Date.UTC(2100) / 1000);
  }
}

const Error = { ErrorType: "E", ErrorMessage: "m", ErrorData: "{}", StackTrace: ["at here"] };
const RETRY = { StepOptions: { NextAttemptDelaySeconds: 1 } };
const update = (Type: string, Action: string, Id: string, more: object = {}) => ({
  Type,
  Action,
  Id,
  Name: Id,
  ...more,
});

/** An execution whose function the test is. */
async function begin() {
  const { arn: DurableExecutionArn, key } = one.start();
  const taken = await one.next();
  let token = taken.event.CheckpointToken;
  return {
    key,
    arn: { DurableExecutionArn },
    invocation: taken,
    token: () => token,
    async checkpoint(...Updates: object[]): Promise<Answer> {
      const answer = await send("CheckpointDurableExecution", { DurableExecutionArn, CheckpointToken: token, Updates });
      token = String(answer.body["CheckpointToken"]);
      return answer;
    },
    async next(): Promise<DurableEvent> {
      const { event } = await one.next();
      token = event.CheckpointToken;
      return event;
    },
  };
}

const seen = new Set<string>();
async function look(arn: { DurableExecutionArn: string }): Promise<void> {
  for (const IncludeExecutionData of [true, false]) {
    await send("GetDurableExecution", { ...arn, IncludeExecutionData });
    const { body } = await send("GetDurableExecutionHistory", { ...arn, IncludeExecutionData, MaxItems: 1000 });
    for (const { EventType, ...event } of body["Events"] as { EventType: string }[]) {
      seen.add(EventType);
      expectWhole(event, IncludeExecutionData);
    }
  }
}

/** Every payload says whether it is there. */
function expectWhole(value: unknown, isWhole: boolean): void {
  for (const [key, inner] of Object.entries(value ?? {})) {
    if (["Input", "Result", "Error", "Reason"].includes(key)) {
      expect(inner).toMatchObject({ Truncated: !isWhole });
      expect(isWhole || !Object.hasOwn(inner as object, "Payload")).toBe(true);
    } else if (typeof inner === "object") {
      expectWhole(inner, isWhole);
    }
  }
}

test("Every execution's answers are what AWS's model says they are", async () => {
  const first = await begin();
  await first.checkpoint(update("CONTEXT", "START", "c1"), update("STEP", "START", "s1", { ParentId: "c1" }));
  await first.checkpoint(
    update("STEP", "SUCCEED", "s1", { Payload: "1" }),
    update("CONTEXT", "SUCCEED", "c1", { Payload: "2", ContextOptions: { ReplayChildren: true } }),
    update("CONTEXT", "FAIL", "c2", { Error }),
    update("STEP", "FAIL", "s2", { Error, SubType: "Step" }),
    update("STEP", "RETRY", "s3", { Error, ...RETRY }),
    update("STEP", "RETRY", "s4", { Payload: "3", ...RETRY }),
    update("WAIT", "START", "w1", { WaitOptions: { WaitSeconds: 1 } }),
    update("WAIT", "START", "w2", { WaitOptions: { WaitSeconds: 1 } }),
  );
  await first.checkpoint(update("WAIT", "CANCEL", "w2"));
  const { body } = await first.checkpoint(
    ...["b1", "b2"].map((id) => update("CALLBACK", "START", id)),
    update("CALLBACK", "START", "b3", { CallbackOptions: { TimeoutSeconds: 1 } }),
    update("CALLBACK", "START", "b4", { CallbackOptions: { HeartbeatTimeoutSeconds: 60, TimeoutSeconds: 90 } }),
  );
  const state = body["NewExecutionState"] as { Operations: { CallbackDetails: { CallbackId: string } }[] };
  const [b1, b2, , b4] = state.Operations.map(({ CallbackDetails }) => CallbackDetails);
  await send("SendDurableExecutionCallbackSuccess", { ...b1, Result: Buffer.from("1") });
  await send("SendDurableExecutionCallbackSuccess", { ...b1, Result: Buffer.from("1") });
  await send("SendDurableExecutionCallbackFailure", { ...b2, Error });
  await send("SendDurableExecutionCallbackHeartbeat", { ...b4 });

  // A function that is there and ends well, badly, too late or by force, and one that is not there.
  const call = (id: string, name: string) =>
    update("CHAINED_INVOKE", "START", id, { Payload: "1", ChainedInvokeOptions: { FunctionName: name } });
  const chained: Invoked[] = [];
  for (const [id, name] of Object.entries({ i1: "f:live", i2: "f:live", i3: "f:live", i4: "brief:live" })) {
    await first.checkpoint(call(id, name));
    chained.push(await one.next());
  }
  await first.checkpoint(call("i5", "nobody"));
  chained[0]?.answer({ Status: "SUCCEEDED", Result: "1" });
  chained[1]?.answer({ Status: "FAILED", Error });
  const arnOf = (index: number) => ({ DurableExecutionArn: chained[index]?.event.DurableExecutionArn ?? "" });
  await send("StopDurableExecution", { ...arnOf(2), Error });
  await look(arnOf(0));
  await look(arnOf(1));
  await look(arnOf(2));
  await send("GetDurableExecutionState", { ...first.arn, CheckpointToken: first.token(), MaxItems: 3 });
  one.engine.advance(60);
  first.invocation.answer({ Status: "PENDING" });
  await first.next();
  await first.checkpoint();
  await look(first.arn);
  one.engine.advance(3600);
  await one.ended(first.key);
  await look(first.arn);
  await look(arnOf(3));

  const paused = await begin();
  await send("DeleteDurableExecution", paused.arn);
  await paused.checkpoint(update("CALLBACK", "START", "p"));
  await send("PauseDurableExecution", { ...paused.arn, Reason: "a hunch", ExecutionTimeoutPaused: true });
  await look(paused.arn);
  paused.invocation.answer({ Status: "PENDING" });
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  await look(paused.arn);
  await send("ResumeDurableExecution", { ...paused.arn, Reason: "it was nothing" });
  await send("ResumeDurableExecution", paused.arn);
  await look(paused.arn);
  await send("StopDurableExecution", paused.arn);
  await send("DeleteDurableExecution", paused.arn);
  await send("GetDurableExecution", paused.arn);

  const short = await begin();
  await short.checkpoint(update("EXECUTION", "SUCCEED", "x", { Payload: '"large"' }));
  await look(short.arn);

  await send("ListDurableExecutionsByFunction", { FunctionName: "f", MaxItems: 2 });
  await send("Invoke", {
    FunctionName: "f:live",
    InvocationType: "Event",
    DurableExecutionName: "n",
    Payload: Buffer.from("1"),
  });
  await send("Invoke", {
    FunctionName: "f:live",
    InvocationType: "Event",
    DurableExecutionName: "n",
    Payload: Buffer.from("2"),
  });
  await send("Invoke", { FunctionName: "f:live", InvocationType: "Event", Payload: Buffer.from("{") });
  await send("Invoke", { FunctionName: "f:live", InvocationType: "Event", Payload: Buffer.alloc(1_048_577, "1") });
  await send("Invoke", { FunctionName: "nobody", InvocationType: "Event" });
  expect([...seen].toSorted()).toEqual(shapeOf("EventType").enum?.toSorted());
});
