import { writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { freshPath, startService } from "./service.ts";

const NOON = Date.parse("2030-11-24T12:00:00Z");
const entry = new URL("fixtures/clock.ts", import.meta.url);

async function running() {
  const started = performance.now();
  const service = await startService({ now: () => NOON + Math.round(performance.now() - started) });
  onTestFinished(() => service.close());
  const env = { AWS_ENDPOINT_URL_LAMBDA: service.url };
  service.lambda.register([{ name: "clock", entry, env, durable: { executionTimeoutSeconds: 86_400 } }]);
  return service;
}

test("a function's Date goes by the service's clock, also after that was moved", async () => {
  const service = await running();
  const arn = await service.start({ workflow: "sleeper" }, "clock");
  await service.event(arn, "WaitStarted");
  service.lambda.advance(3600);
  const { result } = await service.ended(arn);
  expect(Math.abs(result.before.now - NOON)).toBeLessThan(60_000);
  expect(result).toMatchObject({
    loaded: expect.stringMatching(/^2030-11-24T12:0/u),
    before: { text: expect.stringContaining(new Date(NOON).toDateString()) }, // in this machine's time zone
    after: expect.stringMatching(/^2030-11-24T13:0/u),
    given: "1970-01-01T00:00:00.000Z",
    same: true,
  });
});

test("what is shown of an execution holds no callback ID, and the next timer is known", async () => {
  const service = await running();
  const arn = await service.start({ workflow: "approval", timeoutSeconds: 60 });
  const id = await service.callbackId(arn);
  const execution = service.lambda.inspect.find(arn.slice(arn.lastIndexOf("/") + 1));
  const events = execution ? service.lambda.inspect.history(execution) : [];
  expect(events.map(({ EventType }) => EventType)).toContain("CallbackStarted");
  expect(JSON.stringify(events)).not.toContain(id);
  expect(service.lambda.inspect.nextDue()).toBeGreaterThan(NOON);
});

test("a killed function is tried again by the service, and each change is told", async () => {
  const service = await running();
  let changes = 0;
  const unsubscribe = service.lambda.subscribe(() => (changes += 1));
  const marker = freshPath();
  const arn = await service.start({ workflow: "busy", marker });
  await service.event(arn, "StepStarted", "work");
  await service.lambda.kill("workflows");
  const { InvocationCompletedDetails } = await service.event(arn, "InvocationCompleted");
  expect(InvocationCompletedDetails?.Error?.Payload?.ErrorType).toBe("Runtime.ExitError");

  writeFileSync(marker, "");
  service.lambda.advance(1);
  await service.succeed(await service.callbackId(arn), "done");
  expect(await service.ended(arn)).toMatchObject({ result: "done" });
  expect(changes).toBeGreaterThan(3);
  unsubscribe();
});
