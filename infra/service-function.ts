import type { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, type CfnFunction, type FunctionOptions, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { join } from "node:path";
import type { Construct } from "constructs";
import type { Environments } from "../src/config.ts";
import { bundling } from "./bundling.ts";
import { acknowledge } from "./exceptions.ts";

/** What a function of this service is made of; the settings of all of them are the same. */
export interface ServiceFunctionProps<Entry extends keyof Environments = keyof Environments> extends Pick<
  FunctionOptions,
  "durableConfig" | "deadLetterQueue" | "currentVersionOptions"
> {
  /** Its entry's name in src/lambda. */
  entry: Entry;
  description: string;
  timeout: Duration;
  memorySize: number;
  /** What src/config.ts reads there. */
  environment: Environments[Entry];
  shared: {
    retentionDays: number;
    tracing: boolean;
    /** The least severe level that the functions log. */
    logLevel: string;
    removalPolicy: RemovalPolicy;
  };
}

/**
 * A function on Node.js 24, arm64, bundled, with a log group of its own. Its role starts with what writing that log takes
 * and nothing else: no managed policy. It has no fixed name, so that two stages and a replacement can live side by side.
 */
export class ServiceFunction<Entry extends keyof Environments = keyof Environments> extends NodejsFunction {
  readonly executionRole: Role;

  constructor(scope: Construct, id: string, { entry, shared, environment, ...props }: ServiceFunctionProps<Entry>) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: shared.retentionDays as RetentionDays, // the setting takes CloudWatch's own values alone
      removalPolicy: shared.removalPolicy,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    super(scope, id, {
      ...props,
      entry: join(import.meta.dirname, `../src/lambda/${entry}.ts`),
      projectRoot: join(import.meta.dirname, ".."),
      depsLockFilePath: join(import.meta.dirname, "../package-lock.json"),
      bundling,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      tracing: shared.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      logGroup,
      role,
      environment: {
        ...defined(environment),
        NODE_OPTIONS: "--enable-source-maps",
        // Lambda's own filter is left alone: it takes lines without a level for INFO, and so would drop our metrics at WARN.
        // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
        POWERTOOLS_LOG_LEVEL: shared.logLevel,
      },
      awsSdkConnectionReuse: false, // a variable of the SDK's second version
    });
    this.executionRole = role;
    this.node.addValidation({ validate: () => snapStartFaults(this.node.defaultChild as CfnFunction) });
    logGroup.grantWrite(role);
    acknowledge(
      role,
      "AwsSolutions-IAM5[Resource::*]",
      shared.tracing && "X-Ray's write actions take no resource but *.",
    );
  }

  /** Lets the function do these actions on these resources. */
  allow(actions: string[], resources: string[], conditions?: Record<string, Record<string, string>>): void {
    this.addToRolePolicy(new PolicyStatement({ actions, resources, conditions }));
  }
}

/** The variables that are set: an optional one may be undefined. */
function defined(environment: Environments[keyof Environments]): Record<string, string> {
  const isSet = (variable: [string, string | undefined]): variable is [string, string] => variable[1] !== undefined;
  return Object.fromEntries(Object.entries(environment).filter(isSet));
}

/**
 * A function that SnapStart restores has its credentials from an endpoint, and none in its environment, where our bundles look.
 * https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html#snapstart-credentials
 */
function snapStartFaults({ snapStart }: CfnFunction): string[] {
  return snapStart === undefined
    ? []
    : [
        "SnapStart does not work with these bundles: they read credentials from the environment only. First take @aws-sdk/credential-provider-node out of REPLACED in infra/bundling.ts.",
      ];
}

/** The executions of a function, of every version: Lambda authorises what is done to one against its own ARN. */
export function executionsOf(functionArn: string): string {
  return `${functionArn}:*`;
}
