import { InvokeCommand, type InvokeCommandInput } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failure, type Service, startService } from "./service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const ARN = "arn:aws:lambda:us-east-1:000000000000:function";
const invoke = (input: InvokeCommandInput) => service.client.send(new InvokeCommand(input));
const mapped = { FunctionName: "workflows:live", Payload: JSON.stringify({ workflow: "mapped" }) };
const asleep = { FunctionName: "workflows:live", Payload: JSON.stringify({ workflow: "approval" }) };
const text = (payload: Uint8Array | undefined) => JSON.parse(Buffer.from(payload ?? "").toString());

describe("Invoke", () => {
  test("Event answers at once with the execution's ARN", async () => {
    const answer = await invoke({ ...asleep, InvocationType: "Event", DurableExecutionName: "at-once" });
    expect(answer.StatusCode).toBe(202);
    expect(answer.DurableExecutionArn).toMatch(
      /^arn:aws:lambda:us-east-1:000000000000:function:workflows:1\/durable-execution\/at-once\/[\w-]+$/u,
    );
  });

  test("RequestResponse waits for the result", async () => {
    const answer = await invoke(mapped);
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: "1" });
    expect(answer.FunctionError).toBeUndefined();
    expect(answer.DurableExecutionArn).toContain(":workflows:1/durable-execution/");
    expect(text(answer.Payload)).toEqual([0, 2, 4]);
  });

  test("RequestResponse waits no longer than it may, and the execution goes on", async () => {
    const impatient = await startService({ maxWaitSeconds: 0 });
    const answer = await impatient.client.send(new InvokeCommand(asleep));
    expect(answer.FunctionError).toBe("Unhandled");
    const arn = answer.DurableExecutionArn ?? "";
    await impatient.succeed(await impatient.callbackId(arn), "yes");
    expect((await impatient.ended(arn)).status).toBe("SUCCEEDED");
    await impatient.close();
  });

  test("DryRun runs nothing", async () => {
    expect((await invoke({ ...mapped, InvocationType: "DryRun" })).StatusCode).toBe(204);
  });

  test("a failed execution's error is the payload", async () => {
    const answer = await invoke({ FunctionName: "workflows:live", Payload: JSON.stringify({ workflow: "fails" }) });
    expect(answer.FunctionError).toBe("Unhandled");
    expect(text(answer.Payload)).toMatchObject({ errorType: "StepError", errorMessage: "out of range" });
  });

  test.each(["workflows:1", "workflows:$LATEST", `${ARN}:workflows:live`, "000000000000:function:workflows:live"])(
    "%s names a durable function",
    async (FunctionName) => {
      expect((await invoke({ ...mapped, FunctionName })).StatusCode).toBe(200);
    },
  );

  test("the qualifier may come apart from the name, but must not contradict it", async () => {
    expect((await invoke({ ...mapped, FunctionName: "workflows", Qualifier: "live" })).StatusCode).toBe(200);
    expect(await failure(invoke({ ...mapped, Qualifier: "1" }))).toEqual({
      name: "InvalidParameterValueException",
      status: 400,
    });
  });

  test.each([
    ["a durable function without a qualifier", { FunctionName: "workflows" }, "InvalidParameterValueException", 400],
    ["an unknown function", { FunctionName: "nobody:live" }, "ResourceNotFoundException", 404],
    ["an unknown version", { FunctionName: "workflows:2" }, "ResourceNotFoundException", 404],
    [
      "another account's function",
      { FunctionName: "111111111111:function:plain" },
      "InvalidParameterValueException",
      400,
    ],
    ["a payload that is not JSON", { Payload: "{" }, "InvalidRequestContentException", 400],
    ["an execution name with a dot", { DurableExecutionName: "a.b" }, "InvalidParameterValueException", 400],
    [
      "a name for a plain function",
      { FunctionName: "plain", DurableExecutionName: "a" },
      "InvalidParameterValueException",
      400,
    ],
    [
      "too large a payload",
      { InvocationType: "Event", Payload: JSON.stringify("x".repeat(2 ** 20)) },
      "RequestTooLargeException",
      413,
    ],
  ] as const)("refuses %s", async (_what, input, name, status) => {
    expect(await failure(invoke({ ...mapped, ...input }))).toEqual({ name, status });
  });
});

describe("An execution's name", () => {
  const named = (input: Partial<InvokeCommandInput>) =>
    invoke({ ...asleep, InvocationType: "Event", DurableExecutionName: "ada", ...input });

  test("with the same payload gives the execution that is there, also after it has ended", async () => {
    const starts = await Promise.all([named({}), named({}), named({})]);
    const arns = new Set(starts.map(({ DurableExecutionArn }) => DurableExecutionArn));
    expect(arns.size).toBe(1);
    const [arn = ""] = arns;
    await service.succeed(await service.callbackId(arn ?? ""), "yes");
    await service.ended(arn ?? "");
    expect((await named({})).DurableExecutionArn).toBe(arn);
    expect(text((await named({ InvocationType: "RequestResponse" })).Payload)).toMatchObject({ answer: "yes" });
  });

  test("with another payload is refused", async () => {
    expect(await failure(named({ Payload: mapped.Payload }))).toEqual({
      name: "DurableExecutionAlreadyStartedException",
      status: 409,
    });
  });

  test("is a function's own: another function may have one of the same name", async () => {
    expect((await named({ FunctionName: "brief:live" })).StatusCode).toBe(202);
  });
});

describe("A plain function", () => {
  test("returns its result", async () => {
    const answer = await invoke({ FunctionName: "plain", Payload: JSON.stringify({ n: 1 }) });
    expect(text(answer.Payload)).toMatchObject({
      event: { n: 1 },
      function: `${ARN}:plain:1`,
      requestId: expect.stringMatching(/^[\da-f-]{36}$/u),
      hasTime: true,
      greeting: "hello",
    });
  });

  test("tells its error, to the caller and in its log", async () => {
    const answer = await invoke({ FunctionName: "plain", Payload: JSON.stringify({ fail: "no" }) });
    expect(answer.FunctionError).toBe("Unhandled");
    expect(text(answer.Payload)).toMatchObject({ errorType: "RangeError", errorMessage: "no" });
    await expect.poll(() => service.logs.join("")).toContain('Invoke Error {"errorType":"RangeError"');
  });

  test("that exits has failed, and works again the next time", async () => {
    const died = await invoke({ FunctionName: "plain", Payload: JSON.stringify({ exit: 3 }) });
    expect(text(died.Payload)).toMatchObject({ errorType: "Runtime.ExitError" });
    expect((await invoke({ FunctionName: "plain" })).FunctionError).toBeUndefined();
  });

  test("that does not load says why", async () => {
    const answer = await invoke({ FunctionName: "broken" });
    expect(text(answer.Payload).errorMessage).toContain("this module does not load");
  });

  test("runs without anyone waiting for it, and its output goes to the log", async () => {
    const answer = await invoke({ FunctionName: "plain", InvocationType: "Event", Payload: JSON.stringify({ n: 2 }) });
    expect(answer.StatusCode).toBe(202);
    expect(answer.DurableExecutionArn).toBeUndefined();
    await expect.poll(() => service.logs.join("")).toContain('plain was called with {"n":2}');
  });

  test("can be invoked within the process, and rejects with its error", async () => {
    expect(await service.invoke("plain", { n: 3 })).toMatchObject({ event: { n: 3 } });
    await expect(service.invoke("plain", { fail: "no" })).rejects.toMatchObject({ name: "RangeError", message: "no" });
    expect(await service.invoke("workflows:live", { workflow: "mapped" })).toEqual([0, 2, 4]);
  });
});
