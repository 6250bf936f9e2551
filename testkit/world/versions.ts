import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { LOCAL } from "../../local/address.ts";
import type { Invoke } from "../../packages/durable-lambda-local/src/functions/protocol.ts";
import type { Registry } from "../../packages/durable-lambda-local/src/functions/registry.ts";

/** What a version does before the workflow: durable operations that another version does not have. */
export type Prelude = (ctx: DurableContext) => Promise<unknown>;

const EXECUTION_SECONDS = 365 * 86_400;

/** The function's published versions; an invocation runs the code of the one that it names. */
export function versions(functions: Registry, codeOf: (prelude: Prelude) => Invoke) {
  const published: Invoke[] = [];
  return {
    /** Publishes the next version; executions that begin from now on begin on it. */
    publish(prelude: Prelude): void {
      published.push(codeOf(prelude));
      functions.publish([
        {
          name: LOCAL.functionName,
          version: published.length,
          entry: new URL("file:///"),
          env: {},
          durable: { executionTimeoutSeconds: EXECUTION_SECONDS },
        },
      ]);
    },
    async invoke(...[reference, requestId, payload]: Parameters<Invoke>): ReturnType<Invoke> {
      const version = Number(reference.slice(reference.lastIndexOf(":") + 1));
      const code = published[version - 1];
      if (!code) {
        throw new Error(`${reference} was never published.`);
      }
      return code(reference, requestId, payload);
    },
  };
}
