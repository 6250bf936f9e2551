import { type RemovalPolicy, Stack } from "aws-cdk-lib";
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { acknowledge } from "./exceptions.ts";

export const SLACK_PATH = "/slack/events";
export const VERIFY_PATH = "/verify";

/** Far above what a workspace and its new users need, and too low to cost much. In requests a second. */
const THROTTLE = { rateLimit: 50, burstLimit: 100 };

/** No query string, because it holds a link's token; no source address, because it is personal data. */
const ACCESS_LOG = JSON.stringify({
  time: "$context.requestTime",
  request: "$context.requestId",
  route: "$context.routeKey",
  status: "$context.status",
  milliseconds: "$context.responseLatency",
  error: "$context.error.message",
  integration: "$context.integrationErrorMessage",
});

/** The only public entry: Slack's request URL and the verification page, throttled and logged. */
export class PublicApi extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  readonly slackUrl: string;
  readonly verifyUrl: string;

  constructor(
    scope: Construct,
    id: string,
    { retentionDays, removalPolicy, domain }: { retentionDays: number; removalPolicy: RemovalPolicy; domain?: string },
  ) {
    super(scope, id);
    this.api = new HttpApi(this, "Http", { apiName: Stack.of(this).stackName, createDefaultStage: false });
    const accessLog = new LogGroup(this, "AccessLog", { retention: retentionDays as RetentionDays, removalPolicy });
    this.stage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      throttle: THROTTLE,
      detailedMetricsEnabled: true, // the alarm on Slack's route needs them
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(ACCESS_LOG),
      },
    });
    const { urlSuffix, region } = Stack.of(this);
    const origin = `https://${domain ?? `${this.api.apiId}.execute-api.${region}.${urlSuffix}`}`;
    this.slackUrl = `${origin}${SLACK_PATH}`;
    this.verifyUrl = `${origin}${VERIFY_PATH}`;
  }

  /** Sends Slack's signed requests to this function. */
  routeSlackTo(slack: IFunction): void {
    this.route(SLACK_PATH, [HttpMethod.POST], slack, "Slack signs its requests, and the function verifies that.");
  }

  /** Serves the page that a link opens, with the link's token as the credential, from this function. */
  routePageTo(verify: IFunction): void {
    const methods = [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST];
    this.route(
      VERIFY_PATH,
      methods,
      verify,
      "The link's signed token is the credential, and the function verifies it.",
    );
  }

  private route(path: string, methods: HttpMethod[], handler: IFunction, whyOpen: string): void {
    const integration = new HttpLambdaIntegration(`${handler.node.id}Integration`, handler);
    for (const route of this.api.addRoutes({ path, methods, integration })) {
      acknowledge(route, "AwsSolutions-APIG4", whyOpen);
    }
  }
}
