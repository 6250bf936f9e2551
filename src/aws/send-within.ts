import type { $Command, LambdaClient, ServiceInputTypes, ServiceOutputTypes } from "@aws-sdk/client-lambda";
import type { Deadline } from "../domain/deadline.ts";

type LambdaCommand<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = $Command<
  Input,
  Output,
  LambdaClient["config"],
  ServiceInputTypes,
  ServiceOutputTypes
>;

/**
 * Sends what must not arrive after the deadline: each attempt checks it last, once signed, and it cuts off an attempt that is
 * under way. Throws DeadlinePassed, or what the client throws.
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/middleware-stack.html
 */
export async function sendWithin<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  deadline: Deadline,
  client: LambdaClient,
  command: LambdaCommand<Input, Output>,
): Promise<Output> {
  command.middlewareStack.add(
    (next) => (args) => {
      deadline.beforeSending();
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  const output = await client.send(command, { abortSignal: deadline.signal });
  deadline.accepted();
  return output;
}
