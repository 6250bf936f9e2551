import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";

/**
 * The key that encrypts the state of sleeping executions. An execution keeps its original key for life, and losing the key or a grant on
 * it fails the execution permanently. So no setting deletes the key, and its own policy, which stays with it, holds every grant.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-encryption.html
 */
export class StateKey extends Key {
  /** `functionId` and the `readerIds` are construct IDs: of the durable function, and of the roles that call Lambda about its executions. */
  constructor(scope: Construct, id: string, { functionId, readerIds }: { functionId: string; readerIds: string[] }) {
    super(scope, id, {
      description: "Encrypts the state of sleeping onboardings, which holds personal data.",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const { partition, region, account, stackName, urlSuffix } = Stack.of(this);
    // By name pattern, because the function itself refers to the key. CloudFormation names start with the stack's name and the ID.
    const named = `arn:${partition}:lambda:${region}:${account}:function:${stackName}-${functionId}*`;
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "LambdaKeepsState",
        principals: [new ServicePrincipal("lambda.amazonaws.com")],
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: ["*"],
        conditions: {
          StringEquals: { "aws:SourceAccount": account },
          StringLike: { "kms:EncryptionContext:aws:lambda:FunctionArn": named },
        },
      }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "FunctionsReadState",
        principals: [new AnyPrincipal()],
        actions: ["kms:Decrypt"],
        resources: ["*"],
        conditions: {
          StringEquals: { "kms:ViaService": `lambda.${region}.${urlSuffix}`, "kms:CallerAccount": account },
          ArnLike: {
            "aws:PrincipalArn": readerIds.map(
              (reader) => `arn:${partition}:iam::${account}:role/${stackName}-${reader}*`,
            ),
          },
        },
      }),
    );
  }
}
