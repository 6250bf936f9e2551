import { DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { Ailment, type Check, reason } from "../check.ts";

const HEALTHY = new Set([
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
  "IMPORT_COMPLETE",
]);

export const credentials: Check = {
  name: "credentials",
  needs: [],
  async look({ sts }) {
    try {
      const { Arn, Account } = await sts.send(new GetCallerIdentityCommand({}));
      return `account ${Account}, as ${Arn}`;
    } catch (error) {
      const says = reason(error);
      throw new Ailment(
        `AWS does not know you. ${says}`,
        says.includes("Region is missing")
          ? "Choose a region: export AWS_REGION=…"
          : "Sign in (aws sso login), or choose a profile (export AWS_PROFILE=…).",
      );
    }
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
      throw new Ailment(
        isDenied
          ? `You may not look at ${stackName}. ${reason(error)}`
          : `There is no stack ${stackName} in this account and region. ${reason(error)}`,
        `Deploy it (npm run deploy -- -c stage=${stage}), or name the right stage and region (npm run doctor -- --stage …, AWS_REGION).`,
      );
    }
    for (const { OutputKey = "", OutputValue = "" } of found?.Outputs ?? []) {
      known.outputs[OutputKey] = OutputValue;
    }
    const status = found?.StackStatus ?? "unknown";
    if (!HEALTHY.has(status)) {
      throw new Ailment(
        `${stackName} is ${status}.`,
        "Its events say why: aws cloudformation describe-stack-events. Mend that, and deploy again.",
      );
    }
    const missing = EXPECTED.filter((key) => !known.outputs[key]);
    if (missing.length > 0) {
      throw new Ailment(`${stackName} has no output ${missing.join(", ")}.`, "Deploy this version: npm run deploy.");
    }
    return `${stackName} is ${status}`;
  },
};

const EXPECTED = [
  "OnboardFunction",
  "SlackRequestUrl",
  "VerificationUrl",
  "SlackSecret",
  "LinkSecret",
  "Channel",
  "Sender",
];

export const onboardFunction: Check = {
  name: "function",
  needs: ["stack"],
  async look({ lambda }, { outputs }) {
    const redeploy = "Deploy again: npm run deploy. A function can be made durable only as it is created.";
    const { State, DurableConfig, Version } = await lambda
      .send(new GetFunctionConfigurationCommand({ FunctionName: outputs["OnboardFunction"] }))
      .catch((error: unknown) => {
        throw new Ailment(`The alias ${outputs["OnboardFunction"]} cannot be looked at. ${reason(error)}`, redeploy);
      });
    if (!DurableConfig?.ExecutionTimeout) {
      throw new Ailment("The function behind the alias is not durable.", redeploy);
    }
    if (State !== "Active") {
      throw new Ailment(`The function is ${State}.`, "Wait a minute and look again; if it stays so, deploy again.");
    }
    return `live is version ${Version}, durable for ${DurableConfig.ExecutionTimeout / 3600} hours`;
  },
};
