import { Metrics as Powertools, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Metrics } from "../domain/ports.ts";
import type { User, UserStatus } from "../domain/user.ts";
import { METRIC, METRIC_SERVICE } from "./metric-names.ts";

/**
 * Metrics as lines of the embedded metric format on standard output, which CloudWatch reads. Each is written at once, because many
 * executions share a process, and holds only a name and a number.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function powertoolsMetrics(namespace: string): Metrics & { abandoned(): void } {
  const metrics = new Powertools({ namespace, serviceName: METRIC_SERVICE });
  const count = (name: string, by = 1) => void metrics.singleMetric().addMetric(name, MetricUnit.Count, by);
  return {
    started() {
      count(METRIC.started);
      count(METRIC.pendingChange);
    },
    ended(user) {
      count(endedAs(user));
      count(METRIC.pendingChange, -1);
      if (user.decision) {
        const seconds = (Date.parse(user.decision.at) - Date.parse(user.createdAt)) / 1000;
        metrics.singleMetric().addMetric(METRIC.timeToDecision, MetricUnit.Seconds, Math.max(0, seconds));
      }
    },
    /** An execution ended and left its onboarding pending. */
    abandoned() {
      count(METRIC.failed);
      count(METRIC.pendingChange, -1);
    },
    undelivered: (through) => count(through === "mail" ? METRIC.mailUndelivered : METRIC.slackUndelivered),
    faulted: () => count(METRIC.workflowFaults),
  };
}

const ENDS: Partial<Record<UserStatus, string>> = {
  REJECTED: METRIC.rejected,
  CANCELLED: METRIC.cancelled,
  EXPIRED: METRIC.expired,
};

function endedAs({ status, decision }: User): string {
  if (status === "ACTIVE") {
    return decision?.source === "email" ? METRIC.verifiedByMail : METRIC.verifiedInSlack;
  }
  return ENDS[status] ?? METRIC.failed;
}
