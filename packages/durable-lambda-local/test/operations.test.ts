import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Service, startService } from "./service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** Moves time forward as soon as the execution waits. */
async function anHourAfter(arn: string, type: "WaitStarted" | "InvocationCompleted" = "WaitStarted"): Promise<void> {
  await service.event(arn, type);
  service.advance(3600);
}

describe("Each kind of operation", () => {
  test("a step that fails is tried again after its delay, with the number of the attempt", async () => {
    const arn = await service.start({ workflow: "retried", failures: 2 });
    expect(await service.endedInTime(arn)).toMatchObject({ status: "SUCCEEDED", result: 3 });
    const steps = (await service.history(arn)).filter(({ Name }) => Name === "try");
    expect(steps.map(({ EventType }) => EventType)).toEqual([
      "StepStarted",
      "StepFailed",
      "StepStarted",
      "StepFailed",
      "StepStarted",
      "StepSucceeded",
    ]);
    expect(steps[1]?.StepFailedDetails).toMatchObject({
      Error: { Payload: { ErrorType: "RangeError", ErrorMessage: "attempt 1" } },
      RetryDetails: { CurrentAttempt: 1, NextAttemptDelaySeconds: 1 },
    });
  });

  test("a step that fails for good fails the execution with its error", async () => {
    const arn = await service.start({ workflow: "fails" });
    expect(await service.ended(arn)).toMatchObject({ status: "FAILED", error: { ErrorMessage: "out of range" } });
  });

  test("a wait sleeps without an invocation, until its time has come", async () => {
    const arn = await service.start({ workflow: "sleeper" });
    await service.event(arn, "InvocationCompleted");
    service.advance(3599);
    expect((await service.history(arn)).map(({ EventType }) => EventType)).not.toContain("WaitSucceeded");
    service.advance(1);
    expect(await service.ended(arn)).toMatchObject({ status: "SUCCEEDED", result: "rested" });
    const { WaitStartedDetails: started } = await service.event(arn, "WaitStarted", "nap");
    expect(started?.Duration).toBe(3600);
    expect((await service.event(arn, "WaitSucceeded", "nap")).WaitSucceededDetails?.Duration).toBe(3600);
  });

  test("child contexts nest, and replay from their result only", async () => {
    const arn = await service.start({ workflow: "nested" });
    await anHourAfter(arn);
    expect(await service.ended(arn)).toMatchObject({ status: "SUCCEEDED", result: 3 });
    const events = await service.history(arn);
    const inner = events.find(({ EventType, Name }) => EventType === "ContextStarted" && Name === "inner");
    expect(events.filter(({ Name }) => Name === "two")).toHaveLength(2);
    expect(events.find(({ Name }) => Name === "innermost")?.ParentId).toBe(inner?.Id);
  });

  test("map gives the results in the order of the items", async () => {
    const arn = await service.start({ workflow: "mapped", count: 5 });
    expect(await service.ended(arn)).toMatchObject({ status: "SUCCEEDED", result: [0, 2, 4, 6, 8] });
  });

  test("parallel branches sleep and work independently", async () => {
    const arn = await service.start({ workflow: "parallel" });
    await service.event(arn, "StepSucceeded", "left");
    await anHourAfter(arn);
    expect(await service.ended(arn)).toMatchObject({ status: "SUCCEEDED", result: ["left", "right"] });
  });

  test("waitForCondition asks again with the state that it has reached", async () => {
    const arn = await service.start({ workflow: "polled" });
    expect(await service.endedInTime(arn)).toMatchObject({ status: "SUCCEEDED", result: 3 });
  });

  test("an execution that takes longer than it may is timed out", async () => {
    const arn = await service.start({ workflow: "sleeper" }, "brief");
    await anHourAfter(arn);
    expect(await service.ended(arn)).toMatchObject({
      status: "TIMED_OUT",
      error: { ErrorMessage: "Execution timed out after 60 seconds." },
    });
    expect((await service.history(arn)).at(-1)?.EventType).toBe("ExecutionTimedOut");
  });
});

describe("A chained invoke", () => {
  const chain = async (target: string, payload: unknown = {}) =>
    await service.ended(await service.start({ workflow: "chain", target, payload }));

  test("of a plain function brings its result", async () => {
    expect((await chain("plain", { n: 1 })).result).toMatchObject({ result: { event: { n: 1 } } });
  });

  test("of a durable function brings its execution's result, however long it sleeps", async () => {
    const arn = await service.start({ workflow: "chain", target: "workflows:live", payload: { workflow: "sleeper" } });
    const { ChainedInvokeStartedDetails: started } = await service.event(arn, "ChainedInvokeStarted", "call");
    await anHourAfter(started?.DurableExecutionArn ?? "");
    expect((await service.ended(arn)).result).toEqual({ result: "rested" });
  });

  test("of a function that fails, a durable one or a plain one, throws its error", async () => {
    expect((await chain("plain", { fail: "no" })).result).toEqual({ caught: "InvokeError", message: "no" });
    expect((await chain("workflows:1", { workflow: "fails" })).result).toEqual({
      caught: "InvokeError",
      message: "out of range",
    });
  });

  test("of an unknown function, or of a durable one without a version, fails without an execution", async () => {
    expect((await chain("nobody")).result).toMatchObject({ message: expect.stringContaining("Function not found") });
    expect((await chain("workflows")).result).toMatchObject({ message: expect.stringContaining("unqualified ARN") });
  });
});
