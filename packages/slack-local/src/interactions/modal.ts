import * as v from "valibot";
import { SlackError } from "../api/slack-error.ts";
import { readView } from "../api/views.ts";
import { Impossible } from "../live-page/action.ts";
import type { State } from "../state/state.ts";
import { type OpenView, openView, viewOutput } from "../state/views.ts";
import type { AppAnswer } from "./deliver.ts";
import { findPerson, interaction, type Session, setProblem } from "./session.ts";
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

/** Sends view_submission to the app, unless Slack itself finds a mistake, and applies its answer. */
export async function submit(session: Session, { user, viewId, values }: Submission): Promise<SubmissionAnswer> {
  const { state, app } = session;
  const person = findPerson(state, user);
  const modal = findModal(state, user, viewId);
  modal.typed = values;
  modal.errors = mistakes(modal, values);
  if (Object.keys(modal.errors).length > 0) {
    setProblem(state, `${user} ${modal.id}`, undefined);
    state.changes.announce();
    return { sent: false, errors: modal.errors };
  }
  const view = viewOutput(state.directory, modal, stateValues(modal, values));
  const payload = { type: "view_submission", ...interaction(session, person), view, response_urls: [] };
  const answer = await app.deliver({ type: "interactive", payload });
  const problem = answer.problem ?? applyAnswer(state, modal, answer.body);
  setProblem(state, `${user} ${modal.id}`, problem);
  state.changes.announce(); // the modal has closed, or shows something else
  return { ...answer, problem, errors: modal.errors };
}

/** Applies the app's answer; says what is wrong with it where Slack would say that it had trouble connecting. */
function applyAnswer({ modals }: State, modal: OpenView, body: string): string | undefined {
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
      const unknown = Object.keys(modal.errors).filter((blockId) => !known.has(blockId));
      return unknown.length > 0 ? "The app's answer names an input that the modal doesn't have." : undefined;
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

/** Closes someone's modal; the app is sent view_closed only if it asked for it. */
export async function cancel(
  session: Session,
  { user, viewId }: { user: string; viewId?: string | undefined },
): Promise<AppAnswer | { sent: false }> {
  const { state, app } = session;
  const person = findPerson(state, user);
  const modal = findModal(state, user, viewId);
  state.modals.delete(user);
  state.changes.announce();
  if (modal.view.type !== "modal" || !modal.view.notify_on_close) {
    return { sent: false };
  }
  const { trigger_id: _, ...common } = interaction(session, person); // nothing can be opened from here
  const payload = { type: "view_closed", ...common, view: viewOutput(state.directory, modal), is_cleared: false };
  return app.deliver({ type: "interactive", payload });
}

/** The modal that a person has open; throws Impossible where it is another one by now, or none. */
function findModal({ modals }: State, user: string, viewId: string | undefined): OpenView {
  const open = modals.get(user);
  if (!open || (viewId !== undefined && open.id !== viewId)) {
    throw new Impossible("This modal is no longer open.");
  }
  return open;
}
