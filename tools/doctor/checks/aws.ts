import { DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { type Check, Problem, reason } from "../check.ts";

const HEALTHY = new Set([
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
  "IMPORT_COMPLETE",
]);

/** The stack's outputs that the checks read. */
export const OUTPUTS = [
  "OnboardFunction",
  "SlackRequestUrl",
  "VerificationUrl",
  "SlackSecret",
  "LinkSecret",
  "ProfileTable",
  "Channel",
  "Approvers",
  "Sender",
  "MetricsNamespace",
  "AlarmTopic",
];

export const credentials: Check = {
  name: "credentials",
  needs: [],
  async look({ sts, stage, account }) {
    const { Arn, Account } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
      const says = reason(error);
      throw says.includes("Region is missing")
        ? new Problem(
            "No Region is chosen.",
            `Put the stage's region into cdk.json, at context.stages.${stage}, or choose one: export AWS_REGION=…`,
          )
        : new Problem(
            `AWS does not know you. ${says}`,
            "Sign in (aws sso login), or choose a profile (export AWS_PROFILE=…).",
          );
    });
    if (account !== undefined && Account !== account) {
      throw new Problem(
        `You are signed in to account ${Account}, but stage ${stage} belongs to account ${account}.`,
        "Choose a profile of that account (export AWS_PROFILE=…), or correct the stage's account in cdk.json.",
      );
    }
    return `account ${Account}, as ${Arn}`;
  },
};

export const stack: Check = {
  name: "stack",
  needs: ["credentials"],
  async look({ cloudFormation, stackName, stage }, known) {
    let found: Stack | undefined;
    try {
      const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
      found = Stacks?.[0];
    } catch (error) {
      const isDenied = error instanceof Error && /AccessDenied|NotAuthorized/u.test(error.name);
      throw new Problem(
        isDenied
          ? `You are not allowed to read ${stackName}. ${reason(error)}`
          : `There is no stack ${stackName} in this account and region. ${reason(error)}`,
        isDenied
          ? "You need cloudformation:DescribeStacks."
          : `Deploy it (npm run deploy -- -c stage=${stage}), or name the right stage and region (npm run doctor -- --stage …, AWS_REGION).`,
      );
    }
    for (const { OutputKey = "", OutputValue = "" } of found?.Outputs ?? []) {
      known.outputs[OutputKey] = OutputValue;
    }
    const status = found?.StackStatus ?? "unknown";
    if (!HEALTHY.has(status)) {
      throw new Problem(
        `${stackName} is ${status}.`,
        "Its events say why: aws cloudformation describe-stack-events. Fix that and deploy again.",
      );
    }
    const missing = OUTPUTS.filter((key) => !known.outputs[key]);
    if (missing.length > 0) {
      throw new Problem(
        `${stackName} has no output ${missing.join(", ")}: another version is deployed.`,
        `Deploy this version: npm run deploy -- -c stage=${stage}`,
      );
    }
    return `${stackName} is ${status}`;
  },
};

export const onboardFunction: Check = {
  name: "function",
  needs: ["stack"],
  async look({ lambda }, { outputs }) {
    const redeploy = "Deploy again: npm run deploy. A function becomes durable only when it is created.";
    const { State, DurableConfig, Version } = await lambda
      .send(new GetFunctionConfigurationCommand({ FunctionName: outputs["OnboardFunction"] }))
      .catch((error: unknown) => {
        throw new Problem(
          `${outputs["OnboardFunction"]} cannot be read. ${reason(error)}`,
          `${redeploy} If this is about a permission: you need lambda:GetFunctionConfiguration.`,
        );
      });
    if (!DurableConfig?.ExecutionTimeout) {
      throw new Problem("The function behind the alias is not durable.", redeploy);
    }
    if (State !== "Active") {
      throw new Problem(`The function is ${State}.`, "Run this again in a minute. If it stays so, deploy again.");
    }
    return `live is version ${Version}, durable for ${DurableConfig.ExecutionTimeout / 3600} hours`;
  },
};
