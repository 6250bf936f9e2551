import { Duration, Stack } from "aws-cdk-lib";
import { Alarm, type AlarmProps, ComparisonOperator, type Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Measures } from "./measures.ts";
import { onboardingDashboard } from "./dashboard.ts";

/** Slack gives up after 3 s. */
const SLOW_SLACK_MILLISECONDS = 2_000;
const QUOTA_PERCENT = 80;
/**
 * Half of what AWS reviews an account for: 5 % bounces and 0.1 % complaints.
 * https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
 */
const MOST_BOUNCES = 0.025;
const MOST_COMPLAINTS = 0.0005;

/** SES publishes these rates now and then; in between, the last one counts. */
const SELDOM = { treatMissingData: TreatMissingData.IGNORE } as const;

export interface WatchingProps {
  measures: Measures;
  /** The address that gets the alarms; without it they still exist, but nobody gets them. */
  alarmEmail: string | undefined;
}

/** An alarm for each problem that needs an operator, all to one topic, and a dashboard. docs/operations.md says what to do. */
export class Watching extends Construct {
  readonly dashboardName: string;
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { measures, alarmEmail }: WatchingProps) {
    super(scope, id);
    // Not encrypted: CloudWatch can't publish to a topic under AWS's own key, and alarms hold nothing personal.
    this.topic = new Topic(this, "Alarms", { enforceSSL: true });
    // A policy replaces a topic's default one: with the statement that demands TLS, the alarms need one that allows them.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    if (alarmEmail) {
      this.topic.addSubscription(new EmailSubscription(alarmEmail));
    }

    for (const [name, fn] of Object.entries(measures.functions)) {
      this.alarm(`${name}Errors`, fn.errors, "The function failed or timed out.");
      this.alarm(
        `${name}Throttles`,
        fn.throttles,
        "Lambda throttled the function: the account's concurrency is used up.",
      );
    }
    this.alarm(
      "ExecutionsFailed",
      measures.executions.failed,
      "An onboarding failed; its input is in the queue of failed starts.",
    );
    this.alarm(
      "ExecutionsTimedOut",
      measures.executions.timedOut,
      "An onboarding timed out; its input is in the queue of failed starts.",
    );
    this.alarm("FailedStarts", measures.failedStarts, "The queue of failed starts is not empty.");
    this.alarm(
      "EndsUnclosed",
      measures.unclosedEnds,
      "An onboarding failed, was stopped or timed out, and its profile or card could not be closed.",
    );
    this.alarm(
      "MailEventsLost",
      measures.lostMailEvents,
      "An email bounced or was reported, and the report did not reach its onboarding.",
    );
    this.alarm("BounceRate", measures.reputation.bounces, "Too many emails bounce: AWS reviews the account at 5 %.", {
      threshold: MOST_BOUNCES,
      ...SELDOM,
    });
    this.alarm(
      "ComplaintRate",
      measures.reputation.complaints,
      "Too many emails are reported as unwanted: AWS reviews the account at 0.1 %.",
      { threshold: MOST_COMPLAINTS, ...SELDOM },
    );
    this.alarm(
      "StartsDropped",
      measures.lost.dropped,
      "Lambda gave up on a start; its input is in the queue of failed starts.",
    );
    this.alarm(
      "StartsLost",
      measures.lost.notQueued,
      "The input of a failed onboarding could not be put into the queue of failed starts.",
    );
    this.alarm(
      "NearExecutionQuota",
      measures.executions.quotaUsed,
      "Lambda starts no more onboardings once the account's quota of running executions is used up.",
      {
        threshold: QUOTA_PERCENT,
      },
    );
    this.alarm("SlackSlow", measures.slack.latency, "Slack waits for 3 s; people see a warning then.", {
      threshold: SLOW_SLACK_MILLISECONDS,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    });
    this.alarm("ServerErrors", measures.serverErrors, "People or Slack got a 5xx response.");
    this.alarm("MailUndelivered", measures.business.mailUndelivered, "An email keeps failing, or was given up.");
    this.alarm(
      "SlackUndelivered",
      measures.business.slackUndelivered,
      "A message to Slack keeps failing, or was given up.",
    );
    this.alarm(
      "WorkflowFaults",
      measures.business.workflowFaults,
      "A part of the workflow threw an error. This is a defect.",
    );
    this.alarm(
      "SecretsUnset",
      measures.secretsUnset,
      "A secret is empty, a placeholder or unusable. Nothing works until it is filled in.",
    );

    this.dashboardName = onboardingDashboard(this, measures).dashboardName;
  }

  /** An alarm over five minutes, by default at 1 or more. Missing data counts as good. */
  private alarm(id: string, metric: Metric, alarmDescription: string, over: Partial<AlarmProps> = {}): void {
    const alarm = new Alarm(this, id, {
      metric: metric.with({ period: Duration.minutes(5) }),
      alarmDescription: `${alarmDescription} What to do: docs/operations.md, ${id}.`,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...over,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}
