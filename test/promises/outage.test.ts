import { describe, expect, test } from "vitest";
import { LOCAL } from "../../local/address.ts";
import type { Call, Gate } from "../../testkit/world/border.ts";
import { type Case, begin, drive } from "../../testkit/world/drive.ts";
import { awsError } from "../../testkit/world/faults.ts";
import { messageLog } from "../../testkit/world/messages.ts";
import { type Outcome, OUTCOMES } from "../../testkit/world/outcomes.ts";
import { startWorld, type World } from "../../testkit/world/world.ts";

const [verified] = OUTCOMES;
const HOUR_SECONDS = 3_600;

/** An onboarding whose calls fail as `fails` says; it is given the call and how many seconds have passed. */
async function running(
  fails: (call: Call, seconds: number) => Error | Response | undefined,
  outcome: Outcome = verified,
) {
  const log = messageLog();
  const through = log.gate(outcome);
  const gate: Gate = async (call, carryOut) => {
    const failure = fails(call, (world.now().getTime() - began) / 1000);
    if (failure instanceof Error) {
      throw failure;
    }
    return failure ?? through(call, carryOut);
  };
  const world: World = await startWorld({ ...outcome.spans, gate });
  const began = world.now().getTime();
  const each: Case = await begin(world, outcome);
  return {
    world,
    each,
    sent: () => log.counts(each.arn),
    texts: () => world.slack.messages(LOCAL.channel).map(({ text }) => text),
    seconds: () => (world.now().getTime() - began) / 1000,
  };
}

const throttled = () => awsError("TooManyRequestsException", 429);
const broken = () => Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

describe("email", () => {
  test("that is throttled twelve times and then broken off is sent", async () => {
    let count = 0;
    const it = await running(({ step }) => {
      count += step === "send-verification-email" ? 1 : 0;
      return step !== "send-verification-email" || count > 13 ? undefined : count > 12 ? broken() : throttled();
    });
    await drive(it.world, [it.each]);
    expect(it.sent()).toMatchObject({ "send-verification-email": 1, "send-welcome-email": 1 });
    expect(it.world.metrics.counted).toEqual(["started", "ACTIVE by email"]);
    await it.world.close();
  });

  test("that is down at the welcome for an hour is late, and the alarm comes before it", async () => {
    let since: number | undefined;
    const it = await running(({ step }, seconds) => {
      if (step !== "send-welcome-email") {
        return undefined;
      }
      since ??= seconds;
      return seconds < since + HOUR_SECONDS ? broken() : undefined;
    });
    await drive(it.world, [it.each]);
    expect(it.sent()).toMatchObject({ "send-welcome-email": 1 });
    expect(it.texts()[0]).toContain("The user is active.");
    expect(it.world.metrics.counted).toEqual(["started", "ACTIVE by email", "mail undelivered"]);
    await it.world.close();
  });

  test.each([
    { why: "refused for good", failure: () => awsError("MessageRejected", 400), after: 0 },
    { why: "down for more than a day", failure: broken, after: 23 * HOUR_SECONDS },
  ])("that is $why at the welcome is reported on the card and in its thread", async ({ failure, after }) => {
    const it = await running(({ step }) => (step === "send-welcome-email" ? failure() : undefined));
    await drive(it.world, [it.each]);
    expect(it.world.execution(it.each.arn)?.status).toBe("SUCCEEDED");
    expect(it.texts().at(-1)).toBe("The welcome email could not be sent.");
    expect(it.texts()[0]).toContain("The user is active, but the welcome email could not be sent.");
    expect(it.world.metrics.counted).toEqual(["started", "ACTIVE by email", "mail undelivered"]);
    expect(it.seconds()).toBeGreaterThanOrEqual(after);
    await it.world.close();
  });
});

describe("the alarm", () => {
  // From which failure on is a rule that emails and messages share; test/workflow/operators.test.ts tries it with emails, on both stages.
  test("is raised once by Slack's failures, however many follow", async () => {
    let count = 0;
    const it = await running(({ step, action }) =>
      step === "post-to-slack" && action === "chat.postMessage" && count++ < 21
        ? new Response("", { status: 500 })
        : undefined,
    );
    await drive(it.world, [it.each]);
    expect(it.world.metrics.counted).toEqual(["started", "slack undelivered", "ACTIVE by email"]);
    expect(it.sent()).toMatchObject({ "post-to-slack": 1 });
    await it.world.close();
  });

  test("is not raised again by throttling after the tenth failure", async () => {
    let count = 0;
    const it = await running(({ step }) => {
      count += step === "send-verification-email" ? 1 : 0;
      return step !== "send-verification-email" || count > 12 ? undefined : count > 10 ? throttled() : broken();
    });
    await drive(it.world, [it.each]);
    expect(it.world.metrics.counted).toEqual(["started", "mail undelivered", "ACTIVE by email"]);
    await it.world.close();
  });
});

describe("the reminder", () => {
  const reminded: Outcome = {
    ...verified,
    spans: { ...verified.spans, reminders: [HOUR_SECONDS] },
    decision: undefined,
  };

  test("is timed from the moment at which the card was posted, however long the email takes", async () => {
    const cardAt = 60;
    const it = await running(
      ({ step }, seconds) =>
        step === "send-verification-email" || (step === "post-to-slack" && seconds < cardAt) ? broken() : undefined,
      reminded,
    );
    await it.world.idle();
    let remindedAt: number | undefined;
    while (remindedAt === undefined) {
      await it.world.next();
      remindedAt = it.texts().some((text) => text.includes("still waiting")) ? it.seconds() : undefined;
    }
    const posted = 63; // 1 + 2 + 4 + 8 + 16 + 32: the first attempt after a minute
    expect(remindedAt).toBe(posted + HOUR_SECONDS);
    await it.world.close();
  });
});
