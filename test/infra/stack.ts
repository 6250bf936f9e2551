import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { OUTPUTS } from "../../tools/doctor/checks/aws.ts";
import { METRIC_SERVICE } from "../../src/aws/metric-names.ts";
import { synthesised } from "./synthesised.ts";

const FUNCTION = "AWS::Lambda::Function";
const template = synthesised();
const functions = Object.values(template.findResources(FUNCTION)).map(({ Properties }) => Properties);

describe("the functions", () => {
  test("run on Node.js 24 and arm64, without a fixed name, with a log group of their own that forgets", () => {
    expect(functions).toHaveLength(5);
    for (const fn of functions) {
      expect(fn).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"], LoggingConfig: { LogGroup: {} } });
      expect(fn).not.toHaveProperty("FunctionName");
      expect(fn).not.toHaveProperty("TracingConfig.Mode", "Active");
    }
    template.allResourcesProperties("AWS::Logs::LogGroup", { RetentionInDays: 30 });
  });
});

describe("the public API", () => {
  test("is throttled, and logs no query string and no address", () => {
    const [stage] = Object.values(template.findResources("AWS::ApiGatewayV2::Stage")).map(
      ({ Properties }) => Properties,
    );
    expect(stage.DefaultRouteSettings).toEqual({
      ThrottlingBurstLimit: 100,
      ThrottlingRateLimit: 50,
      DetailedMetricsEnabled: true,
    });
    const logged: string = stage.AccessLogSettings.Format;
    expect(Object.keys(JSON.parse(logged))).toContain("status");
    expect(logged).not.toMatch(/querystring|\$context\.path|sourceIp|userAgent|http\.referer/iu);
  });

  test("has the routes that the functions answer, and no other", () => {
    const routes = Object.values(template.findResources("AWS::ApiGatewayV2::Route"));
    expect(routes.map(({ Properties }): string => Properties.RouteKey).toSorted()).toEqual([
      "GET /verify",
      "HEAD /verify",
      "POST /slack/events",
      "POST /verify",
    ]);
  });
});

describe("the data", () => {
  test("is on demand, recoverable, encrypted, ages out and outlives the stack", () => {
    template.hasResource("AWS::DynamoDB::Table", {
      DeletionPolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
        SSESpecification: { SSEEnabled: true },
        DeletionProtectionEnabled: true,
      },
    });
  });

  test("goes with the stack where that is asked for", () => {
    const brief = synthesised({ retainData: false });
    for (const type of [
      "AWS::DynamoDB::Table",
      "AWS::SecretsManager::Secret",
      "AWS::SQS::Queue",
      "AWS::Logs::LogGroup",
    ]) {
      brief.allResources(type, Match.objectLike({ DeletionPolicy: "Delete" }));
    }
  });

  test("starts with a generated link secret, and a placeholder where only a person can know", () => {
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    });
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      SecretString: Match.stringLikeRegexp("replace-me"),
    });
  });
});

describe("email", () => {
  test("that goes wrong is reported to the default bus, and from there to the function, for this stage's email only", () => {
    template.hasResourceProperties("AWS::SES::ConfigurationSet", {
      SuppressionOptions: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] }, // overrides the account's settings
    });
    template.hasResourceProperties("AWS::SES::ConfigurationSetEventDestination", {
      ConfigurationSetName: { Ref: Match.stringLikeRegexp("^EmailSet") },
      EventDestination: {
        Enabled: true,
        EventBridgeDestination: { EventBusArn: Match.objectLike({ "Fn::Join": Match.anyValue() }) },
        MatchingEventTypes: ["bounce", "complaint", "reject", "deliveryDelay"],
      },
    });
    template.hasResourceProperties("AWS::Events::Rule", {
      EventPattern: {
        source: ["aws.ses"],
        "detail-type": ["Email Bounced", "Email Complaint Received", "Email Rejected", "Email Delivery Delayed"],
        detail: { mail: { tags: { "ses:configuration-set": [{ Ref: Match.stringLikeRegexp("^EmailSet") }] } } },
      },
      Targets: [
        Match.objectLike({
          Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("^MailEvents"), "Arn"] },
          DeadLetterConfig: { Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("^DataLostMailEvents"), "Arn"] } },
        }),
      ],
    });
  });
});

describe("the watch", () => {
  interface Alarm {
    Namespace: string;
    MetricName: string;
    Dimensions?: { Name: string; Value: unknown }[];
    Statistic?: string;
    ExtendedStatistic?: string;
    ComparisonOperator: string;
    Threshold: number;
    Period: number;
    TreatMissingData: string;
    AlarmActions: unknown[];
    OKActions: unknown[];
  }
  const alarms = Object.values(template.findResources("AWS::CloudWatch::Alarm")).map(
    ({ Properties }): Alarm => Properties,
  );

  test("has an alarm on all that can go wrong, over five minutes in which nothing measured is nothing wrong", () => {
    const written = alarms.map((alarm) => {
      const missing = alarm.MetricName.startsWith("Reputation.") ? "ignore" : "notBreaching"; // which comes once in a while
      expect([alarm.Period, alarm.TreatMissingData, alarm.AlarmActions.length]).toEqual([300, missing, 1]);
      expect(alarm.OKActions).toEqual(alarm.AlarmActions); // and when it is over
      const dimensions = (alarm.Dimensions ?? []).map(({ Name, Value }) =>
        typeof Value === "string" ? `${Name}=${Value}` : Name,
      );
      const operator = alarm.ComparisonOperator === "GreaterThanThreshold" ? ">" : "≥";
      const statistic = alarm.Statistic ?? alarm.ExtendedStatistic;
      return `${alarm.Namespace} ${alarm.MetricName} {${dimensions.join()}} ${statistic} ${operator} ${alarm.Threshold}`;
    });
    expect(written.toSorted((a, b) => a.localeCompare(b))).toMatchInlineSnapshot(`
      [
        "AWS/ApiGateway 5xx {ApiId} Sum ≥ 1",
        "AWS/ApiGateway Latency {ApiId,Method=POST,Resource=/slack/events,Stage=$default} p99 > 2000",
        "AWS/Lambda ApproximateRunningDurableExecutionsUtilization {} Maximum ≥ 80",
        "AWS/Lambda AsyncEventsDropped {FunctionName} Sum ≥ 1",
        "AWS/Lambda DeadLetterErrors {FunctionName} Sum ≥ 1",
        "AWS/Lambda DurableExecutionFailed {FunctionName} Sum ≥ 1",
        "AWS/Lambda DurableExecutionTimedOut {FunctionName} Sum ≥ 1",
        "AWS/Lambda Errors {FunctionName} Sum ≥ 1",
        "AWS/Lambda Errors {FunctionName} Sum ≥ 1",
        "AWS/Lambda Errors {FunctionName} Sum ≥ 1",
        "AWS/Lambda Errors {FunctionName} Sum ≥ 1",
        "AWS/Lambda Errors {FunctionName} Sum ≥ 1",
        "AWS/Lambda Throttles {FunctionName} Sum ≥ 1",
        "AWS/Lambda Throttles {FunctionName} Sum ≥ 1",
        "AWS/Lambda Throttles {FunctionName} Sum ≥ 1",
        "AWS/Lambda Throttles {FunctionName} Sum ≥ 1",
        "AWS/Lambda Throttles {FunctionName} Sum ≥ 1",
        "AWS/SES Reputation.BounceRate {} Average ≥ 0.025",
        "AWS/SES Reputation.ComplaintRate {} Average ≥ 0.0005",
        "AWS/SQS ApproximateNumberOfMessagesVisible {QueueName} Maximum ≥ 1",
        "AWS/SQS ApproximateNumberOfMessagesVisible {QueueName} Maximum ≥ 1",
        "AWS/SQS ApproximateNumberOfMessagesVisible {QueueName} Maximum ≥ 1",
        "Onboarding/test MailUndelivered {service=onboard} Sum ≥ 1",
        "Onboarding/test SecretsUnset {} Sum ≥ 1",
        "Onboarding/test SlackUndelivered {service=onboard} Sum ≥ 1",
        "Onboarding/test WorkflowFaults {service=onboard} Sum ≥ 1",
      ]
    `);
  });

  test("counts the business by the very dimension that the function writes", () => {
    expect(METRIC_SERVICE).toBe("onboard");
    const ours = alarms.filter((alarm) => alarm.Namespace.startsWith("Onboarding/"));
    for (const { Namespace, MetricName, Dimensions } of ours) {
      const dimensions = MetricName === "SecretsUnset" ? undefined : [{ Name: "service", Value: METRIC_SERVICE }];
      expect([Namespace, Dimensions]).toEqual(["Onboarding/test", dimensions]);
    }
  });

  test("reaches its topic: CloudWatch is let in, and for this account alone", () => {
    template.hasResourceProperties("AWS::SNS::TopicPolicy", {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Allow",
            Action: "sns:Publish",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          }),
        ]),
      }),
    });
  });

  test("tells the address that is set, and nobody otherwise", () => {
    template.resourceCountIs("AWS::SNS::Subscription", 0);
    synthesised({ alarmEmail: "ops@example.com" }).hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "email",
      Endpoint: "ops@example.com",
    });
  });

  test("finds an unusable secret in every function's log", () => {
    template.resourceCountIs("AWS::Logs::MetricFilter", 5);
    template.allResourcesProperties("AWS::Logs::MetricFilter", {
      FilterPattern: '?"SecretNotFilledIn" ?"LinkSecretTooShort"',
    });
  });
});

test("two stages live side by side in one account: nothing has a name that both would want", () => {
  const named = Object.values(
    template.toJSON()["Resources"] as Record<string, { Properties?: Record<string, unknown> }>,
  )
    .flatMap(({ Properties = {} }) => Object.entries(Properties))
    .filter(([key, value]) => NAMES.test(key) && typeof value === "string");
  expect(named).toEqual([]);
});

const NAMES = /^(?:Function|Table|Queue|Topic|Role|LogGroup|Alarm|Dashboard|Secret)Name$/u;

test("a deployment has every output that an operator and the doctor read", () => {
  const outputs = Object.keys(template.findOutputs("*"));
  expect(outputs).toEqual(expect.arrayContaining([...OUTPUTS, "FailedStarts", "Dashboard"]));
});
