import { Impossible } from "../live-page/action.ts";
import type { Ephemeral, Message } from "../state/conversations.ts";
import { type OpenView, viewOutput } from "../state/views.ts";
import type { State } from "../state/state.ts";
import { remove } from "../messages.ts";
import type { AppAnswer } from "./deliver.ts";
import { findPerson, interaction, responseUrl, type Session, setProblem } from "./session.ts";
import { actionOf, type Choice, type Chosen, findControl } from "./controls.ts";
import { stateValues, ticked } from "./view-state.ts";

/** A button or a menu's option that someone uses, on a message (`ts`) or in a view of theirs (`viewId`). */
export interface Press extends Choice {
  user: string;
  channel?: string | undefined;
  ts?: string | undefined;
  viewId?: string | undefined;
  /** Whether a message that has replies is used where its thread is open, and not in the channel. */
  inThread?: boolean;
}

/** Sends block_actions to the app. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export async function press(session: Session, input: Press): Promise<AppAnswer> {
  const { state, app } = session;
  const person = findPerson(state, input.user);
  const surface = input.viewId ? inView(state, input) : onMessage(session, input);
  const chosen = findControl(surface.blocks, input);
  const open = "open" in surface ? surface.open : undefined;
  if (open) {
    note(open, chosen);
    state.changes.announce();
  }
  const { blockId, control } = chosen;
  const boxes = control.type === "checkboxes" ? ticked(blockId, control, open?.typed ?? {}) : [];
  const action = actionOf(chosen, boxes, state.nextTs());
  const view = open ? { view: viewOutput(state.directory, open, stateValues(open, open.typed)) } : {};
  const payload = {
    type: "block_actions",
    ...interaction(session, person),
    ...surface.payload,
    ...view,
    actions: [action],
  };
  const answer = await app.deliver({ type: "interactive", payload });
  setProblem(state, `${input.user} ${surface.place}`, answer.problem);
  return answer;
}

function onMessage(session: Session, { user, channel = session.state.directory.firstChannel.id, ts, inThread }: Press) {
  const conversation = session.state.conversations.get(channel);
  const isTheirs = (ephemeral: Ephemeral) => ephemeral.channel === channel && ephemeral.to === user;
  const ephemeral = session.state.ephemerals.find((candidate) => candidate.ts === ts && isTheirs(candidate));
  const message: Message | undefined = ephemeral ?? conversation?.messages.find((candidate) => candidate.ts === ts);
  if (!conversation || !message) {
    throw new Impossible("There is no such message.");
  }
  // Slack names the thread of a control that is used inside one. https://github.com/slack-go/slack/pull/888
  const thread_ts = message.thread_ts ?? (inThread ? message.ts : undefined);
  const container = {
    type: "message",
    message_ts: message.ts,
    channel_id: channel,
    is_ephemeral: ephemeral !== undefined,
    ...(thread_ts ? { thread_ts } : {}),
  };
  const { metadata: _, ...shown } = message;
  return {
    place: message.ts,
    blocks: [...(message.blocks ?? []), ...(conversation.former.get(message.ts) ?? [])],
    payload: {
      container,
      channel: { id: channel, name: conversation.name },
      ...(ephemeral ? {} : { message: shown }), // Slack leaves ephemeral messages out
      state: { values: {} },
      response_url: responseUrl(session, { channel, user, ts: message.ts, thread_ts }),
    },
  };
}

/** Keeps what was typed into an input or ticked: a view's state comes with everything that is used in it later. */
function note({ typed }: OpenView, { blockId, control, option, typed: text }: Chosen): void {
  if (text !== undefined) {
    typed[blockId] = text;
  } else if (control.type === "checkboxes" && option) {
    const values = ticked(blockId, control, typed).map(({ value }) => value);
    const others = values.filter((value) => value !== option.value);
    typed[blockId] = (values.length > others.length ? others : [...values, option.value]).join("\n");
  }
}

function inView({ modals, homes }: State, { user, viewId }: Press) {
  const open = [modals.get(user), homes.get(user)].find((candidate): candidate is OpenView => candidate?.id === viewId);
  if (!open) {
    throw new Impossible("This view is no longer open.");
  }
  const container = { type: "view", view_id: open.id };
  return { place: open.id, blocks: open.view.blocks, payload: { container }, open };
}

/** Removes a private message from this person's view; the app is not told, as in Slack. */
export function dismiss({ state }: Session, { user, ts }: { user: string; ts: string }): { sent: false } {
  const dismissed = state.ephemerals.find((message) => message.to === user && message.ts === ts);
  if (dismissed) {
    remove(state, dismissed);
  }
  return { sent: false };
}
