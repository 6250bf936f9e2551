import type {
  AppOptions,
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
import { type Deadline, within } from "../domain/deadline.ts";
import { type Actor, actorOfPress } from "./access.ts";
import type { SlackDeps } from "./deps.ts";
import { CHOICE, CONTROLS } from "./ids.ts";
import { type Log, quietLogger, reasonOf } from "./log.ts";
import { BUDGET, deadlineOf } from "./receiver.ts";
import { type Answer, contentOf } from "./words.ts";

/** What a listener is handed for a request of one kind; what it returns is told to the person. */
type Listener<Input, Told> = (deps: SlackDeps, input: Input, deadline: Deadline) => Promise<Told | undefined>;

type CardAction = BlockAction<ButtonAction | OverflowAction>;

/** Bolt's listener for a control on a card. The answer goes to the person who pressed, and to nobody else. */
export function onPress(
  deps: SlackDeps,
  listener: Listener<Press, Answer>,
): Middleware<SlackActionMiddlewareArgs<CardAction>> {
  return async ({ ack, respond, body, action, context }) => {
    await ack();
    const deadline = deadlineOf(context);
    const told = await answer(() => listener(deps, readPress(body, action), deadline), deps.log, deadline);
    if (told !== undefined) {
      await respond({ response_type: "ephemeral", replace_original: false, ...contentOf(told) });
    }
  };
}

/** Bolt's listener for a slash command. The answer goes to the person who typed, in the HTTP response itself. */
export function onCommand(
  deps: SlackDeps,
  listener: Listener<SlashCommand, Answer>,
): Middleware<SlackCommandMiddlewareArgs> {
  return async ({ command, ack, context }) => {
    const deadline = deadlineOf(context);
    const told = await answer(() => listener(deps, command, deadline), deps.log, deadline);
    await (told === undefined ? ack() : ack({ response_type: "ephemeral", ...contentOf(told) }));
  };
}

/** What is wrong with a submitted modal, in plain text, by the block ID of the input. */
export type FieldErrors = Record<string, string>;

/**
 * Bolt's listener for a submitted modal, which closes unless there are errors: they appear at their fields, and what was typed
 * stays. Trouble appears at the field `troubleAt`.
 */
export function onSubmit(
  deps: SlackDeps,
  listener: Listener<ViewSubmitAction, FieldErrors>,
  troubleAt: string,
): Middleware<SlackViewMiddlewareArgs<ViewSubmitAction>> {
  return async ({ body, ack, context }) => {
    const deadline = deadlineOf(context);
    const told = await answer(() => listener(deps, body, deadline), deps.log, deadline);
    const errors = typeof told === "string" ? { [troubleAt]: told } : told;
    await (errors ? ack({ response_action: "errors", errors }) : ack());
  };
}

/** Who used a card's control, and which user and onboarding the card is about. */
export interface Press {
  userId: string;
  /** What was chosen from a menu, beyond its first option. */
  choice?: string | undefined;
  /** Undefined where the card does not say. */
  onboardingId: string | undefined;
  actor: Actor;
  /** Opens one modal within 3 s. */
  triggerId: string;
}

/** Reads the use of a button or of a menu's option; Slack has signed it, and the card's values are those that we posted. */
export function readPress(body: BlockAction, { block_id, ...action }: ButtonAction | OverflowAction): Press {
  const value = action.type === "overflow" ? action.selected_option.value : action.value;
  const onboardingId = block_id.startsWith(CONTROLS) ? block_id.slice(CONTROLS.length) : undefined;
  const [userId = "", choice] = value?.split(CHOICE) ?? [];
  return { userId, choice, onboardingId, actor: actorOfPress(body), triggerId: body.trigger_id };
}

/** Said when a service failed or did not answer, and nothing was sent: nothing is sent later either. */
export const TROUBLE = "Something went wrong on our side. Nothing was changed; please try again.";

/** Said when a decision or a start was sent, and nobody knows what came of it. */
export const UNCERTAIN =
  "Something did not answer in time, so this may have counted. Look at the channel in a minute: if nothing happened there, please try again. Doing it twice does no harm.";

/** What to tell the person who pressed or typed: the work's answer, or in time that there is trouble and what is true then. */
export async function answer<Told>(
  work: () => Promise<Told>,
  log: Log,
  deadline: Deadline,
): Promise<Told | typeof TROUBLE | typeof UNCERTAIN> {
  try {
    return await within(deadline, work());
  } catch (error) {
    log.error("Slack request not carried out", { reason: reasonOf(error) });
    return deadline.delivery === "none" ? TROUBLE : UNCERTAIN;
  }
}

/** How Bolt is set up. It asks Slack nothing while the module loads, and no listener uses its client. */
export const BOLT = {
  authorize: async () => ({}),
  // Bolt gives private answers no time limit; the receiver answers Slack before this one passes.
  clientOptions: { fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(BUDGET.whole) }) },
  convoStore: false,
  logger: quietLogger,
} as const satisfies AppOptions;
