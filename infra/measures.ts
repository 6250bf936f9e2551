import { MathExpression, Metric, Stats, Unit } from "aws-cdk-lib/aws-cloudwatch";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { METRIC, METRIC_SERVICE } from "../src/aws/metric-names.ts";
import { SLACK_PATH } from "./public-api.ts";
import type { ServiceFunction } from "./service-function.ts";

/** Error names that mean: a secret was never filled in, or with something unusable. */
const SECRET_FAULTS = ["SecretNotFilledIn", "LinkSecretTooShort"];
const SECRETS_UNSET = "SecretsUnset";

interface Measured {
  namespace: string;
  functions: Record<"Onboard" | "Slack" | "Verify" | "Ended" | "MailEvents", ServiceFunction>;
  api: HttpApi;
  failedStarts: IQueue;
  unclosedEnds: IQueue;
  lostMailEvents: IQueue;
}

export type Measures = ReturnType<typeof measuresOf>;

/** The service's metrics in CloudWatch: Lambda's, API Gateway's and SQS's own, and the business metrics. */
export function measuresOf({ namespace, functions, api, failedStarts, unclosedEnds, lostMailEvents }: Measured) {
  const business = (metricName: string, statistic: string = Stats.SUM) =>
    new Metric({ namespace, metricName, dimensionsMap: { service: METRIC_SERVICE }, statistic });
  const route = (metricName: string, statistic: string) =>
    new Metric({
      namespace: "AWS/ApiGateway",
      metricName,
      dimensionsMap: { ApiId: api.apiId, Stage: "$default", Method: "POST", Resource: SLACK_PATH },
      statistic,
    });
  const { Onboard: onboard } = functions;
  return {
    functions: mapValues(functions, measuresOfFunction),
    // https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html
    executions: {
      failed: ofExecutions(onboard, "DurableExecutionFailed"),
      timedOut: ofExecutions(onboard, "DurableExecutionTimedOut"),
      stopped: ofExecutions(onboard, "DurableExecutionStopped"),
      quotaUsed: new Metric({
        namespace: "AWS/Lambda",
        metricName: "ApproximateRunningDurableExecutionsUtilization",
        statistic: Stats.MAXIMUM,
      }),
    },
    slack: { latency: route("Latency", "p99"), median: route("Latency", "p50") },
    serverErrors: api.metricServerError({ statistic: Stats.SUM }),
    clientErrors: api.metricClientError({ statistic: Stats.SUM }),
    // Starts that Lambda dropped, and inputs that the queue didn't accept.
    lost: {
      dropped: onboard.metric("AsyncEventsDropped", { statistic: Stats.SUM }),
      notQueued: onboard.metric("DeadLetterErrors", { statistic: Stats.SUM }),
    },
    unclosedEnds: unclosedEnds.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
    lostMailEvents: lostMailEvents.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
    failedStarts: failedStarts.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
    business: {
      started: business(METRIC.started),
      verifiedByMail: business(METRIC.verifiedByMail),
      verifiedInSlack: business(METRIC.verifiedInSlack),
      rejected: business(METRIC.rejected),
      cancelled: business(METRIC.cancelled),
      expired: business(METRIC.expired),
      failed: business(METRIC.failed),
      pending: pendingOf(business(METRIC.pendingChange)),
      timeToDecision: (statistic: string) => business(METRIC.timeToDecision, statistic),
      mailUndelivered: business(METRIC.mailUndelivered),
      slackUndelivered: business(METRIC.slackUndelivered),
      workflowFaults: business(METRIC.workflowFaults),
    },
    // For the whole account in this Region, because AWS reviews and pauses the account.
    // https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
    reputation: { bounces: reputation("BounceRate"), complaints: reputation("ComplaintRate") },
    secretsUnset: secretsUnset(namespace, Object.values(functions)),
  };
}

/** A rate among the emails that SES has sent lately, from 0 to 1. */
function reputation(rate: string): Metric {
  return new Metric({ namespace: "AWS/SES", metricName: `Reputation.${rate}`, statistic: Stats.AVERAGE });
}

function measuresOfFunction(fn: IFunction) {
  return {
    invocations: fn.metricInvocations({ statistic: Stats.SUM }),
    errors: fn.metricErrors({ statistic: Stats.SUM }),
    throttles: fn.metricThrottles({ statistic: Stats.SUM }),
    duration: fn.metricDuration({ statistic: "p99" }),
  };
}

/**
 * How many more onboardings are pending than at the quietest moment of the time shown. That is all of them if none was pending then, and
 * too few otherwise, because CloudWatch only knows the changes within the time shown. One metric holds all changes: an expression over a
 * metric that was never written has no value.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
function pendingOf(change: Metric): MathExpression {
  const sum = new MathExpression({ expression: "RUNNING_SUM(FILL(change, 0))", usingMetrics: { change } });
  return new MathExpression({ expression: "sum - MIN(sum)", usingMetrics: { sum }, label: "Pending" });
}

function ofExecutions(fn: IFunction, metricName: string, statistic: string = Stats.SUM): Metric {
  return fn.metric(metricName, { statistic });
}

/** Counted in the logs, because any of the functions can be the first to need the secret. */
function secretsUnset(metricNamespace: string, functions: ServiceFunction[]): Metric {
  for (const fn of functions) {
    new MetricFilter(fn, SECRETS_UNSET, {
      logGroup: fn.logGroup,
      filterPattern: FilterPattern.anyTerm(...SECRET_FAULTS),
      metricNamespace,
      metricName: SECRETS_UNSET,
      metricValue: "1",
      unit: Unit.COUNT,
    });
  }
  return new Metric({ namespace: metricNamespace, metricName: SECRETS_UNSET, statistic: Stats.SUM });
}

function mapValues<Key extends string, From, To>(record: Record<Key, From>, to: (value: From) => To): Record<Key, To> {
  return Object.fromEntries(Object.entries<From>(record).map(([key, value]) => [key, to(value)])) as Record<Key, To>;
}
