import { invalidParameter, notFound } from "../errors.ts";
import { checkShape } from "../model/input.ts";
import type { ExecutionStatus } from "../store/executions.ts";

export const REGION = "us-east-1";
export const ACCOUNT = "000000000000";

/** A version of a function that the service runs: the module's export `handler`, with this environment only. */
export interface LocalFunction {
  name: string;
  /** The number of this published version, 1 where nothing is said; `live` and `$LATEST` are the highest. */
  version?: number;
  /** What Node.js imports, or a `.js` bundle of CommonJS as it is deployed. */
  entry: URL;
  env: Record<string, string>;
  /**
   * A thread where nothing is said, which starts sooner; a process dies and blocks alone. A container is SAM CLI's: each
   * execution's tenant is the port of its own.
   */
  runsIn?: "thread" | "process" | "container";
  /**
   * Makes it a durable function, whose executions may take this long. An execution is deleted this many days after its end, 14
   * where nothing is said. Another number applies to executions that start from then on.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-delete.html
   */
  durable?: { executionTimeoutSeconds: number; retentionPeriodInDays?: number | undefined };
  /** Gives each tenant sandboxes of its own; an invocation then has to name one. */
  tenantIsolation?: boolean;
  /** Status changes of durable executions that invoke it, as if an EventBridge rule had it as its target. */
  statusChanges?: StatusChanges[];
  /** The function that gets the events of its failed asynchronous invocations, as if it read a dead-letter queue. */
  deadLetterFunction?: string;
  /** How long one invocation may take; 60 seconds where nothing is said. */
  timeoutSeconds?: number;
  /** The memory of its sandbox; 1,024 megabytes where nothing is said. One that needs more dies. */
  memoryMegabytes?: number;
}

/** Which changes: of every durable function and to every status, where nothing is said. */
export interface StatusChanges {
  of?: string;
  statuses?: ExecutionStatus[];
}

/** A function as a caller referred to it; `qualifier` is the version or alias that it named, if any. */
export interface Target {
  function: LocalFunction;
  qualifier: string | undefined;
  version: string;
}

const ALIAS = "live";
const LATEST = "$LATEST";

// A name, a partial ARN or a full one, each with a version or an alias or without.
const REFERENCE = new RegExp(
  `^(?:arn:aws:lambda:)?(?:${REGION}:)?(?:${ACCOUNT}:)?(?:function:)?([A-Za-z0-9_-]{1,64})(?::(\\$LATEST|[A-Za-z0-9_-]{1,128}))?$`,
  "u",
);

export const functionArn = (name: string, qualifier?: string) =>
  `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}${qualifier ? `:${qualifier}` : ""}`;

export const versionOf = ({ version = 1 }: LocalFunction) => String(version);

export interface Registry {
  /** Publishes versions. Throws for one that is there already, since executions rely on it, or that may run longer than a year. */
  publish(functions: LocalFunction[]): void;
  /** Throws what Lambda answers for a function or a version that there is not, or for a malformed reference. */
  resolve(reference: string, qualifier?: string): Target;
  /** The functions that the change of an execution's status invokes. */
  listeners(functionName: string, status: ExecutionStatus): Target[];
  /** The newest version of a function, if there is one. */
  newest(functionName: string): Target | undefined;
  /**
   * As `resolve`, and throws for what cannot be invoked: a durable function without a version or an alias, one with tenants
   * for no tenant, and one without for a tenant.
   */
  resolveInvocable(reference: string, qualifier?: string, tenant?: string): Target;
}

/** The functions of this service, found by the references that Lambda takes. */
export function registry(): Registry {
  const published = new Map<string, LocalFunction>(); // by name and version
  const newest = new Map<string, LocalFunction>(); // by name
  const found: Registry = {
    publish(functions) {
      for (const local of functions) {
        checkShape(
          "ExecutionTimeout",
          local.durable?.executionTimeoutSeconds ?? 1,
          `${local.name}'s executionTimeoutSeconds`,
        );
        checkShape(
          "RetentionPeriodInDays",
          local.durable?.retentionPeriodInDays ?? 1,
          `${local.name}'s retentionPeriodInDays`,
        );
        const qualified = `${local.name}:${versionOf(local)}`;
        if (published.has(qualified)) {
          throw new Error(`${qualified} is published already. Give what is new another version.`);
        }
        published.set(qualified, local);
        const former = newest.get(local.name);
        newest.set(local.name, former && Number(versionOf(former)) > Number(versionOf(local)) ? former : local);
      }
    },
    resolve(reference, given) {
      const [, name, named] = REFERENCE.exec(reference) ?? [];
      if (name === undefined) {
        throw invalidParameter("The function name must be a name, a partial ARN or an ARN of this region and account.");
      }
      if (given && named && given !== named) {
        throw invalidParameter("The derived qualifier from the function name does not match the specified qualifier.");
      }
      const qualifier = given ?? named;
      const isNewest = [undefined, LATEST, ALIAS].includes(qualifier);
      const local = isNewest ? newest.get(name) : published.get(`${name}:${qualifier}`);
      if (!local) {
        throw notFound(`Function not found: ${functionArn(name, qualifier)}`);
      }
      const isPublished = qualifier !== undefined && qualifier !== LATEST;
      return { function: local, qualifier, version: isPublished ? versionOf(local) : LATEST };
    },
    listeners: (functionName, status) =>
      [...newest.values()]
        .filter(({ statusChanges = [] }) =>
          statusChanges.some(
            ({ of = functionName, statuses = [status] }) => of === functionName && statuses.includes(status),
          ),
        )
        .map(asTarget),
    newest: (functionName) => [newest.get(functionName)].filter((local) => local !== undefined).map(asTarget)[0],
    resolveInvocable(reference, given, tenant) {
      const target = found.resolve(reference, given);
      const { tenantIsolation = false } = target.function;
      if (tenantIsolation !== (tenant !== undefined)) {
        throw invalidParameter(
          tenantIsolation
            ? "The function isolates its tenants: the invocation has to name one by TenantId."
            : "The function does not isolate tenants: leave TenantId out.",
        );
      }
      if (target.function.durable && !target.qualifier) {
        throw invalidParameter("You cannot invoke a durable function using an unqualified ARN.");
      }
      return target;
    },
  };
  return found;
}

const asTarget = (local: LocalFunction): Target => ({ function: local, qualifier: ALIAS, version: versionOf(local) });
