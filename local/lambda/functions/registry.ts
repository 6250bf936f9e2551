import { invalidParameter, notFound } from "../errors.ts";

export const REGION = "us-east-1";
const ACCOUNT = "000000000000";

/** A function that the service runs: the module's export `handler`, in a thread of its own, with this environment alone. */
export interface LocalFunction {
  name: string;
  entry: URL;
  env: Record<string, string>;
  /** Makes it a durable function, whose executions may take this long. */
  durable?: { executionTimeoutSeconds: number };
  /** How long one invocation may take; 60 seconds where nothing is said. */
  timeoutSeconds?: number;
}

/** A function as a caller referred to it; `qualifier` is the version or alias that it named, if any. */
export interface Target {
  function: LocalFunction;
  qualifier: string | undefined;
  version: string;
}

// One published version, an alias that points to it, and the unpublished code, which is the same here.
const VERSIONS = new Map([
  ["1", "1"],
  ["live", "1"],
  ["$LATEST", "$LATEST"],
]);

// A name, a partial ARN or a full one, each with a version or an alias or without.
const REFERENCE = new RegExp(
  `^(?:arn:aws:lambda:)?(?:${REGION}:)?(?:${ACCOUNT}:)?(?:function:)?([A-Za-z0-9_-]{1,64})(?::(\\$LATEST|[A-Za-z0-9_-]{1,128}))?$`,
  "u",
);

export const functionArn = (name: string, qualifier?: string) =>
  `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}${qualifier ? `:${qualifier}` : ""}`;

export interface Registry {
  add(functions: LocalFunction[]): void;
  /** Throws what Lambda answers for a function or a version that there is not, or for a malformed reference. */
  resolve(reference: string, qualifier?: string): Target;
  /** As `resolve`, and throws for a durable function without a version or an alias: it cannot be invoked so. */
  resolveInvocable(reference: string, qualifier?: string): Target;
}

/** The functions of this service, found by the references that Lambda takes. */
export function registry(): Registry {
  const byName = new Map<string, LocalFunction>();
  const found: Registry = {
    add(functions) {
      for (const local of functions) {
        byName.set(local.name, local);
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
      const local = byName.get(name);
      const version = VERSIONS.get(qualifier ?? "$LATEST");
      if (!local || !version) {
        throw notFound(`Function not found: ${functionArn(name, qualifier)}`);
      }
      return { function: local, qualifier, version };
    },
    resolveInvocable(reference, given) {
      const target = found.resolve(reference, given);
      if (target.function.durable && !target.qualifier) {
        throw invalidParameter("You cannot invoke a durable function using an unqualified ARN.");
      }
      return target;
    },
  };
  return found;
}
