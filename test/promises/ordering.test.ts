import { describe, expect, test } from "vitest";
import { ample } from "../../testkit/fakes.ts";
import { LOCAL } from "../../local/address.ts";
import type { Call, Gate } from "../../testkit/world/border.ts";
import { begin, drive } from "../../testkit/world/drive.ts";
import { awsError } from "../../testkit/world/faults.ts";
import type { Spans } from "../../testkit/world/function.ts";
import { OUTCOMES } from "../../testkit/world/outcomes.ts";
import { startWorld } from "../../testkit/world/world.ts";

// What wakes an execution and the decision come in one invocation, in production's configuration: no plugin adds microtasks.

const [verified] = OUTCOMES;
const SPANS: Spans = { windowSeconds: 86_400, reminders: [], gapMilliseconds: 0 };
const decision = { outcome: "verified", source: "slack", by: "U0ADMIN" } as const;

/** Starts an onboarding and lets it fall asleep; calls fail for as long as `fails` says so. */
async function asleep(fails: (call: Call) => Error | Response | undefined, spans: Partial<Spans> = {}) {
  const gate: Gate = async (call, carryOut) => {
    const failure = fails(call);
    if (failure instanceof Error) {
      throw failure;
    }
    return failure ?? carryOut();
  };
  const world = await startWorld({ ...SPANS, ...spans, gate });
  const each = await begin(world, verified);
  await world.idle();
  return {
    world,
    each,
    subjects: () => world.mails.map(({ subject }) => subject),
    lines: () => world.slack.messages(LOCAL.channel).map(({ text }) => text),
    /** Lets `seconds` pass and decides, before the engine takes up either; the next invocation finds both. */
    async decideAfter(seconds: number) {
      const before = world.counts.invocations;
      const { callbackId = "" } = (await world.users.find(each.userId)) ?? {};
      world.engine.ledger.clock.advance(seconds);
      await world.decisions.deliver(callbackId, { ...decision, at: world.now().toISOString() }, ample());
      await world.idle();
      each.decided = true;
      return world.counts.invocations - before;
    },
    async ended() {
      await drive(world, [each]);
      expect(world.execution(each.arn)?.status).toBe("SUCCEEDED");
      await world.close();
    },
  };
}

const throttled = () => awsError("TooManyRequestsException", 429);
const slackDown = () => new Response("", { status: 500 });

describe("in the invocation in which the decision arrives", () => {
  test("a verification email whose retry is due is not sent", async () => {
    let count = 0;
    const it = await asleep(({ step }) =>
      step === "send-verification-email" && count++ < 1 ? throttled() : undefined,
    );
    expect(await it.decideAfter(60)).toBe(1);
    expect(it.subjects()).toEqual(["Welcome"]);
    await it.ended();
  });

  test("a reminder that is due is not sent", async () => {
    const it = await asleep(() => undefined, { reminders: [3_600] });
    expect(await it.decideAfter(3_600)).toBe(1);
    expect(it.subjects()).toEqual(["Verify your address", "Welcome"]);
    expect(it.lines().join("\n")).not.toContain("still waiting");
    await it.ended();
  });

  test("a report of a lost email whose retry is due is not made", async () => {
    let count = 0;
    const it = await asleep(({ step }) => {
      if (step === "send-verification-email") {
        return awsError("MessageRejected", 400);
      }
      return step === "report-verification-email" && count++ < 1 ? slackDown() : undefined;
    });
    expect(await it.decideAfter(1)).toBe(1);
    expect(it.lines().join("\n")).not.toContain("could not be sent");
    await it.ended();
  });
});

test("with SES throttled, no reminder comes after the welcome", async () => {
  let throttling = false;
  const it = await asleep(({ vendor }) => (vendor === "ses" && throttling ? throttled() : undefined), {
    reminders: [3_600],
  });
  throttling = true;
  await it.world.next(); // the reminder is due, and throttled
  await it.decideAfter(1);
  expect(it.subjects()).toEqual(["Verify your address"]);
  throttling = false;
  await it.ended();
  expect(it.subjects()).toEqual(["Verify your address", "Welcome"]);
});
