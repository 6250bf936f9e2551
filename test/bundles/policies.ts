import type { Template } from "./intrinsics.ts";

/** One action on one resource that a role is granted, maybe under conditions. */
export interface Statement {
  action: string;
  /** With * for anything. */
  resource: string;
  conditions: Condition[];
}

interface Condition {
  key: string;
  values: string[];
  /** Whether * stands for anything in the values. */
  isPattern: boolean;
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
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

type Resolve = (value: unknown) => string;

const OPERATORS: Record<string, { isPattern: boolean }> = {
  StringEquals: { isPattern: false },
  StringLike: { isPattern: true },
  "ForAllValues:StringLike": { isPattern: true }, // every request here has one value of a key
  ArnLike: { isPattern: true },
};

/** What a template grants to a role in the role's own policies, one action and one resource at a time. */
export function statementsOf(template: Template, role: string, resolve: Resolve): Statement[] {
  return Object.values(template.Resources)
    .filter(
      ({ Type, Properties }) =>
        Type === "AWS::IAM::Policy" && Properties.Roles.some((each: { Ref: string }) => each.Ref === role),
    )
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as PolicyStatement[])
    .flatMap((statement) => statementsIn(statement, resolve));
}

/**
 * What a key's own policy grants to any principal, if its conditions hold. Statements for a service, and for the account, which
 * only lets roles' policies count, are left out.
 */
export function keyStatements(policy: { Statement: PolicyStatement[] }, key: string, resolve: Resolve): Statement[] {
  return policy.Statement.filter(({ Principal }) => JSON.stringify(Principal) === '{"AWS":"*"}')
    .flatMap((statement) => statementsIn(statement, resolve))
    .map((statement) => ({ ...statement, resource: key }));
}

function statementsIn({ Effect, Action, Resource, Condition = {} }: PolicyStatement, resolve: Resolve): Statement[] {
  if (Effect !== "Allow") {
    throw new Error("A statement denies; only what allows is understood here.");
  }
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) => {
    const { isPattern } = OPERATORS[operator] ?? raise(`No condition ${operator} is understood here.`);
    return Object.entries(keys).map(([key, values]) => ({ key, values: [values].flat().map(resolve), isPattern }));
  });
  const resources = [Resource].flat().map(resolve);
  return [Action].flat().flatMap((action) => resources.map((resource) => ({ action, resource, conditions })));
}

/** The statement that lets a request through, if there is one: nothing is allowed that is not granted. */
export function allowing(statements: Statement[], { action, resource, context = {} }: Request): Statement | undefined {
  return statements.find(
    (statement) =>
      statement.action === action &&
      matches(statement.resource, resource) &&
      statement.conditions.every(({ key, values, isPattern }) => {
        const actual = context[key];
        return actual !== undefined && values.some((value) => (isPattern ? matches(value, actual) : value === actual));
      }),
  );
}

function matches(pattern: string, resource: string): boolean {
  const [before = "", after] = pattern.split("*");
  return after === undefined ? resource === pattern : resource.startsWith(before) && resource.endsWith(after);
}

function raise(message: string): never {
  throw new Error(message);
}
