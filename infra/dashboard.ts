import { Duration } from "aws-cdk-lib";
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  PeriodOverride,
  SingleValueWidget,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { Measures } from "./measures.ts";

const WHOLE = 24;
const THIRD = 8;

/** Usually long enough to include a moment with nothing pending; an ISO 8601 duration back from now. */
const PENDING_SINCE = "-P14D";

const HEADER = `# Onboarding
What each alarm means and what to do: \`docs/operations.md\`.
*Pending* counts up from the quietest moment of the last two weeks. It is exact if nothing was pending then, and too low otherwise. \`/onboard list\` in Slack is always exact.`;

/** One screen for the engineer on call: is it working, how quickly, and what broke. */
export function onboardingDashboard(scope: Construct, measures: Measures): Dashboard {
  const { business, executions, functions, slack } = measures;
  const each = Object.values(functions);
  const dashboard = new Dashboard(scope, "Dashboard", {
    defaultInterval: Duration.days(1),
    periodOverride: PeriodOverride.AUTO,
  });
  const row = (...widgets: IWidget[]) => dashboard.addWidgets(...widgets);

  row(
    new TextWidget({
      markdown: HEADER,
      width: WHOLE,
      height: 3,
    }),
  );
  row(
    new SingleValueWidget({
      title: "In this period",
      metrics: [
        business.started.with({ label: "Started" }),
        business.verifiedByMail.with({ label: "Verified by email" }),
        business.verifiedInSlack.with({ label: "Verified in Slack" }),
        business.rejected.with({ label: "Rejected" }),
        business.cancelled.with({ label: "Cancelled" }),
        business.expired.with({ label: "Expired" }),
        business.failed.with({ label: "Failed" }),
      ],
      setPeriodToTimeRange: true,
      width: 16,
      height: 3,
    }),
    new SingleValueWidget({
      title: "Now, at least",
      metrics: [business.pending],
      start: PENDING_SINCE,
      width: THIRD,
      height: 3,
    }),
  );
  row(
    graph("Onboardings", [
      business.started.with({ label: "Started" }),
      business.verifiedByMail.with({ label: "Verified by email" }),
      business.verifiedInSlack.with({ label: "Verified in Slack" }),
      business.rejected.with({ label: "Rejected" }),
      business.expired.with({ label: "Expired" }),
    ]),
    graph("Pending in two weeks, at least", [business.pending], { start: PENDING_SINCE }),
    graph("Time to decision (s)", [
      business.timeToDecision("p50").with({ label: "Median" }),
      business.timeToDecision("p90").with({ label: "Nine of ten" }),
    ]),
  );
  row(
    graph("Errors", [
      ...each.map(({ errors }) => errors),
      measures.serverErrors.with({ label: "5xx responses" }),
      executions.failed.with({ label: "Onboardings failed" }),
      executions.timedOut.with({ label: "Onboardings timed out" }),
      executions.stopped.with({ label: "Onboardings stopped" }),
    ]),
    graph("Not delivered", [
      business.mailUndelivered.with({ label: "Mail" }),
      business.slackUndelivered.with({ label: "Slack" }),
      measures.failedStarts.with({ label: "Failed starts in the queue" }),
      measures.unclosedEnds.with({ label: "Ended onboardings not closed" }),
      measures.lostMailEvents.with({ label: "Email reports not delivered to an onboarding" }),
      measures.secretsUnset.with({ label: "Secrets unset" }),
    ]),
    graph("Answers to Slack (ms)", [slack.median.with({ label: "Median" }), slack.latency.with({ label: "p99" })]),
  );
  row(
    graph(
      "Function duration, p99 (ms)",
      each.map(({ duration }) => duration),
    ),
    graph(
      "Invocations",
      each.map(({ invocations }) => invocations),
    ),
    graph("Throttles and refusals", [
      ...each.map(({ throttles }) => throttles),
      measures.clientErrors.with({ label: "4xx responses" }),
    ]),
  );
  return dashboard;
}

function graph(title: string, left: IMetric[], over: { start?: string } = {}): GraphWidget {
  return new GraphWidget({ title, left, width: THIRD, leftYAxis: { min: 0, showUnits: false }, ...over });
}
