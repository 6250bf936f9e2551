import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Effect, Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Alias, type CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct, IConstruct } from "constructs";
import { acknowledge } from "./exceptions.ts";
import { executionsOf, ServiceFunction, type ServiceFunctionProps } from "./service-function.ts";

export interface DurableFunctionProps extends ServiceFunctionProps {
  decisionWindow: Duration;
  retention: Duration;
  /** Whether the executions' state is encrypted under a key of our own. */
  customerManagedKey: boolean;
}

/**
 * How much longer an execution may run than its decision window: for a late wake-up and the last steps' retries. A profile
 * whose window ended longer ago than this is taken for dead, see src/adapters/dynamo-abandoned.ts.
 */
const AFTER_THE_WINDOW = Duration.hours(1);

/**
 * A durable function with its alias `live`, the only way to start it. Each deployment that changes it publishes a version,
 * and old ones stay: an execution that sleeps wakes on the version that it began with.
 */
export class DurableFunction extends ServiceFunction {
  readonly live: Alias;
  /** The key of the executions' state; without one it is AWS's own. */
  readonly stateKey: Key | undefined;

  constructor(
    scope: Construct,
    id: string,
    { decisionWindow, retention, customerManagedKey, ...props }: DurableFunctionProps,
  ) {
    const executionTimeout = decisionWindow.plus(AFTER_THE_WINDOW);
    super(scope, id, {
      ...props,
      durableConfig: { executionTimeout, retentionPeriod: retention },
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    this.live = new Alias(this, "Live", { aliasName: "live", version: this.currentVersion });
    this.live.node.addDependency(this.allowOwnExecutions()); // nothing starts before it may carry itself on
    if (customerManagedKey) {
      this.stateKey = new Key(scope, `${id}StateKey`, {
        description: "Encrypts the state of sleeping onboardings, which holds personal data.",
        enableKeyRotation: true,
        removalPolicy: props.shared.removalPolicy,
      });
      (this.node.defaultChild as CfnFunction).addPropertyOverride("DurableConfig.KMSKeyArn", this.stateKey.keyArn);
    }
  }

  /** A policy beside the role's own: it names the function, and the function waits for its role's own policy. */
  private allowOwnExecutions(): Policy {
    const own = new Policy(this, "OwnExecutions", {
      statements: [
        new PolicyStatement({
          effect: Effect.ALLOW,
          actions: [
            "lambda:CheckpointDurableExecution",
            "lambda:GetDurableExecutionState",
            "lambda:SendDurableExecutionCallbackFailure", // to give up when nobody could be told
          ],
          resources: [executionsOf(this.functionArn)],
        }),
      ],
    });
    this.executionRole.attachInlinePolicy(own);
    this.acknowledgeExecutions(own);
    return own;
  }

  /** Lets another function send these actions to this one's executions, whichever version they run. */
  allowOnExecutions(other: ServiceFunction, actions: string[]): void {
    other.allow(actions, [executionsOf(this.functionArn)]);
    this.acknowledgeExecutions(other.executionRole);
  }

  private acknowledgeExecutions(construct: IConstruct): void {
    const name = Stack.of(this).getLogicalId(this.node.defaultChild as CfnFunction);
    acknowledge(construct, `AwsSolutions-IAM5[Resource::${executionsOf(`<${name}.Arn>`)}]`, EXECUTIONS);
  }
}

const EXECUTIONS = "An execution's ARN ends in its version, name and ID, which are known only when it runs.";
