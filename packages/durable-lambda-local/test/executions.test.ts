import {
  GetDurableExecutionCommand,
  GetDurableExecutionHistoryCommand,
  GetDurableExecutionStateCommand,
  InvokeCommand,
  ListDurableExecutionsByFunctionCommand,
  paginateGetDurableExecutionHistory,
  paginateListDurableExecutionsByFunction,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failure, type Service, startService } from "./service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const UNKNOWN = "arn:aws:lambda:us-east-1:000000000000:function:workflows:1/durable-execution/no/one";

describe("GetDurableExecution", () => {
  test("tells what an execution is and became", async () => {
    const { DurableExecutionArn: arn = "" } = await service.client.send(
      new InvokeCommand({
        FunctionName: "workflows:live",
        Payload: '{"workflow":"mapped"}',
        DurableExecutionName: "told",
      }),
    );
    const told = await service.client.send(new GetDurableExecutionCommand({ DurableExecutionArn: arn }));
    expect(told).toMatchObject({
      DurableExecutionArn: arn,
      DurableExecutionName: "told",
      FunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:workflows:1",
      Status: "SUCCEEDED",
      InputPayload: '{"workflow":"mapped"}',
      Result: "[0,2,4]",
      Version: "1",
      DurableConfig: { ExecutionTimeout: 86_400 },
      ExecutionDataIncluded: true,
    });
    expect(told.EndTimestamp?.getTime()).toBeGreaterThanOrEqual(told.StartTimestamp?.getTime() ?? Infinity);
    expect(Math.abs(Date.now() - (told.StartTimestamp?.getTime() ?? 0))).toBeLessThan(60_000);
  });

  test("leaves the data out when asked to", async () => {
    const arn = await service.start({ workflow: "mapped" });
    await service.ended(arn);
    const told = await service.client.send(
      new GetDurableExecutionCommand({ DurableExecutionArn: arn, IncludeExecutionData: false }),
    );
    expect(told).toMatchObject({ ExecutionDataIncluded: false, Status: "SUCCEEDED" });
    expect(told).not.toHaveProperty("InputPayload");
    expect(told).not.toHaveProperty("Result");
  });
});

describe("GetDurableExecutionHistory", () => {
  test("tells all that happened, the end last", async () => {
    const arn = await service.start({ workflow: "approval" });
    await service.succeed(await service.callbackId(arn), "yes");
    await service.ended(arn);
    const events = await service.history(arn);
    expect(events.map(({ EventId }) => EventId)).toEqual(events.map((_, index) => index + 1));
    expect(
      events.filter(({ EventType }) => EventType !== "InvocationCompleted").map(({ EventType }) => EventType),
    ).toEqual([
      "ExecutionStarted",
      "StepStarted",
      "StepSucceeded",
      "CallbackStarted",
      "CallbackSucceeded",
      "StepStarted",
      "StepSucceeded",
      "ExecutionSucceeded",
    ]);
    expect(events.filter(({ EventType }) => EventType === "InvocationCompleted")).toHaveLength(2);
    expect(events[0]?.ExecutionStartedDetails?.Input?.Payload).toBe('{"workflow":"approval"}');
  });

  test("comes in pages, forwards and backwards, with and without data", async () => {
    const arn = await service.start({ workflow: "mapped", count: 10 });
    await service.ended(arn);
    const ids: (number | undefined)[] = [];
    const config = { client: service.client, pageSize: 7 };
    for await (const { Events = [] } of paginateGetDurableExecutionHistory(config, { DurableExecutionArn: arn })) {
      expect(Events.length).toBeLessThanOrEqual(7);
      ids.push(...Events.map(({ EventId }) => EventId));
    }
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    const { Events = [] } = await service.client.send(
      new GetDurableExecutionHistoryCommand({
        DurableExecutionArn: arn,
        ReverseOrder: true,
        IncludeExecutionData: false,
      }),
    );
    expect(Events[0]).toMatchObject({ EventId: ids.length, EventType: "ExecutionSucceeded" });
    expect(JSON.stringify(Events)).not.toContain("Payload");
  });
});

describe("ListDurableExecutionsByFunction", () => {
  test("lists the newest first, filtered and in pages", async () => {
    const list = async (input: object) =>
      await service.client.send(new ListDurableExecutionsByFunctionCommand({ FunctionName: "brief", ...input }));
    const arns = [];
    for (const workflow of ["approval", "mapped", "mapped"] as const) {
      arns.push(await service.start({ workflow }, "brief"));
    }
    await Promise.all(arns.slice(1).map((arn) => service.ended(arn)));
    const listed = async (input: object) =>
      (await list(input)).DurableExecutions?.map(({ DurableExecutionArn }) => DurableExecutionArn);
    expect(await listed({})).toEqual(arns.toReversed());
    expect(await listed({ ReverseOrder: true })).toEqual(arns);
    expect(await listed({ Statuses: ["RUNNING", "FAILED"] })).toEqual([arns[0]]);
    expect(await listed({ Qualifier: "$LATEST" })).toEqual([]);
    expect(await listed({ StartedBefore: new Date(0) })).toEqual([]);
    expect(await listed({ StartedAfter: new Date(0), Qualifier: "live" })).toHaveLength(3);
    const pages = [];
    const config = { client: service.client, pageSize: 2 };
    for await (const page of paginateListDurableExecutionsByFunction(config, { FunctionName: "brief" })) {
      pages.push(page.DurableExecutions?.length);
    }
    expect(pages).toEqual([2, 1]);
  });
});

describe("StopDurableExecution", () => {
  test("ends an execution for good, with the error that it is given", async () => {
    const arn = await service.start({ workflow: "sleeper" });
    await service.event(arn, "WaitStarted");
    const stop = () =>
      service.client.send(
        new StopDurableExecutionCommand({ DurableExecutionArn: arn, Error: { ErrorType: "Operator" } }),
      );
    const { StopTimestamp } = await stop();
    service.advance(3600);
    expect((await stop()).StopTimestamp).toEqual(StopTimestamp);
    expect(await service.ended(arn)).toMatchObject({ status: "STOPPED", error: { ErrorType: "Operator" } });
    expect((await service.history(arn)).at(-1)?.EventType).toBe("ExecutionStopped");
  });
});

describe("An execution that there is not", () => {
  const input = { DurableExecutionArn: UNKNOWN };
  const UNKNOWN_RESOURCE = { name: "ResourceNotFoundException", status: 404 };

  test("cannot be looked at or stopped", async () => {
    const { client } = service;
    expect(await failure(client.send(new GetDurableExecutionCommand(input)))).toEqual(UNKNOWN_RESOURCE);
    expect(await failure(client.send(new GetDurableExecutionHistoryCommand(input)))).toEqual(UNKNOWN_RESOURCE);
    expect(await failure(client.send(new StopDurableExecutionCommand(input)))).toEqual(UNKNOWN_RESOURCE);
  });

  test("has no state", async () => {
    const command = new GetDurableExecutionStateCommand({ ...input, CheckpointToken: "dA==" });
    expect(await failure(service.client.send(command))).toEqual({
      name: "InvalidParameterValueException",
      status: 400,
    });
  });
});

describe("A request that is none of the API's", () => {
  test("is refused loudly", async () => {
    const response = await fetch(`${service.url}/2015-03-31/functions/plain/configuration`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("GET /2015-03-31/functions/");
    const opened = await fetch(`${service.url}/`); // as a person does who follows the address in a terminal
    expect(await opened.json()).toMatchObject({ Message: "This Lambda service has no such operation: GET /" });
  });

  test("for its callback ID was not percent-encoded is told so, without repeating the ID", async () => {
    const path = `${service.url}/2025-12-01/durable-execution-callbacks/abc/def+x==/succeed`;
    const response = await fetch(path, { method: "POST" });
    expect(response.status).toBe(404);
    const told = await response.text();
    expect(told).toContain("percent-encoded");
    expect(told).not.toContain("def+x");
  });
});
