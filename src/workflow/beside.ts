import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { Metrics } from "../domain/ports.ts";
import { nameOf } from "./notify.ts";

/**
 * Runs parts of the workflow beside the decision. Each ends with the execution at the latest, and never rejects: an error in it is
 * logged and counted. Its context is virtual: it numbers its own operations, without being an operation.
 */
export function besides(ctx: DurableContext, metrics: Pick<Metrics, "faulted">, about: Record<string, string>) {
  return <T>(name: string, part: (own: DurableContext) => Promise<T>, within: DurableContext = ctx) =>
    within.runInChildContext(
      name,
      async (own) => {
        try {
          return await part(own);
        } catch (error) {
          await own.step(`${name}-failed`, async ({ logger }) => {
            logger.error("part of the workflow failed", { ...about, part: name, reason: nameOf(error) });
            metrics.faulted();
          });
          return undefined;
        }
      },
      { virtualContext: true },
    );
}
