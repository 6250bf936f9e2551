import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { close } from "../src/listen.ts";
import { startService } from "./service.ts";

/** An AWS endpoint that answers each request with the next of these, and with the last from then on. */
async function startEndpoint(...answers: { status: number; body: object }[]) {
  const requests: { target: unknown; type: unknown; body: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    requests.push({ target: request.headers["x-amz-target"], type: request.headers["content-type"], body });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    response.writeHead(answer?.status ?? 200).end(JSON.stringify(answer?.body));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close: () => close(server) };
}

const TAKEN = { status: 200, body: { FailedEntryCount: 0, Entries: [{ EventId: "1" }], MessageId: "1" } };

describe("An EventBridge endpoint", () => {
  test("gets every change, in the form of PutEvents", async () => {
    const bus = await startEndpoint(TAKEN);
    const service = await startService({ eventBridge: bus.url });
    const arn = await service.start({ workflow: "mapped" });
    await expect.poll(() => bus.requests.length).toBe(2);
    const statuses = bus.requests.map(({ target, type, body }) => {
      const [{ Detail, ...rest }] = body["Entries"] as [{ Detail: string }];
      expect(rest).toEqual({
        Source: "aws.lambda",
        DetailType: "Durable Execution Status Change",
        Time: expect.any(Number),
        Resources: [],
      });
      expect([target, type]).toEqual(["AWSEvents.PutEvents", "application/x-amz-json-1.1"]);
      const { durableExecutionArn, status } = JSON.parse(Detail);
      return `${durableExecutionArn} ${status}`;
    });
    expect(statuses.toSorted()).toEqual([`${arn} RUNNING`, `${arn} SUCCEEDED`]);
    await service.close();
    await bus.close();
  });

  test.each([
    ["is down", { status: 503, body: { message: "down" } }],
    ["refuses the event", { status: 200, body: { FailedEntryCount: 1, Entries: [{ ErrorCode: "InternalFailure" }] } }],
  ])("that %s is asked again, and costs the execution nothing", async (_what, refusal) => {
    const bus = await startEndpoint(refusal, refusal, TAKEN);
    const service = await startService({ eventBridge: bus.url });
    const arn = await service.start({ workflow: "mapped" });
    expect(await service.ended(arn)).toMatchObject({ status: "SUCCEEDED" });
    await expect.poll(() => bus.requests.length).toBe(2);
    await expect.poll(() => service.logs.join("")).toContain("Invoke Error");
    await service.idle();
    service.advance(60);
    await expect.poll(() => bus.requests.length).toBe(4);
    expect(
      bus.requests
        .slice(2)
        .map(({ body }) => JSON.stringify(body))
        .toSorted(),
    ).toEqual(
      bus.requests
        .slice(0, 2)
        .map(({ body }) => JSON.stringify(body))
        .toSorted(),
    );
    await service.close();
    await bus.close();
  });
});

describe("A dead-letter queue", () => {
  test("gets a failed asynchronous invocation, in the form of SendMessage, once it is up", async () => {
    const queue = await startEndpoint({ status: 503, body: { message: "down" } }, TAKEN);
    const deadLetterQueue = `${queue.url}/000000000000/dead`;
    const service = await startService({ deadLetterQueue });
    const arn = await service.start({ workflow: "fails" });
    await service.ended(arn);
    await expect.poll(() => queue.requests.length).toBe(1);
    await service.idle();
    service.advance(60);
    await expect.poll(() => queue.requests.length).toBe(2);
    expect(queue.requests[1]).toEqual({
      target: "AmazonSQS.SendMessage",
      type: "application/x-amz-json-1.0",
      body: {
        QueueUrl: deadLetterQueue,
        MessageBody: '{"workflow":"fails"}',
        MessageAttributes: {
          RequestID: { DataType: "String", StringValue: expect.any(String) },
          ErrorCode: { DataType: "Number", StringValue: "200" },
          ErrorMessage: { DataType: "String", StringValue: expect.any(String) },
        },
      },
    });
    await service.close();
    await queue.close();
  });
});
