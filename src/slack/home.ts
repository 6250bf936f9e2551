import type {
  BlockAction,
  ButtonAction,
  Context,
  Middleware,
  OverflowAction,
  PlainTextInputAction,
  SlackActionMiddlewareArgs,
  SlackEventMiddlewareArgs,
  ViewSubmitAction,
} from "@slack/bolt";
import { type Deadline, within } from "../domain/deadline.ts";
import { pendingPage } from "../domain/pending.ts";
import { onboardingId } from "../domain/user.ts";
import { type Actor, actorOfHome, actorOfPress, actorOfSubmit } from "./access.ts";
import type { Values } from "./decide-many.ts";
import type { SlackDeps } from "./deps.ts";
import { type HomeTab, homeTab, troubledHome } from "./home-view.ts";
import { answer, isShownInModal, type Press, readPress, type Told, toldOf } from "./listener.ts";
import { reasonOf } from "./log.ts";
import { FIRST_PAGE, type Place, readPlace } from "./place.ts";
import { deadlineOf } from "./receiver.ts";
import type { SubmittedForm } from "./views.ts";
import { LIST_LIMIT } from "./inbox.ts";
import type { Answer } from "./words.ts";

/** What a Home tab shows next, and the view that it replaces. */
interface Showing {
  place: Place;
  /** The result of the last press. */
  said?: Answer | undefined;
  /** Onboardings decided a moment ago, which the list of the pending may still contain. */
  gone?: readonly string[];
  /** Slack's mark of the view that was pressed on. */
  hash?: string | undefined;
}

/** Publishes a person's Home tab: approvers see everyone pending and the last decisions, requesters their own requests. */
export async function homeOpened(deps: SlackDeps, actor: Actor): Promise<void> {
  await publish(deps, actor, { place: FIRST_PAGE });
}

/**
 * Publishes a person's Home tab. If another press of theirs was faster, this one's data may be old, so it reads again.
 * https://docs.slack.dev/reference/methods/views.publish
 */
async function publish(deps: SlackDeps, actor: Actor, { hash, ...showing }: Showing): Promise<void> {
  const view = homeTab(await look(deps, actor, showing));
  if (!(await deps.views.publishHome(actor.id, view, hash))) {
    await deps.views.publishHome(actor.id, homeTab(await look(deps, actor, showing)));
  }
}

async function look(deps: SlackDeps, actor: Actor, showing: Omit<Showing, "hash">): Promise<HomeTab> {
  const { access } = deps;
  const [refusal, mayNotStart] = await Promise.all([access.ask(actor), access.start(actor)]);
  const requestedBy = refusal === undefined ? undefined : actor.id;
  const isFirstPage = showing.place.search === undefined && showing.place.trail.length === 0;
  const [{ place, page }, recent] = await Promise.all([
    pageAt(deps, showing, requestedBy),
    isFirstPage ? deps.users.listEnded({ requestedBy, limit: LIST_LIMIT }) : [],
  ]);
  return {
    looker: { actor, isApprover: refusal === undefined, access },
    mayStart: mayNotStart === undefined,
    refusal,
    place,
    page,
    recent,
    said: showing.said,
  };
}

/** The page at a place without the users decided on since, or the previous page if that leaves nobody. */
async function pageAt(deps: SlackDeps, { place, gone = [] }: Omit<Showing, "hash">, requestedBy: string | undefined) {
  const { search, trail } = place;
  const found = await pendingPage(deps, { size: LIST_LIMIT, cursor: trail.at(-1), search, requestedBy });
  const page = { ...found, users: found.users.filter((user) => !gone.includes(onboardingId(user))) };
  if (page.users.length === 0 && page.next === undefined && trail.length > 0) {
    const before = { search, trail: trail.slice(0, -1) };
    return pageAt(deps, { place: before, gone }, requestedBy);
  }
  return { place, page };
}

/** Bolt's listener for opening the Home tab. Trouble is shown there. */
export function onHomeOpened(deps: SlackDeps): Middleware<SlackEventMiddlewareArgs<"app_home_opened">> {
  return async ({ event, body, context }) => {
    if (event.tab === "home") {
      await orTrouble(deps, event.user, context, () => homeOpened(deps, actorOfHome(body, event.user)));
    }
  };
}

/** Bolt's listener for a Home tab button that opens a form. A person who can no longer use it sees the tab renewed. */
export function onHomeForm(
  deps: SlackDeps,
  open: (deps: SlackDeps, actor: Actor, triggerId: string, values?: Values) => Promise<string | undefined>,
): Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction>>> {
  return async ({ ack, body, context }) => {
    await ack();
    const actor = actorOfPress(body);
    await orTrouble(deps, actor.id, context, async () => {
      const refused = await open(deps, actor, body.trigger_id, body.view?.state?.values);
      if (refused !== undefined) {
        await homeOpened(deps, actor);
      }
    });
  };
}

/** Bolt's listener for *Previous*, *Next* and *Show all*, whose values say where they lead. */
export function onHomeTurn(deps: SlackDeps): Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction>>> {
  return async ({ ack, body, action, context }) => {
    await ack();
    const showing = { place: readPlace(action.value), hash: body.view?.hash };
    await orTrouble(deps, body.user.id, context, () => publish(deps, actorOfPress(body), showing));
  };
}

/** Bolt's listener for a search, which Slack sends when Enter is pressed. */
export function onHomeSearch(
  deps: SlackDeps,
): Middleware<SlackActionMiddlewareArgs<BlockAction<PlainTextInputAction>>> {
  return async ({ ack, body, action, context }) => {
    await ack();
    const showing = { place: { search: action.value?.trim() || undefined, trail: [] }, hash: body.view?.hash };
    await orTrouble(deps, body.user.id, context, () => publish(deps, actorOfPress(body), showing));
  };
}

/**
 * Bolt's listener for a control in a row of the Home tab. The renewed tab says at its top what was done; anything else opens a modal
 * as well. `isEnding` says whether success takes the user off the list.
 */
export function onHomePress(
  deps: SlackDeps,
  work: (deps: SlackDeps, press: Press, deadline: Deadline) => Promise<Told | undefined>,
  isEnding = true,
): Middleware<SlackActionMiddlewareArgs<BlockAction<ButtonAction | OverflowAction>>> {
  return async ({ ack, body, action, context }) => {
    await ack();
    const deadline = deadlineOf(context);
    const press = readPress(body, action);
    const result = await answer(() => work(deps, press, deadline), deps.log, deadline);
    if (result === undefined) {
      return;
    }
    const told = toldOf(result);
    const isShown = told.kind !== "done" && (await isShownInModal(deps, press, told, deadline));
    const isGone = told.kind === "late" || (told.kind === "done" && isEnding);
    const showing = {
      place: readPlace(body.view?.private_metadata),
      hash: body.view?.hash,
      said: isShown ? undefined : told.answer,
      gone: isGone && press.onboardingId !== undefined ? [press.onboardingId] : [],
    };
    await renew(deps, press.actor, showing, deadline);
  };
}

/** Renews the Home tab after a form opened from it was submitted; such a form names no channel. */
export function renewAfter(channelOf: (view: SubmittedForm) => string | undefined) {
  return async (deps: SlackDeps, body: ViewSubmitAction, deadline: Deadline): Promise<void> => {
    if (channelOf(body.view) === undefined) {
      await renew(deps, actorOfSubmit(body, undefined), { place: FIRST_PAGE }, deadline);
    }
  };
}

/** Only logs a failure: what was done before counts either way. */
async function renew(deps: SlackDeps, actor: Actor, showing: Showing, deadline: Deadline): Promise<void> {
  try {
    await within(deadline, publish(deps, actor, showing));
  } catch (error) {
    deps.log.warn("Home tab not renewed", { reason: reasonOf(error) });
  }
}

async function orTrouble({ views, log }: SlackDeps, userId: string, context: Context, work: () => Promise<void>) {
  const trouble = await answer(work, log, deadlineOf(context));
  if (trouble !== undefined) {
    await views.publishHome(userId, troubledHome(trouble));
  }
}
