import type {
  BlockAction,
  ButtonAction,
  Middleware,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlashCommand,
} from "@slack/bolt";
import { answer } from "./answer.ts";
import type { Log } from "./log.ts";
import { type Press, readPress } from "./press.ts";

/** A listener for a button on a card; what it returns is told to the person who pressed, and to nobody else. */
export function onPress(listener: (press: Press) => Promise<string>, log: Log, milliseconds?: number) {
  const middleware: Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction>>> = async (args) => {
    await args.ack();
    const text = await answer(() => listener(readPress(args.body, args.action)), log, milliseconds);
    await args.respond({ response_type: "ephemeral", replace_original: false, text });
  };
  return middleware;
}

/** A listener for a slash command; what it returns is told to the person who typed, in the HTTP response itself. */
export function onCommand(listener: (command: SlashCommand) => Promise<string>, log: Log, milliseconds?: number) {
  const middleware: Middleware<SlackCommandMiddlewareArgs> = async ({ command, ack }) => {
    const text = await answer(() => listener(command), log, milliseconds);
    await ack({ response_type: "ephemeral", text });
  };
  return middleware;
}
