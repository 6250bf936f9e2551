import { Duration, RemovalPolicy, SecretValue } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { profileTable } from "../src/aws/dynamo/schema.ts";
import { acknowledge } from "./exceptions.ts";

const LINK_SECRET_LENGTH = 64;
const { partitionKey, pendingIndex, endedIndex, ttlAttribute } = profileTable;
const string = (name: string) => ({ name, type: AttributeType.STRING });

/** The data that outlives a deployment: profiles, both secrets, and failed starts. */
export class Data extends Construct {
  readonly table: Table;
  /** Slack's bot token and signing secret; a placeholder until somebody fills it in. */
  readonly slackSecret: Secret;
  /** Signs the links in emails. */
  readonly linkSecret: Secret;
  /** The inputs of executions that failed, timed out or were stopped, and of starts that Lambda gave up. */
  readonly failedStarts: Queue;
  /** Events of failed, stopped and timed-out executions that our function couldn't close. */
  readonly unclosedEnds: Queue;
  /** Events of failed emails that didn't reach their onboarding. */
  readonly lostMailEvents: Queue;

  constructor(scope: Construct, id: string, { removalPolicy }: { removalPolicy: RemovalPolicy }) {
    super(scope, id);
    this.table = new Table(this, "Profiles", {
      partitionKey: string(partitionKey),
      timeToLiveAttribute: ttlAttribute,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
    for (const index of [pendingIndex, endedIndex]) {
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: string(index.partitionKey),
        sortKey: string(index.sortKey),
        projectionType: ProjectionType.ALL,
      });
    }
    this.slackSecret = new Secret(this, "SlackSecret", {
      description: "Slack's bot token and signing secret. docs/deploy.md says how to fill it in.",
      secretObjectValue: {
        bot_token: SecretValue.unsafePlainText("replace-me"),
        signing_secret: SecretValue.unsafePlainText("replace-me"),
      },
      removalPolicy,
    });
    this.linkSecret = new Secret(this, "LinkSecret", {
      description: "Signs the links in verification emails.",
      generateSecretString: { passwordLength: LINK_SECRET_LENGTH, excludePunctuation: true },
      removalPolicy,
    });
    acknowledge(this.slackSecret, "AwsSolutions-SMG4", "Slack issues both values; only a person can renew them.");
    acknowledge(
      this.linkSecret,
      "AwsSolutions-SMG4",
      "A schedule could rotate twice within a link's life and invalidate it; docs/operations.md says how to rotate manually.",
    );
    const queue = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14), // SQS's longest
      removalPolicy,
    };
    this.failedStarts = new Queue(this, "FailedStarts", queue);
    this.unclosedEnds = new Queue(this, "UnclosedEnds", queue);
    this.lostMailEvents = new Queue(this, "LostMailEvents", queue);
  }
}
