import { describe, expect, test } from "vitest";
import { Deadline } from "../../../src/domain/deadline.ts";
import { DONE, TROUBLE, UNCERTAIN, answer } from "../../../src/slack/listener.ts";
import { NOW, ample } from "../../../testkit/fakes.ts";
import { memoryLog } from "../../../testkit/slack/fakes.ts";

const never = new Promise<never>(() => {});
const soon = () => new Deadline(1, () => NOW);

describe("what a person is told", () => {
  test("is the listener's answer", async () => {
    expect(await answer(async () => "done", memoryLog(), ample())).toBe("done");
  });

  test("is that nothing was changed when a service is down; the log gets the error's name only", async () => {
    const log = memoryLog();
    const down = () => Promise.reject(new TypeError("ada@example.com"));
    expect(await answer(down, log, ample())).toBe(TROUBLE);
    expect(log.lines).toEqual(['error Slack request not carried out {"reason":"TypeError"}']);
  });

  test("is the same in time when a service does not answer, and nothing can be sent from then on", async () => {
    const log = memoryLog();
    using deadline = soon();
    expect(await answer(() => never, log, deadline)).toBe(TROUBLE);
    expect(() => deadline.beforeSending()).toThrow("too late");
    expect(log.lines).toEqual(['error Slack request not carried out {"reason":"DeadlinePassed"}']);
  });

  test("is that it may have counted, where something was sent and not answered in time", async () => {
    using deadline = soon();
    const sending = () => {
      deadline.beforeSending();
      return never;
    };
    expect(await answer(sending, memoryLog(), deadline)).toBe(UNCERTAIN);
  });

  test("is the same where what was sent failed: it may have arrived", async () => {
    const deadline = ample();
    const failing = async () => {
      deadline.beforeSending();
      throw new Error("ECONNRESET");
    };
    expect(await answer(failing, memoryLog(), deadline)).toBe(UNCERTAIN);
  });

  test("is that it is done, where it counted and only its words are missing", async () => {
    const deadline = ample();
    const failing = async () => {
      deadline.beforeSending();
      deadline.accepted();
      throw new Error("ECONNRESET");
    };
    expect(await answer(failing, memoryLog(), deadline)).toBe(DONE);
    expect(DONE).not.toMatch(/wrong|again|may have/u);
  });

  test("leaves the network's code in the log", async () => {
    const log = memoryLog();
    const refused = Object.assign(new Error("10.0.0.1"), { code: "ECONNREFUSED" });
    await answer(() => Promise.reject(refused), log, ample());
    expect(log.lines).toEqual(['error Slack request not carried out {"reason":"Error ECONNREFUSED"}']);
  });

  test("never claims that nothing was changed where that is not known", () => {
    expect(TROUBLE).toContain("Nothing was changed; please try again");
    expect(UNCERTAIN).toContain("may have counted");
    expect(UNCERTAIN).not.toContain("othing was changed");
  });
});
