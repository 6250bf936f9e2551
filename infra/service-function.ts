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

/** What a function needs; the settings in `shared` are the same for all functions. */
export interface ServiceFunctionProps<Entry extends keyof Environments = keyof Environments> extends Pick<
  FunctionOptions,
  "durableConfig" | "deadLetterQueue" | "currentVersionOptions"
> {
  /** Its entry's name in src/lambda. */
  entry: Entry;
  description: string;
  timeout: Duration;
  memorySize: number;
  /** The variables that src/config.ts reads. */
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
 * A bundled function on Node.js 24, arm64, with its own log group. Its role starts with permission to write that log, and without a
 * managed policy. It has no fixed name, so two stages, or a function and its replacement, can exist side by side.
 */
export class ServiceFunction<Entry extends keyof Environments = keyof Environments> extends NodejsFunction {
  readonly executionRole: Role;

  constructor(scope: Construct, id: string, { entry, shared, environment, ...props }: ServiceFunctionProps<Entry>) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: shared.retentionDays as RetentionDays, // the setting accepts only CloudWatch's values
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
        // Lambda's own filter stays off: it treats lines without a level as INFO, so at WARN it would drop our metrics.
        // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
        POWERTOOLS_LOG_LEVEL: shared.logLevel,
      },
      awsSdkConnectionReuse: false, // a variable for version 2 of the SDK
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

  /** Allows the function these actions on these resources. */
  allow(actions: string[], resources: string[], conditions?: Record<string, Record<string, string | string[]>>): void {
    this.addToRolePolicy(new PolicyStatement({ actions, resources, ...(conditions && { conditions }) }));
  }
}

/** The variables without undefined ones. */
function defined(environment: Environments[keyof Environments]): Record<string, string> {
  const isSet = (variable: [string, string | undefined]): variable is [string, string] => variable[1] !== undefined;
  return Object.fromEntries(Object.entries(environment).filter(isSet));
}

/**
 * A function restored by SnapStart gets its credentials from an endpoint, and not from the environment, where our bundles look.
 * https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html#snapstart-credentials
 */
function snapStartFaults({ snapStart }: CfnFunction): string[] {
  return snapStart === undefined
    ? []
    : [
        "SnapStart doesn't work with these bundles, which read credentials from the environment only. First remove @aws-sdk/credential-provider-node from REPLACED in infra/bundling.ts.",
      ];
}

/** The executions of all of a function's versions: Lambda authorises calls against the execution's ARN. */
export function executionsOf(functionArn: string): string {
  return `${functionArn}:*`;
}
