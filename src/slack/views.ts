import type { ViewOutput } from "@slack/bolt";
import type { Block, HomeView, InputBlock, KnownBlock, ModalView, SectionBlock } from "@slack/types";
import { PermanentFailure } from "../domain/failures.ts";
import { callSlack, type SlackClients } from "./web-api.ts";
import { type Answer, contentOf, type Message } from "./words.ts";

/** A private message in a thread, which only `user` sees. */
export interface Whisper extends Partial<Message> {
  channel: string;
  /** The parent's: Slack advises against a reply's, and shows nothing in a thread that has no replies yet. https://docs.slack.dev/reference/methods/chat.postEphemeral */
  thread_ts: string;
  user: string;
  text: string;
}

/** Modals, the Home tab, and private messages in threads. Throws when Slack refuses. */
export interface Views {
  /** Opens a modal; the trigger lives 3 s and opens one view. */
  open(triggerId: string, view: ModalView): Promise<void>;
  /** Replaces a person's Home tab; with the `hash` of a view only while that is the present one, else it does nothing and answers false. */
  publishHome(userId: string, view: HomeView, hash?: string): Promise<boolean>;
  /** Tells one person something in a thread. */
  whisper(message: Whisper): Promise<void>;
}

/** Slack's modals and Home tabs. Throws as callSlack does. */
export function slackViews(clients: SlackClients): Views {
  return {
    async open(trigger_id, view) {
      await callSlack(clients, (slack) => slack.views.open({ trigger_id, view }));
    },
    async publishHome(user_id, view, hash) {
      try {
        await callSlack(clients, (slack) => slack.views.publish({ user_id, view, ...(hash ? { hash } : {}) }));
        return true;
      } catch (error) {
        if (error instanceof PermanentFailure && error.name === "slack_hash_conflict") {
          return false;
        }
        throw error;
      }
    },
    async whisper(message) {
      await callSlack(clients, (slack) => slack.chat.postEphemeral(message));
    },
  };
}

/** A modal that says something and takes nothing; a title has 24 characters at most. https://docs.slack.dev/reference/views/modal-views */
export function notice(title: string, answer: Answer): ModalView {
  return {
    type: "modal",
    title: { type: "plain_text", text: title },
    close: { type: "plain_text", text: "Close" },
    blocks: blocksOf(answer),
  };
}

const NOTICE = "notice";

/** The parts of a submitted form that say what was meant, and that show it again. */
export type SubmittedForm = Pick<
  ViewOutput,
  "callback_id" | "private_metadata" | "title" | "submit" | "close" | "blocks" | "state"
>;

/** A submitted form once more: an answer above its inputs, and in them what was typed. A submission holds its whole view. */
export function formAgain(
  { callback_id, private_metadata, title, submit, close, blocks, state }: SubmittedForm,
  answer: Answer,
): ModalView {
  const kept = blocks.filter(({ block_id }) => !block_id?.startsWith(NOTICE));
  return {
    type: "modal",
    callback_id,
    private_metadata,
    title,
    ...(submit ? { submit } : {}),
    ...(close ? { close } : {}),
    blocks: [
      ...blocksOf(answer).map((block, index) => ({ ...block, block_id: `${NOTICE}-${index}` })),
      ...kept.map((block) => (block.type === "input" && "element" in block ? filled(block, state) : block)),
    ],
  };
}

function filled(block: InputBlock, { values }: SubmittedForm["state"]): Block {
  const { element, block_id = "" } = block;
  const held = values[block_id]?.[element.action_id ?? ""];
  const initial =
    element.type === "static_select"
      ? { initial_option: held?.selected_option ?? undefined }
      : { initial_value: held?.value ?? undefined };
  const again = { ...block, element: { ...element, ...initial } };
  return again;
}

function blocksOf(answer: Answer): KnownBlock[] {
  return contentOf(answer).blocks ?? [ours(contentOf(answer).text)];
}

/** Our own words, with nobody else's text in them. */
function ours(text: string): SectionBlock {
  return { type: "section", text: { type: "mrkdwn", text } };
}
