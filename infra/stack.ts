import { Annotations, CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Data } from "./data.ts";
import { DurableFunction } from "./durable-function.ts";
import { measuresOf } from "./measures.ts";
import { permissions } from "./permissions.ts";
import { PublicApi } from "./public-api.ts";
import { ServiceFunction } from "./service-function.ts";
import { EXAMPLE_SENDER, type Settings } from "./settings.ts";
import { Watching } from "./watching.ts";

/** One deployment of the service, composed of its parts. */
export class OnboardingStack extends Stack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, { description: `Durable onboarding, approved by mail or in Slack (${settings.stage})` });
    const removalPolicy = settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const shared = { retentionDays: settings.retentionDays, tracing: settings.tracing, removalPolicy };
    const namespace = `Onboarding/${settings.stage}`;

    const data = new Data(this, "Data", shared);
    const api = new PublicApi(this, "Api", shared);
    const table = { TABLE_NAME: data.table.tableName };
    const links = { LINK_SECRET_ID: data.linkSecret.secretArn };
    const slackApp = { SLACK_SECRET_ID: data.slackSecret.secretArn, SLACK_CHANNEL: settings.channel };

    const onboard = new DurableFunction(this, "Onboard", {
      entry: "onboard",
      description: "Onboards a user: asks by mail and in Slack, sleeps, carries the decision out",
      timeout: Duration.minutes(2),
      memorySize: 512,
      shared,
      decisionWindow: Duration.seconds(settings.decisionWindow),
      retention: Duration.days(settings.retentionDays),
      customerManagedKey: settings.customerManagedKey,
      stateReaders: ["OnboardRole", "SlackRole", "VerifyRole"],
      deadLetterQueue: data.failedStarts,
      environment: {
        ...table,
        ...links,
        ...slackApp,
        VERIFY_URL: api.verifyUrl,
        MAIL_FROM: settings.sender,
        MAIL_FROM_NAME: settings.senderName,
        DECISION_WINDOW_SECONDS: String(settings.decisionWindow),
        REMINDER_SECONDS: String(settings.reminder),
        RETENTION_DAYS: String(settings.retentionDays),
        METRICS_NAMESPACE: namespace,
      },
    });
    const slack = new ServiceFunction(this, "Slack", {
      entry: "slack",
      description: "Answers Slack: presses, commands, forms and the home tab",
      timeout: Duration.seconds(10),
      memorySize: 1024, // with the processor that comes with it, for Slack waits 3 s in all
      shared,
      environment: {
        ...table,
        ...slackApp,
        ONBOARD_FUNCTION: onboard.live.functionArn,
        APPROVERS: settings.approvers,
        ...(settings.requesters ? { REQUESTERS: settings.requesters } : {}),
        FOUR_EYES: String(settings.fourEyes),
      },
    });
    const verify = new ServiceFunction(this, "Verify", {
      entry: "verify",
      description: "The page that the mailed link opens",
      timeout: Duration.seconds(10),
      memorySize: 512,
      shared,
      environment: { ...table, ...links },
    });
    permissions({ onboard, slack, verify, data, sender: settings.sender });
    api.routeSlackTo(slack);
    api.routePageTo(verify);

    const functions = { Onboard: onboard, Slack: slack, Verify: verify };
    const measures = measuresOf({ namespace, functions, api: api.api, failedStarts: data.failedStarts });
    const { dashboardName, topic } = new Watching(this, "Watching", { measures, alarmEmail: settings.alarmEmail });

    this.output("OnboardFunction", onboard.live.functionArn, "Starts an onboarding: the alias's ARN");
    this.output("SlackRequestUrl", api.slackUrl, "For the Slack app's manifest");
    this.output("VerificationUrl", api.verifyUrl, "Where the links in mails lead");
    this.output("ProfileTable", data.table.tableName, "The profiles");
    this.output("SlackSecret", data.slackSecret.secretArn, "Fill in Slack's bot token and signing secret here");
    this.output("LinkSecret", data.linkSecret.secretArn, "Signs the links");
    this.output("FailedStarts", data.failedStarts.queueUrl, "The inputs of onboardings that failed");
    this.output("Channel", settings.channel, "The approvers' channel");
    this.output("Approvers", settings.approvers, "Who can approve: the channel, or users and user groups");
    if (settings.requesters) {
      this.output("Requesters", settings.requesters, "Who else can start an onboarding");
    }
    this.output("Sender", settings.sender, "The address that mail comes from");
    this.output("MetricsNamespace", namespace, "The CloudWatch namespace of the business metrics");
    this.output("AlarmTopic", topic.topicArn, "Where alarms go");
    this.output(
      "Dashboard",
      `https://console.${this.urlSuffix}/cloudwatch/home?region=${this.region}#dashboards/dashboard/${dashboardName}`,
      "What happens now",
    );

    this.remark(settings);
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }

  /** A warning is good enough to look at the template, not to deploy it: `npm run deploy` takes it for an error. */
  private remark({ sender, alarmEmail, stage }: Settings): void {
    if (sender === EXAMPLE_SENDER) {
      Annotations.of(this).addWarningV2(
        "onboarding:example-settings",
        `The settings of stage ${stage} are the example's. Put your channel's ID and your sender's address into cdk.json.`,
      );
    }
    if (!alarmEmail) {
      Annotations.of(this).addInfo(`Nobody is told of alarms in stage ${stage}: set alarmEmail to change that.`);
    }
  }
}
