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
import { answer } from "./answer.ts";
import { type Answer, contentOf } from "./blocks/message.ts";
import type { Log } from "./log.ts";
import { type Press, readPress } from "./press.ts";

/**
 * A listener for a control on a card; what it returns is told to the person who pressed, and to nobody else. Nothing is
 * told where it returns nothing. `triggerId` opens one modal within 3 s.
 */
export function onPress(
  listener: (press: Press, triggerId: string) => Promise<Answer | undefined>,
  log: Log,
  milliseconds?: number,
) {
  const middleware: Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction | OverflowAction>>> = async (
    args,
  ) => {
    await args.ack();
    const { body, action } = args;
    const told = await answer(() => listener(readPress(body, action), body.trigger_id), log, milliseconds);
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
  listener: (command: SlashCommand) => Promise<Answer | undefined>,
  log: Log,
  milliseconds?: number,
) {
  const middleware: Middleware<SlackCommandMiddlewareArgs> = async ({ command, ack }) => {
    const told = await answer(() => listener(command), log, milliseconds);
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
  listener: (submission: ViewSubmitAction) => Promise<FieldErrors | undefined>,
  troubleAt: string,
  log: Log,
  milliseconds?: number,
) {
  const middleware: Middleware<SlackViewMiddlewareArgs<ViewSubmitAction>> = async ({ body, ack }) => {
    const told = await answer(() => listener(body), log, milliseconds);
    const errors = typeof told === "string" ? { [troubleAt]: told } : told;
    await (errors ? ack({ response_action: "errors", errors }) : ack());
  };
  return middleware;
}
