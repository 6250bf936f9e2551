import { afterEach, describe, expect, test } from "vitest";
import { stopExecution } from "../../src/api/queries.ts";
import { engineOfOne, type Invoked } from "./engine.ts";

let one: ReturnType<typeof engineOfOne>;
afterEach(() => one.close());

const ENDED_BADLY = {
  name: "ended",
  statusChanges: [{ of: "f", statuses: ["FAILED", "STOPPED", "TIMED_OUT"] as const }],
};
const listening = (listener: object) => {
  one = engineOfOne([listener]);
};

/** Until nothing runs that nobody has taken. */
const settled = async () => {
  for (let turns = 0; turns < 5; turns += 1) {
    await new Promise(setImmediate);
  }
};

/** The event that a listener is invoked with. */
const eventOf = ({ event }: Invoked) => event as unknown as { detail: Record<string, string> };

describe("A change of an execution's status", () => {
  test("invokes who listens to it, with the event that EventBridge delivers", async () => {
    listening({ name: "listener", statusChanges: [{}] });
    const { arn } = one.start();
    const [started, execution] = [await one.next(), await one.next()].toSorted((a) =>
      a.function === "listener:1" ? -1 : 1,
    );
    const event = {
      version: "0",
      id: expect.stringMatching(/^[\da-f-]{36}$/u),
      "detail-type": "Durable Execution Status Change",
      source: "aws.lambda",
      account: "000000000000",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u),
      region: "us-east-1",
      resources: [],
    };
    const detail = {
      durableExecutionArn: arn,
      durableExecutionName: expect.stringMatching(/./u),
      functionArn: "arn:aws:lambda:us-east-1:000000000000:function:f:1",
      startTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u),
    };
    expect(started?.event).toEqual({ ...event, detail: { ...detail, status: "RUNNING" } });
    execution?.answer({ Status: "SUCCEEDED" });
    const { endTimestamp, ...ended } = eventOf(await one.next()).detail;
    expect(ended).toEqual({ ...detail, status: "SUCCEEDED" });
    expect(Date.parse(endTimestamp ?? "")).toBeGreaterThanOrEqual(Date.parse(ended["startTimestamp"] ?? ""));
  });

  test("is told of every bad end, and of nothing else, to who listens to those alone", async () => {
    listening(ENDED_BADLY);
    const statuses: (string | undefined)[] = [];
    const told = async () => statuses.push(eventOf(await one.next()).detail["status"]);
    one.start();
    (await one.next()).answer({ Status: "SUCCEEDED" });
    one.start();
    (await one.next()).answer({ Status: "FAILED" });
    await told();
    const { arn } = one.start();
    await one.next();
    stopExecution(one.engine, arn, {});
    await told();
    one.start();
    await one.next();
    one.engine.advance(3600);
    await told();
    one.start("brief");
    (await one.next()).answer({ Status: "FAILED" });
    await settled();
    expect(statuses).toEqual(["FAILED", "STOPPED", "TIMED_OUT"]);
    expect(one.invoked).toEqual([]);
  });

  test("is told again after one minute and after two more, where the listener fails, and then no more", async () => {
    listening(ENDED_BADLY);
    one.start();
    (await one.next()).answer({ Status: "FAILED" });
    const events = [];
    for (const wait of [60, 120, 0]) {
      const listener = await one.next();
      events.push(listener.event);
      listener.fail("not now");
      await settled();
      one.engine.advance(wait - 1);
      await settled();
      expect(one.invoked).toEqual([]);
      one.engine.advance(1);
    }
    one.engine.advance(3600);
    await settled();
    expect(one.invoked).toEqual([]);
    expect(events).toEqual([events[0], events[0], events[0]]);
  });
});

describe("A dead-letter function", () => {
  const letters = { name: "letters" };
  const recordOf = ({ event }: Invoked) => (event as unknown as { Records: object[] }).Records[0];
  const attribute = (dataType: string, stringValue: unknown) => ({
    dataType,
    stringValue,
    stringListValues: [],
    binaryListValues: [],
  });

  test("gets the event of an asynchronous invocation that failed three times, as from a queue", async () => {
    one = engineOfOne([letters, { name: "plain", deadLetterFunction: "letters" }]);
    one.start("plain", '{"n":1}');
    for (const message of ["first", "second", "third"]) {
      (await one.next()).fail(message);
      await settled();
      one.engine.advance(120);
    }
    const letter = await one.next();
    expect(letter.function).toBe("letters:1");
    expect(recordOf(letter)).toMatchObject({
      body: '{"n":1}',
      eventSource: "aws:sqs",
      messageAttributes: {
        RequestID: attribute("String", expect.stringMatching(/^[\da-f-]{36}$/u)),
        ErrorCode: attribute("Number", "200"),
        ErrorMessage: attribute("String", "third"),
      },
    });
  });

  test("gets the event of a durable execution that nobody waited for and that ended badly", async () => {
    one = engineOfOne([
      letters,
      { name: "durable", durable: { executionTimeoutSeconds: 60 }, deadLetterFunction: "letters" },
    ]);
    one.start("durable", '{"n":2}');
    (await one.next()).answer({ Status: "FAILED", Error: { ErrorMessage: "no" } });
    expect(recordOf(await one.next())).toMatchObject({
      body: '{"n":2}',
      messageAttributes: { ErrorMessage: attribute("String", "no") },
    });
    one.start("durable");
    (await one.next()).answer({ Status: "SUCCEEDED" });
    await settled();
    expect(one.invoked).toEqual([]);
  });
});
