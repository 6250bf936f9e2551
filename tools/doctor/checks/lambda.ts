import {
  type ExecutionStatus,
  GetAccountSettingsCommand,
  type LambdaClient,
  paginateListDurableExecutionsByFunction,
  paginateListVersionsByFunction,
} from "@aws-sdk/client-lambda";
import { allowed, type Check, Problem } from "../check.ts";

/** The public API lets 50 requests a second through (infra/public-api.ts), and each may take a second. */
const ENOUGH_AT_ONCE = 50;
const NEARLY_FULL = 0.8;
const GIGABYTE = 1024 ** 3;

/**
 * What still needs its version. PAUSING and PAUSED are newer than the SDK's types; an execution that is DELETING has ended.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-pause-resume.html
 */
const UNFINISHED = ["RUNNING", "PAUSING", "PAUSED"] as ExecutionStatus[];
const MOST_COUNTED = 1_000;

export const concurrency: Check = {
  name: "concurrency",
  needs: ["credentials"],
  async look({ lambda }, known) {
    known.lambda = await allowed(
      "Lambda's account settings",
      "lambda:GetAccountSettings",
      lambda.send(new GetAccountSettingsCommand({})),
    );
    const { ConcurrentExecutions = 0, UnreservedConcurrentExecutions: free = 0 } = known.lambda.AccountLimit ?? {};
    if (free < ENOUGH_AT_ONCE) {
      throw new Problem(
        `Only ${free} of the account's ${ConcurrentExecutions} concurrent invocations are not reserved; busy days need ${ENOUGH_AT_ONCE}. Slack and the verification page fail when they are used up.`,
        "Ask for more in Service Quotas (AWS Lambda, Concurrent executions), or reserve less for other functions.",
        { isMild: true },
      );
    }
    return `${free} of ${ConcurrentExecutions} concurrent invocations are not reserved`;
  },
};

export const codeStorage: Check = {
  name: "code storage",
  needs: ["concurrency"],
  look(_instruments, { lambda }) {
    const used = lambda.AccountUsage?.TotalCodeSize ?? 0;
    const limit = lambda.AccountLimit?.TotalCodeSize ?? 0;
    const says = `${(used / GIGABYTE).toFixed(1)} of ${Math.round(limit / GIGABYTE)} GB used`;
    if (used > NEARLY_FULL * limit) {
      throw new Problem(
        `${says}. A deployment fails when it is full.`,
        'Delete versions that no execution needs: docs/operations.md, "Upgrading".',
        { isMild: true },
      );
    }
    return says;
  },
};

export const unfinished: Check = {
  name: "unfinished",
  needs: ["function"],
  async look({ lambda }, { outputs }) {
    const name = functionOf(outputs["OnboardFunction"] ?? "");
    const lines: string[] = [];
    let paused = 0;
    for (const version of await versionsOf(lambda, name)) {
      const found = await unfinishedOf(lambda, name, version);
      const still = found.filter((status) => status !== "RUNNING").length;
      paused += still;
      if (found.length > 0) {
        const count = found.length < MOST_COUNTED ? String(found.length) : `${MOST_COUNTED} or more`;
        lines.push(`version ${version} still has ${count}${still > 0 ? ` (${still} paused)` : ""}`);
      }
    }
    const says = lines.length > 0 ? `Onboardings: ${lines.join(", ")}` : "no onboarding is under way";
    if (paused > 0) {
      throw new Problem(
        `${says}. A paused one does nothing until it is resumed, and its window goes on.`,
        "Resume it: aws lambda resume-durable-execution --durable-execution-arn …",
        { isMild: true },
      );
    }
    return says;
  },
};

/** A function's ARN without its alias. */
export function functionOf(alias: string): string {
  return alias.replace(/:live$/u, "");
}

async function versionsOf(client: LambdaClient, FunctionName: string): Promise<string[]> {
  const list = async () => {
    const versions: string[] = [];
    for await (const { Versions = [] } of paginateListVersionsByFunction({ client }, { FunctionName })) {
      versions.push(...Versions.map(({ Version = "" }) => Version));
    }
    return versions.filter((version) => version !== "$LATEST"); // executions start by the alias, which names a version
  };
  return allowed("The function's versions", "lambda:ListVersionsByFunction", list());
}

async function unfinishedOf(client: LambdaClient, FunctionName: string, Qualifier: string): Promise<string[]> {
  const list = async () => {
    const statuses: string[] = [];
    const query = { FunctionName, Qualifier, Statuses: UNFINISHED };
    for await (const { DurableExecutions = [] } of paginateListDurableExecutionsByFunction({ client }, query)) {
      statuses.push(...DurableExecutions.map(({ Status = "" }) => Status));
      if (statuses.length >= MOST_COUNTED) {
        break;
      }
    }
    return statuses;
  };
  return allowed("The function's executions", "lambda:ListDurableExecutionsByFunction", list());
}
