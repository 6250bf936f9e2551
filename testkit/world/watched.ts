import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { Border } from "./border.ts";

type Run = (...args: unknown[]) => Promise<unknown>;
type Operation = (name: string, run: Run, config: unknown) => unknown;

/**
 * The context, by which the border knows each call's step. Unlike the SDK's plugins it adds no microtask: what happens in
 * which order is as in production.
 */
export function watched(ctx: DurableContext, border: Border): DurableContext {
  const inStep =
    (operation: Operation): Operation =>
    (name, run, config) =>
      operation(name, (...args) => border.inStep(name, () => run(...args)), config);
  return new Proxy(ctx, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") {
        return value;
      }
      const operation: Operation = value.bind(target);
      switch (property) {
        case "step":
        case "waitForCondition":
          return inStep(operation);
        case "runInChildContext":
          return (name: string, run: (own: DurableContext) => Promise<unknown>, config: unknown) =>
            operation(name, (own) => run(watched(own as DurableContext, border)), config);
        default:
          return operation;
      }
    },
  });
}
