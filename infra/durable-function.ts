import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Effect, Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Match, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Alias, type CfnFunction, type IVersion } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct, IConstruct } from "constructs";
import { AFTER_WINDOW_SECONDS } from "../src/domain/spans.ts";
import { acknowledge } from "./exceptions.ts";
import { executionsOf, ServiceFunction, type ServiceFunctionProps } from "./service-function.ts";
import { StateKey } from "./state-key.ts";

export interface DurableFunctionProps extends ServiceFunctionProps<"onboard"> {
  decisionWindow: Duration;
  retention: Duration;
  /** Whether executions start under a key of our own, never did (`off`), or no longer do (`retired`). */
  customerManagedKey: "off" | "on" | "retired";
  /** The construct IDs of the roles that call Lambda about the executions, its own included. */
  stateReaders: string[];
}

/**
 * A durable function with its alias `live`, the only way to start it. Each deployment that changes it publishes a version, and old
 * versions stay: a sleeping execution wakes on the version that it began with.
 */
export class DurableFunction extends ServiceFunction<"onboard"> {
  readonly live: Alias;
  constructor(
    scope: Construct,
    id: string,
    { decisionWindow, retention, customerManagedKey, stateReaders, ...props }: DurableFunctionProps,
  ) {
    const executionTimeout = decisionWindow.plus(Duration.seconds(AFTER_WINDOW_SECONDS));
    super(scope, id, {
      ...props,
      durableConfig: { executionTimeout, retentionPeriod: retention },
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    const version = this.currentVersion as IVersion; // CDK's types don't say so where optional means absent
    this.live = new Alias(this, "Live", { aliasName: "live", version });
    this.live.node.addDependency(this.allowOwnExecutions()); // nothing starts before the function can checkpoint
    if (customerManagedKey !== "off") {
      const key = new StateKey(scope, `${id}StateKey`, { functionId: id, readerIds: stateReaders });
      if (customerManagedKey === "on") {
        (this.node.defaultChild as CfnFunction).addPropertyOverride("DurableConfig.KMSKeyArn", key.keyArn);
      }
    }
  }

  /** A separate policy, because it names the function, and the function depends on its role's inline policy. */
  private allowOwnExecutions(): Policy {
    const own = new Policy(this, "OwnExecutions", {
      statements: [
        new PolicyStatement({
          effect: Effect.ALLOW,
          actions: [
            "lambda:CheckpointDurableExecution",
            "lambda:GetDurableExecutionState",
            "lambda:SendDurableExecutionCallbackFailure", // to give up when neither the email nor the card could be delivered
          ],
          resources: [executionsOf(this.functionArn)],
        }),
      ],
    });
    this.executionRole.attachInlinePolicy(own);
    this.acknowledgeExecutions(own);
    return own;
  }

  /** Lets another function send these actions to this one's executions, of all versions. */
  allowOnExecutions(other: ServiceFunction, actions: string[]): void {
    other.allow(actions, [executionsOf(this.functionArn)]);
    this.acknowledgeExecutions(other.executionRole);
  }

  /**
   * Sends this function Lambda's event for each execution, of any version, that failed, was stopped or timed out. Undeliverable events
   * go to the queue. https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html
   */
  onEnd(other: ServiceFunction, undelivered: IQueue): void {
    new Rule(this, "EndedBadly", {
      description: "Onboardings whose execution failed, was stopped or timed out",
      eventPattern: {
        source: ["aws.lambda"],
        detailType: ["Durable Execution Status Change"],
        detail: {
          status: ["FAILED", "STOPPED", "TIMED_OUT"],
          // AWS doesn't document whether the function's ARN names a version there; the execution's always does.
          durableExecutionArn: Match.prefix(`${this.functionArn}:`),
        },
      },
      targets: [new LambdaFunction(other, { deadLetterQueue: undelivered })],
    });
  }

  private acknowledgeExecutions(construct: IConstruct): void {
    const name = Stack.of(this).getLogicalId(this.node.defaultChild as CfnFunction);
    acknowledge(construct, `AwsSolutions-IAM5[Resource::${executionsOf(`<${name}.Arn>`)}]`, EXECUTIONS);
  }
}

const EXECUTIONS = "An execution's ARN ends in its version, name and ID, which are known only when it runs.";
