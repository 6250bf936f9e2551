import type {
  BlockAction,
  ButtonAction,
  Context,
  Middleware,
  SlackActionMiddlewareArgs,
  SlackEventMiddlewareArgs,
} from "@slack/bolt";
import type { Button, HomeView, KnownBlock, SectionBlock } from "@slack/types";
import { cursorBehind, type PendingPage, pendingPage } from "../domain/pending.ts";
import { type Actor, actorOfHome, actorOfPress } from "./access.ts";
import type { SlackDeps } from "./deps.ts";
import { ACTION } from "./ids.ts";
import { answer } from "./listener.ts";
import { deadlineOf } from "./receiver.ts";
import { openStartModal } from "./start-form.ts";
import { LIST_LIMIT, MAYBE_MORE, MORE, MORE_ELSEWHERE, NOBODY, pendingLine } from "./wording.ts";
import { type Answer, type Words, contentOf, fallback, message, richText, words } from "./words.ts";

/** Publishes the home tab of whoever opened it: the pending to those who may ask, a button to those who may start. */
export async function homeOpened(deps: SlackDeps, actor: Actor): Promise<void> {
  const { access, views } = deps;
  const [refusal, mayNotStart] = await Promise.all([access.ask(actor), access.start(actor)]);
  const pending = refusal === undefined ? await pendingPage(deps, { size: LIST_LIMIT }) : { refusal };
  await views.publishHome(actor.id, homeTab({ mayStart: mayNotStart === undefined, pending }));
}

/** Slack advises against longer texts in one message. https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
const LONGEST_ANSWER = 4_000;

/**
 * Answers `/onboard list`, and the *Next* below it with a page's cursor: who is waiting for a decision, the earliest deadline first,
 * as many as one message holds.
 */
export async function list(deps: SlackDeps, actor: Actor, cursor?: string): Promise<Answer> {
  const refused = await deps.access.ask(actor);
  if (refused !== undefined) {
    return refused;
  }
  const { users, next, cutShort } = await pendingPage(deps, { size: LIST_LIMIT, cursor });
  const lines = users.map((user) => words`• ${pendingLine(user)}`);
  const shown = fitting(lines, LONGEST_ANSWER - MORE.length - 1);
  const last = users[shown.length - 1];
  const onward = last && shown.length < lines.length ? cursorBehind(last) : next;
  if (onward === undefined) {
    return shown.length === 0 ? NOBODY : message(...shown);
  }
  const { text, blocks } = message(...shown, words`${cutShort ? MAYBE_MORE : MORE}`);
  return { text, blocks: [...blocks, nextButton(onward)] };
}

function nextButton(cursor: string): KnownBlock {
  const text = { type: "plain_text", text: "Next" } as const;
  return { type: "actions", elements: [{ type: "button", action_id: ACTION.next, text, value: cursor }] };
}

/** Bolt's listener for the list's *Next*: the next page takes the place of the one before, a sentence comes below it. */
export function onNext(deps: SlackDeps): Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction>>> {
  return async ({ ack, respond, body, action, context }) => {
    await ack();
    const page = () => list(deps, actorOfPress(body), action.value);
    const told = await answer(page, deps.log, deadlineOf(context));
    const replace_original = typeof told !== "string";
    await respond({ response_type: "ephemeral", replace_original, ...contentOf(told) });
  };
}

function fitting(lines: readonly Words[], limit: number): Words[] {
  const shown: Words[] = [];
  let length = 0;
  for (const line of lines) {
    length += fallback(line).length + 1;
    if (length > limit) {
      break;
    }
    shown.push(line);
  }
  return shown;
}

/** Answers the home tab's button: opens the form, or shows the tab anew to someone who may not start any more. */
export async function startFromHome(deps: SlackDeps, actor: Actor, triggerId: string): Promise<void> {
  const refused = await openStartModal(deps, actor, triggerId);
  if (refused !== undefined) {
    await homeOpened(deps, actor);
  }
}

/** Bolt's listener for someone who opens the home tab. Trouble is told there. */
export function onHomeOpened(deps: SlackDeps): Middleware<SlackEventMiddlewareArgs<"app_home_opened">> {
  return async ({ event, body, context }) => {
    if (event.tab === "home") {
      await orTrouble(deps, event.user, context, () => homeOpened(deps, actorOfHome(body, event.user)));
    }
  };
}

/** Bolt's listener for the home tab's button. Trouble is told on the tab, because a press on it has no private answer. */
export function onHomePress(deps: SlackDeps): Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction>>> {
  return async ({ ack, body, context }) => {
    await ack();
    await orTrouble(deps, body.user.id, context, () => startFromHome(deps, actorOfPress(body), body.trigger_id));
  };
}

async function orTrouble({ views, log }: SlackDeps, userId: string, context: Context, work: () => Promise<void>) {
  const trouble = await answer(work, log, deadlineOf(context));
  if (trouble !== undefined) {
    await views.publishHome(userId, troubledHome(trouble));
  }
}

/** What a person may see on the home tab: the pending or the sentence that says who may, and whether they may start. */
export interface HomeTab {
  mayStart: boolean;
  pending: PendingPage | { refusal: string };
}

/** The home tab, as this person may see it. */
export function homeTab({ mayStart, pending }: HomeTab): HomeView {
  const shown = "refusal" in pending ? [section(pending.refusal)] : listed(pending);
  return { type: "home", blocks: [header("Onboarding"), ...(mayStart ? [starter] : []), ...shown] };
}

/** The home tab when something did not answer. */
export function troubledHome(trouble: string): HomeView {
  return { type: "home", blocks: [header("Onboarding"), section(trouble)] };
}

const start: Button = {
  type: "button",
  action_id: ACTION.start,
  style: "primary",
  text: { type: "plain_text", text: "Start an onboarding" },
};
const starter: KnownBlock = { type: "actions", elements: [start] };

function listed({ users, next }: PendingPage): KnownBlock[] {
  if (users.length === 0 && next === undefined) {
    return [section(NOBODY)];
  }
  return [
    { type: "divider" },
    header("Waiting for a decision"),
    ...users.map((user) => richText(pendingLine(user))),
    ...(next === undefined ? [] : [section(MORE_ELSEWHERE)]),
  ];
}

function header(text: string): KnownBlock {
  return { type: "header", text: { type: "plain_text", text } };
}

/** Words of ours: nobody else's text. */
function section(text: string): SectionBlock {
  return { type: "section", text: { type: "mrkdwn", text } };
}
