import type {
  BlockAction,
  ButtonAction,
  Middleware,
  OverflowAction,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackViewMiddlewareArgs,
  SlashCommand,
  ViewSubmitAction,
} from "@slack/bolt";
import type { Deadline } from "../domain/deadline.ts";
import { answer } from "./answer.ts";
import { type Answer, contentOf } from "./blocks/message.ts";
import type { Log } from "./log.ts";
import { type Press, readPress } from "./press.ts";
import { deadlineOf } from "./receiver.ts";

/**
 * A listener for a control on a card; what it returns is told to the person who pressed, and to nobody else. Nothing is
 * told where it returns nothing. `triggerId` opens one modal within 3 s.
 */
export function onPress(
  listener: (press: Press, deadline: Deadline, triggerId: string) => Promise<Answer | undefined>,
  log: Log,
) {
  const middleware: Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction | OverflowAction>>> = async (
    args,
  ) => {
    await args.ack();
    const { body, action, context } = args;
    const deadline = deadlineOf(context);
    const told = await answer(() => listener(readPress(body, action), deadline, body.trigger_id), log, deadline);
    if (told !== undefined) {
      await args.respond({ response_type: "ephemeral", replace_original: false, ...contentOf(told) });
    }
  };
  return middleware;
}

/**
 * A listener for a slash command; what it returns is told to the person who typed, in the HTTP response itself. Nothing is
 * told where it returns nothing.
 */
export function onCommand(
  listener: (command: SlashCommand, deadline: Deadline) => Promise<Answer | undefined>,
  log: Log,
) {
  const middleware: Middleware<SlackCommandMiddlewareArgs> = async ({ command, ack, context }) => {
    const deadline = deadlineOf(context);
    const told = await answer(() => listener(command, deadline), log, deadline);
    await (told === undefined ? ack() : ack({ response_type: "ephemeral", ...contentOf(told) }));
  };
  return middleware;
}

/** What is wrong with a submitted modal, in plain text, by the block ID of the input. */
export type FieldErrors = Record<string, string>;

/**
 * A listener for a submitted modal, which closes unless the listener returns errors: they appear at their fields, and what
 * was typed stays. Trouble appears at the field `troubleAt`.
 */
export function onSubmit(
  listener: (submission: ViewSubmitAction, deadline: Deadline) => Promise<FieldErrors | undefined>,
  troubleAt: string,
  log: Log,
) {
  const middleware: Middleware<SlackViewMiddlewareArgs<ViewSubmitAction>> = async ({ body, ack, context }) => {
    const deadline = deadlineOf(context);
    const told = await answer(() => listener(body, deadline), log, deadline);
    const errors = typeof told === "string" ? { [troubleAt]: told } : told;
    await (errors ? ack({ response_action: "errors", errors }) : ack());
  };
  return middleware;
}
