import type { Template } from "./intrinsics.ts";

/** One action on one resource that a role is granted, maybe under a condition. */
export interface Statement {
  action: string;
  /** With * for anything. */
  resource: string;
  condition: Record<string, string> | undefined;
}

/** What a function asks AWS for. */
export interface Request {
  action: string;
  resource: string;
  context?: Record<string, string>;
}

interface PolicyStatement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: { StringEquals?: Record<string, unknown> } & Record<string, unknown>;
}

/** What a template grants to a role, one action and one resource at a time. */
export function statementsOf(template: Template, role: string, resolve: (value: unknown) => string): Statement[] {
  return Object.values(template.Resources)
    .filter(
      ({ Type, Properties }) =>
        Type === "AWS::IAM::Policy" && Properties.Roles.some((each: { Ref: string }) => each.Ref === role),
    )
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as PolicyStatement[])
    .flatMap(({ Effect, Action, Resource, Condition }) => {
      if (Effect !== "Allow") {
        throw new Error("A statement denies; only what allows is understood here.");
      }
      const { StringEquals: condition, ...others } = Condition ?? {};
      if (Object.keys(others).length > 0) {
        throw new Error(`A statement has a condition that is not understood here: ${Object.keys(others).join(", ")}.`);
      }
      const resolved =
        condition && Object.fromEntries(Object.entries(condition).map(([key, value]) => [key, resolve(value)]));
      const resources = (Array.isArray(Resource) ? Resource : [Resource]).map(resolve);
      return [Action]
        .flat()
        .flatMap((action) => resources.map((resource) => ({ action, resource, condition: resolved })));
    });
}

/** The statement that lets a request through, if there is one: nothing is allowed that is not granted. */
export function allowing(statements: Statement[], { action, resource, context = {} }: Request): Statement | undefined {
  return statements.find(
    (statement) =>
      statement.action === action &&
      matches(statement.resource, resource) &&
      Object.entries(statement.condition ?? {}).every(([key, value]) => context[key] === value),
  );
}

function matches(pattern: string, resource: string): boolean {
  const [before = "", after] = pattern.split("*");
  return after === undefined ? resource === pattern : resource.startsWith(before) && resource.endsWith(after);
}
