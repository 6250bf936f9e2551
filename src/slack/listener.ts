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
import type { ModalView } from "@slack/types";
import { type Deadline, within } from "../domain/deadline.ts";
import { type Actor, actorOfPress } from "./access.ts";
import type { SlackDeps } from "./deps.ts";
import { CHOICE, CONTROLS } from "./ids.ts";
import { type Log, quietLogger, reasonOf } from "./log.ts";
import { BUDGET, deadlineOf } from "./receiver.ts";
import { notice } from "./views.ts";
import { type Answer, contentOf } from "./words.ts";

/** Handles one kind of request; what it returns is shown to the person. */
type Listener<Input, Result> = (deps: SlackDeps, input: Input, deadline: Deadline) => Promise<Result | undefined>;

type CardAction = BlockAction<ButtonAction | OverflowAction>;

/** The result of using a control, and the private answer. */
export interface Told {
  /** `refused` and `late` changed nothing. */
  kind: "done" | "refused" | "late";
  answer: Answer;
}

/**
 * Bolt's listener for a control on a card. Only the person who pressed sees the answer: what was done is shown where they pressed, and
 * anything else in a modal, which they notice on an old card and in a thread too.
 */
export function onPress(
  deps: SlackDeps,
  listener: Listener<Press, Told>,
): Middleware<SlackActionMiddlewareArgs<CardAction>> {
  return async ({ ack, respond, body, action, context }) => {
    await ack(); // the receiver sends it when this listener is done
    const deadline = deadlineOf(context);
    const press = readPress(body, action);
    const result = await answer(() => listener(deps, press, deadline), deps.log, deadline);
    const told = result && toldOf(result);
    if (told === undefined || (await isShownInModal(deps, press, told, deadline))) {
      return;
    }
    const content = contentOf(told.answer);
    if (press.thread) {
      await deps.views.whisper({ ...press.thread, user: press.actor.id, ...content });
    } else if (body.response_url) {
      await respond({ response_type: "ephemeral", replace_original: false, ...content });
    }
  };
}

/** A result, or what `answer` says in place of one. */
export function toldOf(result: Told | string): Told {
  return typeof result === "string" ? { kind: result === DONE ? "done" : "refused", answer: result } : result;
}

// Time for a call to Slack that fails, and for another answer after it.
const MODAL_MILLISECONDS = 700;

/** Opens a modal for refusals and conflicts while there is time; on a view, which can show nothing else, for every answer. */
export async function isShownInModal(
  { views, log }: Pick<SlackDeps, "views" | "log">,
  { triggerId, isInView }: Press,
  { kind, answer: said }: Told,
  deadline: Deadline,
): Promise<boolean> {
  if (!isInView && (kind === "done" || deadline.left < MODAL_MILLISECONDS)) {
    return false;
  }
  try {
    await views.open(triggerId, notice(titleOf(kind, said), said));
    return true;
  } catch (error) {
    log.warn("Slack modal not opened", { reason: reasonOf(error) }); // its trigger may have expired: the answer takes another way
    return false;
  }
}

function titleOf(kind: Told["kind"], said: Answer): string {
  return kind === "done" ? "Done" : said === UNCERTAIN ? "Please check" : "Nothing was changed";
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

/** What becomes of a submitted modal: errors at its fields, or another view in its place. */
export type FormAnswer = { errors: FieldErrors } | { view: ModalView };

/**
 * Bolt's listener for a submitted modal, which closes where the listener returns nothing. What was typed stays while there are
 * errors. Trouble appears at the field `troubleAt`; a submission that counted ends in none. `afterwards` runs once Slack is answered,
 * and must not throw.
 */
export function onSubmit(
  deps: SlackDeps,
  listener: Listener<ViewSubmitAction, FormAnswer>,
  troubleAt: string,
  afterwards: (deps: SlackDeps, submission: ViewSubmitAction, deadline: Deadline) => Promise<void> = async () => {},
): Middleware<SlackViewMiddlewareArgs<ViewSubmitAction>> {
  return async ({ body, ack, context }) => {
    const deadline = deadlineOf(context);
    const told = await answer(() => listener(deps, body, deadline), deps.log, deadline);
    if (told === undefined || told === DONE) {
      await ack();
    } else if (typeof told !== "string" && "view" in told) {
      await ack({ response_action: "update", view: told.view });
    } else {
      await ack({ response_action: "errors", errors: typeof told === "string" ? { [troubleAt]: told } : told.errors });
    }
    await afterwards(deps, body, deadline);
  };
}

/** The use of a control: by whom, and about which user and onboarding. */
export interface Press {
  userId: string;
  /** Undefined where the card does not say. */
  onboardingId: string | undefined;
  /** What was chosen from a card's menu. */
  choice: string | undefined;
  actor: Actor;
  /** Opens one modal within 3 s. */
  triggerId: string;
  /** The thread in which it was used; Slack names it there only. https://github.com/slack-go/slack/pull/888 */
  thread: { channel: string; thread_ts: string } | undefined;
  /** Whether it was used in a modal or on the Home tab, and not on a message. */
  isInView: boolean;
}

/** Reads the use of a button or of a menu's option; Slack has signed it, and the card's values are those that we posted. */
export function readPress(body: BlockAction, { block_id, ...action }: ButtonAction | OverflowAction): Press {
  const { channel, container, view, trigger_id: triggerId } = body;
  const value = action.type === "overflow" ? action.selected_option.value : action.value;
  const [userId = "", choice] = value?.split(CHOICE) ?? [];
  const thread: unknown = container?.["thread_ts"];
  return {
    userId,
    onboardingId: block_id.startsWith(CONTROLS) ? block_id.slice(CONTROLS.length) : undefined,
    choice,
    actor: actorOfPress(body),
    triggerId,
    thread: channel && typeof thread === "string" ? { channel: channel.id, thread_ts: thread } : undefined,
    isInView: view !== undefined,
  };
}

/** Shown when a service failed or did not answer and nothing was sent; nothing is sent later either. */
export const TROUBLE = "Something went wrong on our side. Nothing was changed; please try again.";

/** Shown when a decision or a start was sent and its result is unknown. */
export const UNCERTAIN =
  "A service didn't answer in time, so this may have counted. Look at the channel in a minute: if nothing happened there, please try again. Doing it twice does no harm.";

/** Shown when a decision or a start was accepted, but its answer wasn't ready in time. */
export const DONE = "Done. The channel will show it shortly.";

/** The work's answer, or in time a sentence that says what went wrong and what is true now. */
export async function answer<Answered>(
  work: () => Promise<Answered>,
  log: Log,
  deadline: Deadline,
): Promise<Answered | typeof TROUBLE | typeof UNCERTAIN | typeof DONE> {
  try {
    return await within(deadline, work());
  } catch (error) {
    log.error("Slack request not carried out", { reason: reasonOf(error) });
    return ({ none: TROUBLE, sent: UNCERTAIN, counted: DONE } as const)[deadline.delivery];
  }
}

/** How Bolt is set up. It asks Slack nothing while the module loads, and no listener uses its client. */
export const BOLT = {
  authorize: async () => ({}),
  // Bolt gives private answers no time limit; the receiver answers Slack before this timeout expires.
  clientOptions: { fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(BUDGET.whole) }) },
  convoStore: false,
  logger: quietLogger,
} as const satisfies AppOptions;
