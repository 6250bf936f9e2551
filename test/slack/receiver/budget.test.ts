import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { slackApp } from "../../../src/slack/app.ts";
import { TROUBLE } from "../../../src/slack/listener.ts";
import { BUDGET, budgetWithin, lambdaReceiver } from "../../../src/slack/receiver.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { command, press, signed } from "../../../testkit/slack/requests.ts";
import { fixedSecret, memoryPorts, slackFunction } from "../../../testkit/slack/service.ts";

const never = () => new Promise<never>(() => {});
const SLACK_WAITS = 3_000;

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

/** The function with its own budget, of which nothing answers that it calls; and how long it took to answer, in milliseconds. */
function waiting(ports: Partial<ReturnType<typeof memoryPorts>>) {
  const all = { ...memoryPorts(), ...ports };
  const receiver = lambdaReceiver({ signingSecret: fixedSecret, log: all.log, now: () => new Date() });
  slackApp(all, receiver);
  return async (body: string) => {
    const started = Date.now();
    let took: number | undefined;
    const answered = receiver.handle(signed(body, { at: NOW })).then((response) => {
      took = Date.now() - started;
      return response;
    });
    await vi.advanceTimersByTimeAsync(SLACK_WAITS - 1);
    expect(took).toBeDefined();
    return { response: await answered, took };
  };
}

describe("before Slack gives up", () => {
  test("a person is told that a service does not answer, and there is time left to tell it elsewhere", async () => {
    const users = { ...memoryPorts().users, find: never };
    const { response, took } = await waiting({ users })(command("zoe@example.com Zoë"));
    expect(JSON.parse(response.body)).toMatchObject({ text: TROUBLE });
    expect(took).toBe(2_300);
  });

  test("Slack is answered though the person could not be told in time", async () => {
    const publishHome = never;
    const users = { ...memoryPorts().users, listPending: never, listEnded: never };
    const views = { ...memoryPorts().views, publishHome };
    const opened = JSON.stringify({
      type: "event_callback",
      team_id: "T0LOCAL",
      event: { type: "app_home_opened", user: "U0ADMIN", tab: "home" },
    });
    const all = { ...memoryPorts(), users, views };
    const receiver = lambdaReceiver({ signingSecret: fixedSecret, log: all.log, now: () => new Date() });
    slackApp(all, receiver);
    const started = Date.now();
    const answered = receiver.handle(signed(opened, { at: NOW, contentType: "application/json" }));
    await vi.advanceTimersByTimeAsync(SLACK_WAITS - 1);
    expect(await answered).toMatchObject({ statusCode: 500 });
    expect(Date.now() - started).toBeLessThan(SLACK_WAITS);
    expect(all.log.lines.at(-1)).toContain("DeadlinePassed");
  });

  test("a press says its own time to the microsecond; the header's is up to a second early", async () => {
    const users = { ...memoryPorts().users, find: never };
    vi.setSystemTime(NOW.getTime() + 900);
    const at = String((NOW.getTime() + 800) / 1000);
    const told: number[] = [];
    const sent = Date.now();
    const views = { ...memoryPorts().views, whisper: async () => void told.push(Date.now() - sent) };
    await waiting({ users, views })(press("verify", { at, container: { thread_ts: "1.1" } }));
    expect(told).toEqual([2_200]);
  });

  test("nothing is delivered after the person was told that nothing was changed", async () => {
    const held = Promise.withResolvers<void>();
    const { users, decisions, ...rest } = memoryPorts();
    const find = async (userId: string) => {
      await held.promise;
      return users.find(userId);
    };
    await waiting({ ...rest, decisions, users: { ...users, find } })(press("verify"));
    held.resolve(); // the database answers, minutes later maybe
    await vi.advanceTimersByTimeAsync(60_000);
    expect(decisions.delivered.size).toBe(0);
  });

  test("the time counts from Slack's timestamp: what a cold start took is gone", async () => {
    const users = { ...memoryPorts().users, find: never };
    vi.setSystemTime(NOW.getTime() + 1_500);
    const { response, took } = await waiting({ users })(command("zoe@example.com Zoë"));
    expect(JSON.parse(response.body)).toMatchObject({ text: TROUBLE });
    expect(took).toBe(800);
  });

  test("a press that arrives when Slack has given up already is not delivered", async () => {
    const { decisions, ...rest } = memoryPorts();
    vi.setSystemTime(NOW.getTime() + SLACK_WAITS);
    await waiting({ ...rest, decisions })(press("verify"));
    expect(decisions.delivered.size).toBe(0);
  });

  test("a listener has as much longer as a more patient Slack waits", async () => {
    const all = memoryPorts();
    const found = Promise.withResolvers<undefined>();
    const users = { ...all.users, find: () => found.promise };
    const send = slackFunction({ ...all, users }, { budget: budgetWithin(60_000), now: () => new Date() });
    const answered = send(signed(command("zoe@example.com Zoë"), { at: NOW }));
    await vi.advanceTimersByTimeAsync(SLACK_WAITS);
    found.resolve(undefined);
    expect((await answered).body).toContain("has started");
  });

  test("the parts of the budget fit into one another", () => {
    expect(BUDGET.listener).toBeLessThan(BUDGET.whole - 500);
    expect(BUDGET.whole).toBeLessThan(SLACK_WAITS);
  });
});
