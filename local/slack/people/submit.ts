import * as v from "valibot";
import { SlackError } from "../api/slack-error.ts";
import { readView } from "../api/views.ts";
import { type OpenView, openView, viewOutput } from "../state/views.ts";
import type { Workspace } from "../workspace.ts";
import { type AppAnswer, deliverForm } from "./deliver.ts";
import { findPerson, interaction } from "./envelope.ts";
import { findModal } from "./find-modal.ts";
import type { Sandbox } from "./sandbox.ts";
import { setTrouble } from "./trouble.ts";
import { mistakes, stateValues } from "./view-state.ts";

/** A modal that someone submits; `values` are what they wrote, by block ID. */
export interface Submission {
  user: string;
  viewId?: string | undefined;
  values: Record<string, string>;
}

/** What became of a submission: `errors` are the mistakes shown in the modal, by block ID, Slack's own or the app's. */
export type SubmissionAnswer = (AppAnswer | { sent: false }) & { errors: Record<string, string> };

/** https://docs.slack.dev/surfaces/modals#response_actions */
const ResponseAction = v.variant("response_action", [
  v.object({ response_action: v.literal("errors"), errors: v.record(v.string(), v.string()) }),
  v.object({ response_action: v.literal("update"), view: v.unknown() }),
  v.object({ response_action: v.literal("clear") }),
]);

/** Sends view_submission to the app, unless Slack itself finds a mistake, and does what it answers. */
export async function submit(sandbox: Sandbox, { user, viewId, values }: Submission): Promise<SubmissionAnswer> {
  const { workspace, app } = sandbox;
  const person = findPerson(user);
  const modal = findModal(workspace, user, viewId);
  modal.typed = values;
  modal.errors = mistakes(modal, values);
  if (Object.keys(modal.errors).length > 0) {
    setTrouble(workspace, `${user} ${modal.id}`, undefined);
    return { sent: false, errors: modal.errors };
  }
  const view = viewOutput(modal, stateValues(modal, values));
  const payload = { type: "view_submission", ...interaction(sandbox, person), view, response_urls: [] };
  const answer = await deliverForm(app, { payload: JSON.stringify(payload) });
  const trouble = answer.trouble ?? carryOut(workspace, modal, answer.body);
  setTrouble(workspace, `${user} ${modal.id}`, trouble);
  return { ...answer, trouble, errors: modal.errors };
}

/** Does what the app's answer asks for; says what is wrong with it where Slack would say that it had trouble. */
function carryOut({ modals }: Workspace, modal: OpenView, body: string): string | undefined {
  if (body.trim() === "") {
    closeUnlessReplaced(modals, modal);
    return undefined;
  }
  const action = v.safeParse(v.pipe(v.string(), v.parseJson(), ResponseAction), body);
  if (!action.success) {
    return "The app's answer is nothing that Slack understands.";
  }
  switch (action.output.response_action) {
    case "clear":
      closeUnlessReplaced(modals, modal);
      return undefined;
    case "update":
      return replaceModal(modals, modal, action.output.view);
    case "errors": {
      const known = new Set(modal.view.blocks.map((block) => block.block_id));
      modal.errors = action.output.errors;
      const strayed = Object.keys(modal.errors).filter((blockId) => !known.has(blockId));
      return strayed.length > 0 ? "The app's answer names an input that the modal doesn't have." : undefined;
    }
  }
}

function replaceModal(modals: Map<string, OpenView>, modal: OpenView, view: unknown): string | undefined {
  try {
    modals.set(modal.user, openView(modal.user, readView(view, "modal"), modal));
    return undefined;
  } catch (error) {
    if (error instanceof SlackError) {
      return `The app's answer holds a modal that Slack refuses: ${error.messages.join("; ")}.`;
    }
    throw error;
  }
}

/** The app may have opened another modal meanwhile. */
function closeUnlessReplaced(modals: Map<string, OpenView>, modal: OpenView): void {
  if (modals.get(modal.user)?.id === modal.id) {
    modals.delete(modal.user);
  }
}
