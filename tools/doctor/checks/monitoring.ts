import { type CloudWatchClient, type ListMetricsCommandInput, paginateListMetrics } from "@aws-sdk/client-cloudwatch";
import { paginateListSubscriptionsByTopic } from "@aws-sdk/client-sns";
import { METRIC } from "../../../src/aws/metric-names.ts";
import { allowed, type Check, Problem } from "../check.ts";
import { functionOf } from "./lambda.ts";

const STARTED = "DurableExecutionStarted";

/**
 * CloudWatch lists a metric that got data within two weeks. On a fresh stage none is no fault; but onboardings that are counted
 * without executions mean that the alarms on executions see nothing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export const metrics: Check = {
  name: "metrics",
  needs: ["stack"],
  async look({ cloudWatch }, { outputs }) {
    const name = functionOf(outputs["OnboardFunction"] ?? "")
      .split(":")
      .at(-1);
    const business = await metricsOf(cloudWatch, { Namespace: outputs["MetricsNamespace"] });
    const lambdas = await metricsOf(cloudWatch, {
      Namespace: "AWS/Lambda",
      Dimensions: [{ Name: "FunctionName", Value: name }],
    });
    const durable = [...lambdas].filter((metric) => metric.includes("Durable"));
    if (business.has(METRIC.started) && !lambdas.has(STARTED)) {
      throw new Problem(
        `Onboardings are counted, but Lambda publishes no ${STARTED} for the function: alarms on executions stay silent.`,
        "Look for the metric in CloudWatch under AWS/Lambda. If its dimensions changed, infra/measures.ts has to follow.",
        { isMild: true },
      );
    }
    return `${arriving("ours", Object.values(METRIC), business)}; Lambda's: ${durable.length > 0 ? durable.join(", ") : "none yet"}`;
  },
};

function arriving(whose: string, all: string[], found: Set<string>): string {
  const here = all.filter((name) => found.has(name));
  const list = here.length > 0 ? here.join(", ") : "none yet";
  return `${whose}: ${list}${here.length > 0 && here.length < all.length ? ` (${all.length - here.length} others not yet)` : ""}`;
}

async function metricsOf(client: CloudWatchClient, query: ListMetricsCommandInput): Promise<Set<string>> {
  const list = async () => {
    const names = new Set<string>();
    for await (const { Metrics = [] } of paginateListMetrics({ client }, query)) {
      Metrics.forEach(({ MetricName = "" }) => names.add(MetricName));
    }
    return names;
  };
  return allowed("CloudWatch's metrics", "cloudwatch:ListMetrics", list());
}

/** Subscriptions that nobody has confirmed have this in place of an ARN. https://docs.aws.amazon.com/sns/latest/api/API_Subscription.html */
const UNCONFIRMED = "PendingConfirmation";

export const alarms: Check = {
  name: "alarms",
  needs: ["stack"],
  async look({ sns: client }, { outputs }) {
    const list = async () => {
      const arns: string[] = [];
      const query = { TopicArn: outputs["AlarmTopic"] };
      for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, query)) {
        arns.push(...Subscriptions.map(({ SubscriptionArn = "" }) => SubscriptionArn));
      }
      return arns;
    };
    const arns = await allowed("The alarms' topic", "sns:ListSubscriptionsByTopic", list());
    if (arns.length === 0) {
      throw new Problem("Nobody receives alarms.", "Set alarmEmail in the settings and deploy.", { isMild: true });
    }
    const waiting = arns.filter((arn) => arn === UNCONFIRMED).length;
    if (waiting > 0) {
      throw new Problem(
        `${waiting} of ${arns.length} subscriptions to alarms are not confirmed.`,
        "Follow the link in AWS's email to alarmEmail. It is valid for two days; after that subscribe again: aws sns subscribe --topic-arn … --protocol email --notification-endpoint …",
        { isMild: true },
      );
    }
    return `sent to ${arns.length === 1 ? "one subscriber" : `${arns.length} subscribers`}`;
  },
};
