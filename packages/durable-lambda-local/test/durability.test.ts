import { GetDurableExecutionCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import { afterEach, describe, expect, test } from "vitest";
import { failure, freshPath, type Service, startService } from "./service.ts";

const HOUR_MS = 3_600_000;
let running: Service[] = [];
afterEach(async () => {
  await Promise.all(running.map((service) => service.close()));
  running = [];
});

async function started(options: Parameters<typeof startService>[0] = {}): Promise<Service> {
  const service = await startService(options);
  running.push(service);
  return service;
}

/** Stops the service and starts it again on the same database, some time later. */
async function restarted(service: Service, database: string, laterMs = 0): Promise<Service> {
  running = running.filter((each) => each !== service);
  await service.close();
  return await started({ database, now: () => Date.now() + laterMs });
}

describe("A database file", () => {
  test("keeps an execution that sleeps; its callback is completed after the restart, once", async () => {
    const database = freshPath();
    const before = await started({ database });
    const arn = await before.start({ workflow: "approval", timeoutSeconds: 3600 });
    const callbackId = await before.callbackId(arn);
    await before.event(arn, "InvocationCompleted");
    const after = await restarted(before, database);
    await after.succeed(callbackId, "yes");
    expect(await failure(after.succeed(callbackId, "again"))).toMatchObject({ name: "CallbackTimeoutException" });
    expect((await after.ended(arn)).result).toEqual({ greeting: "Hello", answer: "yes" });
    const steps = (await after.history(arn)).filter(({ EventType }) => EventType === "StepStarted");
    expect(steps.map(({ Name }) => Name)).toEqual(["greet", "conclude"]);
  });

  test("deletes an ended execution once its retention period is over, even if that was while nothing ran", async () => {
    const database = freshPath();
    const before = await started({ database });
    const deleted = await before.start({ workflow: "fails" });
    await before.ended(deleted);
    before.advance(3600);
    const kept = await before.start({ workflow: "fails" });
    await before.ended(kept);
    expect(before.inspect.nextDue()).toBeUndefined();
    const after = await restarted(before, database, 14 * 24 * HOUR_MS - HOUR_MS / 2);
    const asked = after.client.send(new GetDurableExecutionCommand({ DurableExecutionArn: deleted }));
    expect(await failure(asked)).toMatchObject({ name: "ResourceNotFoundException" });
    expect((await after.ended(kept)).status).toBe("FAILED");
  });

  test("fires at the restart what came due meanwhile", async () => {
    const database = freshPath();
    const before = await started({ database });
    const [nap, answer, short] = await Promise.all([
      before.start({ workflow: "sleeper" }),
      before.start({ workflow: "approval", timeoutSeconds: 3600 }),
      before.start({ workflow: "sleeper" }, "brief"),
    ]);
    await Promise.all([nap, answer, short].map((arn) => before.event(arn, "InvocationCompleted")));
    const after = await restarted(before, database, HOUR_MS);
    expect(await after.ended(nap)).toMatchObject({ status: "SUCCEEDED", result: "rested" });
    expect((await after.ended(answer)).result).toMatchObject({ caught: "CallbackTimeoutError" });
    expect((await after.ended(short)).status).toBe("TIMED_OUT");
  });

  test("goes on with what was running, and runs again only the step that was interrupted", async () => {
    const database = freshPath();
    const marker = freshPath();
    const before = await started({ database });
    const hanging = await before.start({ workflow: "hangs", marker });
    await before.event(hanging, "StepStarted", "work");
    const after = await restarted(before, database);
    expect((await after.ended(hanging)).result).toBe("done");
    expect((await after.history(hanging)).filter(({ EventType }) => EventType === "StepStarted")).toHaveLength(1);
  });

  test("keeps names, so that a doubled start is one execution after a restart, too", async () => {
    const database = freshPath();
    const command = () =>
      new InvokeCommand({
        FunctionName: "workflows:live",
        InvocationType: "Event",
        DurableExecutionName: "once",
        Payload: JSON.stringify({ workflow: "sleeper" }),
      });
    const before = await started({ database });
    const first = await before.client.send(command());
    const after = await restarted(before, database);
    expect((await after.client.send(command())).DurableExecutionArn).toBe(first.DurableExecutionArn);
  });

  test("keeps how far time was moved forward", async () => {
    const database = freshPath();
    const before = await started({ database });
    before.advance(7200);
    const arn = await before.start({ workflow: "sleeper" });
    await before.event(arn, "InvocationCompleted");
    const after = await restarted(before, database);
    after.advance(3600);
    expect((await after.ended(arn)).result).toBe("rested");
  });

  test("belongs to one service at a time", async () => {
    const database = freshPath();
    await started({ database });
    await expect(startService({ database })).rejects.toThrow(/is in use by another process/u);
  });
});

describe("An invocation that dies", () => {
  test("by a rejected promise without a listener takes the others with it, and all are tried again", async () => {
    const service = await started();
    const bystander = await service.start({ workflow: "busy", marker: freshPath() });
    const callbackId = await service.callbackId(bystander);
    const arn = await service.start({ workflow: "rejects", marker: freshPath() });
    const { InvocationCompletedDetails: died } = await service.event(bystander, "InvocationCompleted");
    await service.event(arn, "InvocationCompleted");
    service.advance(60);
    expect((await service.ended(arn)).result).toBe("done");
    expect(died?.Error?.Payload?.ErrorMessage).toContain("nobody listens");
    await service.succeed(callbackId, "still open");
  });

  test("because its module does not load leaves the execution to be tried again, until it is stopped", async () => {
    const service = await started();
    service.register([
      {
        name: "broken",
        version: 2,
        entry: new URL("fixtures/broken.ts", import.meta.url),
        env: {},
        durable: { executionTimeoutSeconds: 60 },
      },
    ]);
    const arn = await service.start({ workflow: "mapped" }, "broken");
    const { InvocationCompletedDetails: died } = await service.event(arn, "InvocationCompleted");
    expect(died?.Error?.Payload?.ErrorMessage).toContain("this module does not load");
    service.advance(60);
    expect((await service.ended(arn)).status).toBe("TIMED_OUT");
  });
});

describe("A large state", () => {
  test("of more operations than a page holds is replayed whole", async () => {
    const service = await started();
    const arn = await service.start({ workflow: "many", count: 1200, size: 10 });
    await service.idle();
    service.advance(3600);
    expect(await service.ended(arn)).toMatchObject({ status: "SUCCEEDED", result: 12_000 });
    expect((await service.history(arn)).filter(({ EventType }) => EventType === "StepSucceeded")).toHaveLength(1200);
  });

  test("of more bytes than a page holds is replayed whole", async () => {
    const service = await started();
    const arn = await service.start({ workflow: "many", count: 34, size: 250_000 });
    await service.idle();
    service.advance(3600);
    expect(await service.ended(arn)).toMatchObject({ status: "SUCCEEDED", result: 8_500_000 });
  });

  test("is not too large because its result is: that one is checkpointed", async () => {
    const service = await started();
    const arn = await service.start({ workflow: "huge", size: 6_291_440 });
    const { status, result } = await service.ended(arn);
    expect(status).toBe("SUCCEEDED");
    expect(result).toHaveLength(6_291_440);
    const ends = (await service.history(arn)).slice(-2).map(({ EventType }) => EventType);
    expect(ends).toEqual(["InvocationCompleted", "ExecutionSucceeded"]);
  });

  test("refuses a single result of more than 256 KB, which fails the execution", async () => {
    const service = await started();
    const arn = await service.start({ workflow: "many", count: 1, size: 262_144 });
    expect(await service.ended(arn)).toMatchObject({
      status: "FAILED",
      error: { ErrorMessage: expect.stringContaining("STEP output payload size") },
    });
  });
});
