import { expect, test } from "vitest";
import { METRIC } from "../../src/aws/metric-names.ts";
import { synthesised } from "./synthesised.ts";

const template = synthesised();
const [dashboard] = Object.values(template.findResources("AWS::CloudWatch::Dashboard"));
const parts: unknown[] = dashboard?.["Properties"].DashboardBody["Fn::Join"][1];
const { widgets } = JSON.parse(parts.map((part) => (typeof part === "string" ? part : "TOKEN")).join(""));

interface Widget {
  type: string;
  properties: { title?: string; markdown?: string; metrics?: unknown[][]; start?: string };
}

test("what is pending is what we count ourselves, as changes, over a time that has a quiet moment", () => {
  const pending = (widgets as Widget[]).filter(({ properties }) =>
    JSON.stringify(properties).includes(METRIC.pendingChange),
  );
  expect(pending.map(({ properties }) => [properties.title, properties.start])).toEqual([
    ["Now, at least", "-P14D"],
    ["Pending in two weeks, at least", "-P14D"],
  ]);
  for (const { properties } of pending) {
    expect(properties.metrics).toEqual([
      [expect.objectContaining({ expression: "sum - MIN(sum)", label: "Pending" })],
      [expect.objectContaining({ expression: "RUNNING_SUM(FILL(change, 0))", visible: false, id: "sum" })],
      [
        "Onboarding/test",
        METRIC.pendingChange,
        "service",
        "onboard",
        expect.objectContaining({ id: "change", visible: false, stat: "Sum" }),
      ],
    ]);
  }
  expect(JSON.stringify(widgets)).not.toContain("ApproximateRunningDurableExecutions");
});

test("shows on its dashboard what the business and the person on call ask about", () => {
  const body = JSON.stringify(dashboard);
  for (const shown of [
    "Started",
    "Verified by email",
    "Verified in Slack",
    "Rejected",
    "Expired",
    "Pending",
    "Time to decision",
    "Errors",
    "Answers to Slack",
  ]) {
    expect(body).toContain(shown);
  }
});

test("the dashboard says what that number cannot know", () => {
  const text = (widgets as Widget[]).find(({ type }) => type === "text");
  expect(text?.properties.markdown).toContain("exact if nothing was pending then, and too low otherwise");
});
