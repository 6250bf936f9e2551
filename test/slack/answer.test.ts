import { describe, expect, test } from "vitest";
import { answer, TROUBLE } from "../../src/slack/answer.ts";
import { memoryLog } from "./fakes.ts";

const never = new Promise<never>(() => {});

describe("what a person is told", () => {
  test("is the listener's answer", async () => {
    expect(await answer(async () => "done", memoryLog())).toBe("done");
  });

  test("is that nothing was changed when a service is down; the log gets the error's name alone", async () => {
    const log = memoryLog();
    const down = () => Promise.reject(new TypeError("ada@example.com"));
    expect(await answer(down, log)).toBe(TROUBLE);
    expect(log.lines).toEqual(['error Slack request not carried out {"reason":"TypeError"}']);
  });

  test("is the same in time when a service does not answer", async () => {
    const log = memoryLog();
    expect(await answer(() => never, log, 10)).toBe(TROUBLE);
    expect(log.lines).toEqual(['error Slack request not carried out {"reason":"DeadlinePassed"}']);
  });

  test("leaves the network's code in the log", async () => {
    const log = memoryLog();
    await answer(() => Promise.reject(Object.assign(new Error("10.0.0.1"), { code: "ECONNREFUSED" })), log);
    expect(log.lines).toEqual(['error Slack request not carried out {"reason":"Error ECONNREFUSED"}']);
  });

  test("names what was not changed", () => {
    expect(TROUBLE).toContain("nothing was changed; please try again");
  });
});
