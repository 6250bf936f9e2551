import type { BlockAction, ButtonAction, Middleware, SlackActionMiddlewareArgs } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import { cursorBehind, type PendingPorts, pendingPage } from "../domain/pending.ts";
import type { Users } from "../domain/ports.ts";
import { onboardingId } from "../domain/user.ts";
import { type Access, type Actor, actorOfPress } from "./access.ts";
import { decideInSlack } from "./decide.ts";
import type { SlackDeps } from "./deps.ts";
import { ACTION } from "./ids.ts";
import { answer, isShownInModal, readPress, toldOf } from "./listener.ts";
import { FIRST_PAGE, pageTurners, readPlace } from "./place.ts";
import { deadlineOf } from "./receiver.ts";
import { LIST_LIMIT, listRow, MAYBE_MORE, MORE, NOBODY, pendingLine } from "./inbox.ts";
import { type Answer, type Message, contentOf, message, words } from "./words.ts";

/** Slack advises against longer texts in one message. https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
const LONGEST_TEXT = 4_000;
// Slack documents no sum of a message's blocks, and refuses one of some 13,000 characters: https://github.com/slackapi/bolt-js/issues/2509
const LONGEST_BLOCKS = 11_000;

/** What lists are made of. */
export type Listing = PendingPorts & { users: Pick<Users, "listEnded"> };

/** The result of a press in the list, and the onboarding that it takes off the list. */
interface Said {
  answer: Message | undefined;
  gone: string | undefined;
}

/**
 * Answers `/onboard list` and each press in it: everyone waiting for a decision, earliest deadline first, with buttons, as many as one
 * message holds.
 */
export async function list(
  deps: Listing & { access: Pick<Access, "ask" | "fourEyes"> },
  actor: Actor,
  place = FIRST_PAGE,
  { answer: said, gone }: Said = { answer: undefined, gone: undefined },
): Promise<Answer> {
  const refused = await deps.access.ask(actor);
  if (refused !== undefined) {
    return refused;
  }
  const cursor = place.trail.at(-1);
  const { users, next, cutShort } = await pendingPage(deps, { size: LIST_LIMIT, cursor });
  const open = users.filter((user) => onboardingId(user) !== gone);
  const looker = { actor, isApprover: true, access: deps.access };
  const rows = fitting(
    open.map((user) => ({
      text: message(words`• ${pendingLine(user)}`).text,
      blocks: listRow(user, looker, cursor ?? ""),
    })),
    said,
  );
  const last = open[rows.length - 1];
  const onward = last && rows.length < open.length ? cursorBehind(last) : next;
  const turners = pageTurners(place, onward, ACTION);
  const below = onward !== undefined ? [cutShort ? MAYBE_MORE : MORE] : rows.length === 0 ? [NOBODY] : [];
  return together([
    ...(said ? [said] : []),
    ...rows,
    ...below.map((line) => message(words`${line}`)),
    ...(turners.length > 0
      ? [{ text: "", blocks: [{ type: "actions", elements: turners } satisfies KnownBlock] }]
      : []),
  ]);
}

/** The first rows that one message holds, with room for what is above and below them. */
export function fitting(rows: readonly Message[], said?: Message): Message[] {
  const shown: Message[] = [];
  let [text, blocks] = [(said?.text.length ?? 0) + MORE.length + 2, JSON.stringify(said?.blocks ?? []).length];
  for (const row of rows) {
    text += row.text.length + 1;
    blocks += JSON.stringify(row.blocks).length;
    if (text > LONGEST_TEXT || blocks > LONGEST_BLOCKS) {
      break;
    }
    shown.push(row);
  }
  return shown;
}

/** Messages as one, from top to bottom. */
export function together(messages: readonly Message[]): Message {
  return {
    text: messages.flatMap(({ text }) => (text === "" ? [] : [text])).join("\n"),
    blocks: messages.flatMap(({ blocks }) => blocks),
  };
}

/** Bolt's listener for *Previous* and *Next* in the list: the other page replaces this one; a refusal appears below it. */
export function onTurn(deps: SlackDeps): Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction>>> {
  return async ({ ack, respond, body, action, context }) => {
    await ack();
    const page = () => list(deps, actorOfPress(body), readPlace(action.value));
    const told = await answer(page, deps.log, deadlineOf(context));
    await respond({ response_type: "ephemeral", replace_original: typeof told !== "string", ...contentOf(told) });
  };
}

/**
 * Bolt's listener for *Verify* and *Reject* in the list: the result appears above the list without that user; a refusal or a conflict
 * opens a modal as well.
 */
export function onListPress(
  deps: SlackDeps,
  outcome: "verified" | "rejected",
): Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction>>> {
  return async ({ ack, respond, body, action, context }) => {
    await ack();
    const deadline = deadlineOf(context);
    const press = readPress(body, action);
    const told = toldOf(await answer(() => decideInSlack(deps, { ...press, outcome }, deadline), deps.log, deadline));
    const isShown = told.kind !== "done" && (await isShownInModal(deps, press, told, deadline));
    const said = isShown || typeof told.answer === "string" ? undefined : told.answer;
    const gone = told.kind === "refused" ? undefined : press.onboardingId;
    const place = { trail: press.choice ? [press.choice] : [] };
    const renewed = await answer(() => list(deps, press.actor, place, { answer: said, gone }), deps.log, deadline);
    if (typeof renewed !== "string") {
      await respond({ response_type: "ephemeral", replace_original: true, ...renewed });
    } else if (!isShown) {
      await respond({ response_type: "ephemeral", replace_original: false, ...contentOf(told.answer) });
    }
  };
}
