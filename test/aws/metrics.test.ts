import { afterEach, expect, test } from "vitest";
import { powertoolsMetrics } from "../../src/aws/metrics.ts";
import type { Decision } from "../../src/domain/user.ts";
import { pendingUser } from "../../testkit/fakes.ts";

const CREATED = "2026-11-24T09:00:00.000Z";
const DECIDED = "2026-11-24T09:01:30.000Z";

// The embedded metric format is standard output: what a person would see of it is what is written there.
const write = process.stdout.write.bind(process.stdout);
afterEach(() => {
  process.stdout.write = write;
});

function written(run: () => void): { namespace: string; metrics: Record<string, unknown> }[] {
  const lines: string[] = [];
  process.stdout.write = (line: string | Uint8Array) => lines.push(String(line)) > 0;
  run();
  process.stdout.write = write;
  return lines.map((line) => {
    const { _aws, service, ...metrics } = JSON.parse(line);
    expect([service, _aws.CloudWatchMetrics[0].Dimensions]).toEqual(["onboard", [["service"]]]);
    return { namespace: _aws.CloudWatchMetrics[0].Namespace, metrics };
  });
}

const metrics = powertoolsMetrics("Onboarding/test");
const decision = (outcome: Decision["outcome"], source: "email" | "slack") => ({ outcome, source, at: DECIDED });
const user = pendingUser({ createdAt: CREATED });

test.each([
  [
    { ...user, status: "ACTIVE", decision: decision("verified", "email") },
    { VerifiedByMail: 1, TimeToDecision: 90, PendingChange: -1 },
  ],
  [
    { ...user, status: "ACTIVE", decision: decision("verified", "slack") },
    { VerifiedInSlack: 1, TimeToDecision: 90, PendingChange: -1 },
  ],
  [
    { ...user, status: "REJECTED", decision: decision("rejected", "slack") },
    { Rejected: 1, TimeToDecision: 90, PendingChange: -1 },
  ],
  [
    { ...user, status: "CANCELLED", decision: decision("withdrawn", "slack") },
    { Cancelled: 1, TimeToDecision: 90, PendingChange: -1 },
  ],
  [
    { ...user, status: "EXPIRED" },
    { Expired: 1, PendingChange: -1 },
  ],
  [
    { ...user, status: "FAILED" },
    { Failed: 1, PendingChange: -1 },
  ],
] as const)("an end is counted by its kind, with the time to its decision: %#", (ended, counted) => {
  const lines = written(() => metrics.ended(ended));
  expect(Object.assign({}, ...lines.map((line) => line.metrics))).toEqual(counted);
  expect(lines.map(({ namespace }) => namespace)).toEqual(lines.map(() => "Onboarding/test"));
});

test("starts and notices that were given up are counted", () => {
  const lines = written(() => {
    metrics.started();
    metrics.undelivered("mail");
    metrics.undelivered("slack");
    metrics.faulted();
  });
  expect(lines.map((line) => line.metrics)).toEqual([
    { OnboardingsStarted: 1 },
    { PendingChange: 1 },
    { MailUndelivered: 1 },
    { SlackUndelivered: 1 },
    { WorkflowFaults: 1 },
  ]);
});

test("an onboarding that its execution abandoned is counted as failed, and is pending no more", () => {
  expect(written(() => metrics.abandoned()).map((line) => line.metrics)).toEqual([
    { Failed: 1 },
    { PendingChange: -1 },
  ]);
});
