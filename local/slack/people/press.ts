import { Impossible } from "../../page/doing.ts";
import type { Ephemeral, Message } from "../state/conversations.ts";
import { type OpenView, viewOutput } from "../state/views.ts";
import type { Workspace } from "../workspace.ts";
import { actionOf } from "./action.ts";
import { type AppAnswer, deliverForm } from "./deliver.ts";
import { findPerson, interaction, responseUrl } from "./envelope.ts";
import { type Choice, findControl } from "./find-control.ts";
import type { Sandbox } from "./sandbox.ts";
import { setTrouble } from "./trouble.ts";

/** A button or a menu's option that someone uses, on a message (`ts`) or in a view of theirs (`viewId`). */
export interface Press extends Choice {
  user: string;
  channel?: string | undefined;
  ts?: string | undefined;
  viewId?: string | undefined;
}

/** Sends block_actions to the app. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export async function press(sandbox: Sandbox, input: Press): Promise<AppAnswer> {
  const { workspace, app } = sandbox;
  const person = findPerson(input.user);
  const surface = input.viewId ? inView(workspace, input) : onMessage(sandbox, input);
  const action = actionOf(findControl(surface.blocks, input), workspace.nextTs());
  const payload = { type: "block_actions", ...interaction(sandbox, person), ...surface.payload, actions: [action] };
  const answer = await deliverForm(app, { payload: JSON.stringify(payload) });
  setTrouble(workspace, `${input.user} ${surface.place}`, answer.trouble);
  return answer;
}

function onMessage(sandbox: Sandbox, { user, channel = "C0APPROVALS", ts }: Press) {
  const conversation = sandbox.workspace.conversations.get(channel);
  const isTheirs = (ephemeral: Ephemeral) => ephemeral.channel === channel && ephemeral.to === user;
  const ephemeral = sandbox.workspace.ephemerals.find((candidate) => candidate.ts === ts && isTheirs(candidate));
  const message: Message | undefined = ephemeral ?? conversation?.messages.find((candidate) => candidate.ts === ts);
  if (!conversation || !message) {
    throw new Impossible("There is no such message.");
  }
  const container = {
    type: "message",
    message_ts: message.ts,
    channel_id: channel,
    is_ephemeral: ephemeral !== undefined,
    ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
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
      response_url: responseUrl(sandbox, { channel, user, ts: message.ts, thread_ts: message.thread_ts }),
    },
  };
}

function inView({ modals, homes }: Workspace, { user, viewId }: Press) {
  const open = [modals.get(user), homes.get(user)].find((candidate): candidate is OpenView => candidate?.id === viewId);
  if (!open) {
    throw new Impossible("This view is no longer open.");
  }
  const container = { type: "view", view_id: open.id };
  return { place: open.id, blocks: open.view.blocks, payload: { container, view: viewOutput(open) } };
}
