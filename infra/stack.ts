import { Annotations, Aws, CfnMapping, CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Data } from "./data.ts";
import { Domain } from "./domain.ts";
import { DurableFunction } from "./durable-function.ts";
import { notifyByDefault } from "../src/domain/people.ts";
import { Email } from "./email.ts";
import { measuresOf } from "./measures.ts";
import { permissions } from "./permissions.ts";
import { PublicApi } from "./public-api.ts";
import { ServiceFunction } from "./service-function.ts";
import { EXAMPLE_SENDER, type Settings } from "./settings.ts";
import { Watching } from "./watching.ts";

/** One deployment of the service, composed of its parts. */
export class OnboardingStack extends Stack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, {
      description: `Durable onboarding, approved by email or in Slack (${settings.stage})`,
      // With these, CDK deploys this stack to that account and Region, and refuses credentials of another account.
      env: { account: settings.account ?? Aws.ACCOUNT_ID, region: settings.region ?? Aws.REGION },
      terminationProtection: settings.retainData,
      tags: { application: "durable-onboarding", stage: settings.stage, ...settings.tags },
    });
    const removalPolicy = settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const { retentionDays, tracing, logLevel } = settings;
    const shared = { retentionDays, tracing, logLevel, removalPolicy };

    const data = new Data(this, "Data", shared);
    const { domain, hostedZone: zone, sender } = settings;
    const api = new PublicApi(this, "Api", { ...shared, ...(domain ? { domain } : {}) });
    if (domain) {
      const { api: http, stage } = api;
      const { certificateArn } = new Domain(this, "Domain", {
        domain,
        sender,
        zone,
        api: http,
        stage,
        retain: settings.retainData,
      });
      this.output("Certificate", certificateArn, "The domain's certificate");
    }
    const email = new Email(this, "Email");
    // Variables that several functions read. Each function lists its own, so the compiler finds missing and superfluous ones.
    const TABLE_NAME = data.table.tableName;
    const LINK_SECRET_ID = data.linkSecret.secretArn;
    const SLACK_SECRET_ID = data.slackSecret.secretArn;
    const SLACK_CHANNEL = settings.channel;
    const RETENTION_DAYS = String(retentionDays);
    const DEFAULT_LANGUAGE = settings.language;
    const TIME_ZONE = settings.timeZone;
    const ORGANISATION = settings.organisation;
    const WELCOME_URL = settings.welcomeUrl;
    const SUPPORT_EMAIL = settings.supportEmail;
    const METRICS_NAMESPACE = `Onboarding/${settings.stage}`;

    const onboard = new DurableFunction(this, "Onboard", {
      entry: "onboard",
      description: "Onboards a user: asks by email and in Slack, sleeps, applies the decision",
      timeout: Duration.minutes(2),
      memorySize: 512,
      shared,
      decisionWindow: Duration.seconds(settings.decisionWindow),
      retention: Duration.days(settings.retentionDays),
      customerManagedKey: settings.customerManagedKey,
      stateReaders: ["OnboardRole", "SlackRole", "VerifyRole", "EndedRole", "MailEventsRole"],
      deadLetterQueue: data.failedStarts,
      environment: {
        TABLE_NAME,
        LINK_SECRET_ID,
        SLACK_SECRET_ID,
        SLACK_CHANNEL,
        VERIFY_URL: api.verifyUrl,
        MAIL_FROM: settings.sender,
        MAIL_FROM_NAME: settings.senderName,
        CONFIGURATION_SET: email.configurationSet,
        ORGANISATION,
        LOGO_URL: settings.logoUrl,
        WELCOME_URL,
        SUPPORT_EMAIL,
        DEFAULT_LANGUAGE,
        TIME_ZONE,
        CONFIRM: settings.confirm,
        DECISION_WINDOW_SECONDS: String(settings.decisionWindow),
        REMINDERS: settings.reminders.join(",") || "never",
        NOTIFY: settings.notify ?? notifyByDefault(settings.approvers),
        ESCALATE_TO: settings.escalateTo,
        RETENTION_DAYS,
        METRICS_NAMESPACE,
      },
    });
    const slack = new ServiceFunction(this, "Slack", {
      entry: "slack",
      description: "Answers Slack: presses, commands, forms and the home tab",
      timeout: Duration.seconds(10),
      memorySize: 1024, // with the processor that comes with it, for Slack waits 3 s in all
      shared,
      environment: {
        TABLE_NAME,
        SLACK_SECRET_ID,
        SLACK_CHANNEL,
        ONBOARD_FUNCTION: onboard.live.functionArn,
        APPROVERS: settings.approvers,
        REQUESTERS: settings.requesters,
        FOUR_EYES: `${settings.fourEyes}`,
        DEFAULT_LANGUAGE,
      },
    });
    const verify = new ServiceFunction(this, "Verify", {
      entry: "verify",
      description: "The page that the emailed link opens",
      timeout: Duration.seconds(10),
      memorySize: 512,
      shared,
      environment: {
        TABLE_NAME,
        LINK_SECRET_ID,
        ORGANISATION,
        WELCOME_URL,
        SUPPORT_EMAIL,
        DEFAULT_LANGUAGE,
        TIME_ZONE,
      },
    });
    const ended = new ServiceFunction(this, "Ended", {
      entry: "ended",
      description: "Closes the profile and the card of an onboarding whose execution failed, was stopped or timed out",
      timeout: Duration.minutes(1),
      memorySize: 512,
      shared,
      deadLetterQueue: data.unclosedEnds,
      environment: {
        TABLE_NAME,
        SLACK_SECRET_ID,
        SLACK_CHANNEL,
        RETENTION_DAYS,
        METRICS_NAMESPACE,
      },
    });
    onboard.onEnd(ended, data.unclosedEnds);
    const mailEvents = new ServiceFunction(this, "MailEvents", {
      entry: "mail-events",
      description: "Reports to an onboarding that its email bounced, was reported, refused or delayed",
      timeout: Duration.seconds(30),
      memorySize: 512,
      shared,
      deadLetterQueue: data.lostMailEvents,
      environment: { TABLE_NAME },
    });
    email.onTrouble(mailEvents, data.lostMailEvents);
    permissions({
      onboard,
      slack,
      verify,
      ended,
      mailEvents,
      data,
      email,
      senders: [sender, ...settings.formerSenders],
    });
    api.routeSlackTo(slack);
    api.routePageTo(verify);

    const functions = { Onboard: onboard, Slack: slack, Verify: verify, Ended: ended, MailEvents: mailEvents };
    const measures = measuresOf({
      namespace: METRICS_NAMESPACE,
      functions,
      api: api.api,
      failedStarts: data.failedStarts,
      unclosedEnds: data.unclosedEnds,
      lostMailEvents: data.lostMailEvents,
    });
    const { dashboardName, topic } = new Watching(this, "Watching", { measures, alarmEmail: settings.alarmEmail });

    this.output("OnboardFunction", onboard.live.functionArn, "Starts an onboarding: the alias's ARN");
    this.output("SlackRequestUrl", api.slackUrl, "For the Slack app's manifest");
    this.output(
      "CreateSlackApp",
      `npm run manifest -- --url ${api.slackUrl}`,
      "Prints a link that creates the Slack app",
    );
    this.output("VerificationUrl", api.verifyUrl, "Where the links in emails lead");
    this.output("ProfileTable", data.table.tableName, "The profiles");
    this.output("SlackSecret", data.slackSecret.secretArn, "Fill in Slack's bot token and signing secret here");
    this.output("LinkSecret", data.linkSecret.secretArn, "Signs the links");
    this.output("FailedStarts", data.failedStarts.queueUrl, "The inputs of onboardings that failed");
    this.output("UnclosedEnds", data.unclosedEnds.queueUrl, "The events of ended onboardings that could not be closed");
    this.output("LostMailEvents", data.lostMailEvents.queueUrl, "Email reports that did not reach an onboarding");
    this.output("Channel", settings.channel, "The approvers' channel");
    this.output("Approvers", settings.approvers, "Who can approve: the channel, or users and user groups");
    this.output(
      "Notified",
      settings.notify ?? notifyByDefault(settings.approvers),
      "Who gets a notification about a new card",
    );
    if (settings.escalateTo) {
      this.output("EscalatesTo", settings.escalateTo, "Who is also asked by the last reminder");
    }
    if (settings.requesters) {
      this.output("Requesters", settings.requesters, "Who else can start an onboarding");
    }
    this.output("Sender", settings.sender, "The address that email comes from");
    this.output("MetricsNamespace", METRICS_NAMESPACE, "The CloudWatch namespace of the business metrics");
    this.output("AlarmTopic", topic.topicArn, "Where alarms go");
    const console = consoleDomain(this);
    this.output(
      "Dashboard",
      `https://${console}/cloudwatch/home?region=${this.region}#dashboards/dashboard/${dashboardName}`,
      "What is happening now",
    );

    this.remark(settings);
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }

  /** Warns: the template can be looked at, but not deployed, because `npm run deploy` treats a warning as an error. */
  private remark({ sender, alarmEmail, stage, account }: Settings): void {
    if (sender === EXAMPLE_SENDER) {
      Annotations.of(this).addWarningV2(
        "onboarding:example-settings",
        `Stage ${stage} still has the example's settings. Put your channel's ID and your sender's address into cdk.json.`,
      );
    }
    if (!account) {
      Annotations.of(this).addWarningV2(
        "onboarding:no-account",
        `Stage ${stage} has no account and region. Put both into cdk.json, so that it can't be deployed anywhere else.`,
      );
    }
    if (!alarmEmail) {
      Annotations.of(this).addInfo(`Nobody gets the alarms of stage ${stage}. Set alarmEmail to change that.`);
    }
  }
}

/** The AWS console's domain, which differs from the API's in some partitions. */
function consoleDomain(stack: Stack): string {
  return new CfnMapping(stack, "Console", {
    mapping: {
      aws: { domain: "console.aws.amazon.com" },
      "aws-cn": { domain: "console.amazonaws.cn" }, // https://docs.amazonaws.cn/en_us/aws/latest/userguide/accounts-and-credentials.html
      "aws-us-gov": { domain: "console.amazonaws-us-gov.com" }, // https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/getting-started.html
    },
  }).findInMap(Aws.PARTITION, "domain");
}
