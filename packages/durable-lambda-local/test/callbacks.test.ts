import {
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeatCommand,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failure, freshPath, type Service, startService } from "./service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const CLOSED = { name: "CallbackTimeoutException", status: 400 };
const INVALID = { name: "InvalidParameterValueException", status: 400 };
const fail = (CallbackId: string, Error = {}) =>
  service.client.send(new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error }));
const heartbeat = (CallbackId: string) =>
  service.client.send(new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId }));

describe("A callback", () => {
  test("wakes the function with the result that it is completed with", async () => {
    const arn = await service.start({ workflow: "approval" });
    await service.succeed(await service.callbackId(arn), "yes");
    expect((await service.ended(arn)).result).toEqual({ greeting: "Hello", answer: "yes" });
  });

  test("fails with the type, message and data of the error", async () => {
    const arn = await service.start({ workflow: "approval" });
    const error = { ErrorType: "Rejected", ErrorMessage: "no", ErrorData: '{"by":"U1"}' };
    await fail(await service.callbackId(arn), error);
    expect((await service.ended(arn)).result).toEqual({
      caught: "CallbackExternalError",
      cause: "Rejected",
      message: "no",
      errorData: '{"by":"U1"}',
    });
  });

  test("times out when nobody completes it in time", async () => {
    const arn = await service.start({ workflow: "approval", timeoutSeconds: 600 });
    const callbackId = await service.callbackId(arn);
    service.advance(600);
    expect((await service.ended(arn)).result).toMatchObject({
      caught: "CallbackTimeoutError",
      cause: "Callback.Timeout",
    });
    expect(await failure(service.succeed(callbackId, "late"))).toEqual(CLOSED);
    expect((await service.history(arn)).map(({ EventType }) => EventType)).toContain("CallbackTimedOut");
  });

  test("times out without a heartbeat, and every heartbeat gives it another while", async () => {
    const arn = await service.start({ workflow: "approval", heartbeatSeconds: 60 });
    const callbackId = await service.callbackId(arn);
    service.advance(40);
    await heartbeat(callbackId);
    service.advance(40);
    await heartbeat(callbackId); // it still answers, 80 seconds after it began
    service.advance(60);
    expect((await service.ended(arn)).result).toMatchObject({
      caught: "CallbackTimeoutError",
      cause: "Callback.Heartbeat",
    });
    expect(await failure(heartbeat(callbackId))).toEqual(CLOSED);
  });

  test("that is completed while the function still works is not lost when it goes to sleep", async () => {
    const marker = freshPath();
    const arn = await service.start({ workflow: "busy", marker });
    await service.succeed(await service.callbackId(arn), "early");
    writeFileSync(marker, "");
    expect((await service.ended(arn)).result).toBe("early");
  });

  test("is decided once: of many completions at the same time one wins, and the function gets that one", async () => {
    for (let round = 0; round < 10; round += 1) {
      const arn = await service.start({ workflow: "approval" });
      const callbackId = await service.callbackId(arn);
      const attempts = await Promise.allSettled(
        Array.from({ length: 10 }, (_, index) => service.succeed(callbackId, `answer ${index}`)),
      );
      const winners = attempts.flatMap(({ status }, index) => (status === "fulfilled" ? [`answer ${index}`] : []));
      expect(winners).toHaveLength(1);
      expect((await service.ended(arn)).result).toEqual({ greeting: "Hello", answer: winners[0] });
      expect(await failure(fail(callbackId))).toEqual(CLOSED);
    }
  });

  test("is closed with its execution", async () => {
    const arn = await service.start({ workflow: "approval" });
    const callbackId = await service.callbackId(arn);
    await service.client.send(new StopDurableExecutionCommand({ DurableExecutionArn: arn }));
    expect(await failure(service.succeed(callbackId, "late"))).toEqual(CLOSED);
  });
});

describe("A callback ID", () => {
  test("is base64, so that callers have to percent-encode it, and is never given out twice", async () => {
    const arns = await Promise.all(Array.from({ length: 20 }, () => service.start({ workflow: "approval" })));
    const ids = await Promise.all(arns.map((arn) => service.callbackId(arn)));
    expect(new Set(ids).size).toBe(20);
    expect(ids.join("")).toMatch(/[+/]/u);
    for (const id of ids) {
      expect(id).toMatch(/^[A-Za-z0-9+/]{64,1022}={0,2}$/u);
    }
  });

  test("that is none of this service is not found", async () => {
    const NOT_FOUND = { name: "ResourceNotFoundException", status: 404 };
    expect(await failure(service.succeed("Zm9yZ2Vk", "yes"))).toEqual(NOT_FOUND);
    expect(await failure(fail("Zm9yZ2Vk"))).toEqual(NOT_FOUND);
    expect(await failure(heartbeat("Zm9yZ2Vk"))).toEqual(NOT_FOUND);
  });

  test.each(["not-base64_url", "with space", "x".repeat(1025)])("%.20s is refused", async (callbackId) => {
    expect(await failure(service.succeed(callbackId, "yes"))).toEqual(INVALID);
    expect(await failure(fail(callbackId))).toEqual(INVALID);
    expect(await failure(heartbeat(callbackId))).toEqual(INVALID);
  });

  test("is still open after a result that is too large", async () => {
    const marker = freshPath();
    writeFileSync(marker, "");
    const arn = await service.start({ workflow: "busy", marker });
    const callbackId = await service.callbackId(arn);
    expect(await failure(service.succeed(callbackId, "x".repeat(256 * 1024 + 1)))).toEqual(INVALID);
    await service.succeed(callbackId, "x".repeat(256 * 1024));
    expect((await service.ended(arn)).status).toBe("SUCCEEDED");
  });
});
