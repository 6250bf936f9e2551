import type { ViewStateValue } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Deadline } from "../domain/deadline.ts";
import { type User, onboardingId } from "../domain/user.ts";
import { type Actor, actorOfSubmit, type Submitter } from "./access.ts";
import { commentIn, commentInput, type FormOutcome, formOutcome } from "./decide-form.ts";
import { decideInSlack } from "./decide.ts";
import type { SlackDeps } from "./deps.ts";
import { ACTION, CONTROLS, VIEW } from "./ids.ts";
import type { FormAnswer, Told } from "./listener.ts";
import { eachOf, type Outcome } from "./many.ts";
import { notice, type SubmittedForm } from "./views.ts";
import { bold, contentOf, message, nameAndAddress, plain, richList, words } from "./words.ts";

/** What is typed and ticked in a view, by block ID and action ID. */
export type Values = Record<string, Record<string, ViewStateValue>>;

/** Whom to decide on, in which onboarding, and the name to tell it by. */
interface Chosen {
  userId: string;
  onboardingId: string;
  name: string;
}

/** Opens the form that decides on everyone selected on the Home tab, or a notice if nobody is; returns a refusal if this person can't decide. */
export function openDecideMany(outcome: FormOutcome) {
  return async (deps: SlackDeps, actor: Actor, triggerId: string, values: Values = {}): Promise<string | undefined> => {
    const { access, users, views } = deps;
    const refused = access.refuseAtOnce(actor, "decide");
    if (refused !== undefined) {
      return refused;
    }
    const found = await Promise.all(ticked(values).map((userId) => users.find(userId)));
    const open = found.flatMap((user) => (user?.status === "PENDING_EMAIL_VERIFICATION" ? [user] : []));
    const view = open.length === 0 ? notice("Nobody is selected", NOBODY_SELECTED) : decideManyForm(open, outcome);
    await views.open(triggerId, view);
    return undefined;
  };
}

/** Said where the form would name people. */
export const NOBODY_SELECTED =
  "Select the people first, then press this button again. Anyone who has been decided on in the meantime is left out.";

function ticked(values: Values): string[] {
  return Object.entries(values).flatMap(([block, actions]) =>
    block.startsWith(CONTROLS)
      ? (actions[ACTION.homeSelect]?.selected_options ?? []).map(({ value }) => value ?? "")
      : [],
  );
}

const FORMS = {
  verified: { verb: "Verify", consequence: "get access at once", label: "Comment" },
  rejected: { verb: "Reject", consequence: "will not get access, which cannot be undone", label: "Reason" },
} as const satisfies Record<FormOutcome, object>;

/** The form that asks before several are decided on; it names how many and whom. */
export function decideManyForm(users: readonly User[], outcome: FormOutcome): ModalView {
  const { verb, consequence, label } = FORMS[outcome];
  const people = users.length === 1 ? "1 user" : `${users.length} users`;
  const about = users.map((user) => [user.userId, onboardingId(user), plain(user.name, 100)].join("\t"));
  return {
    type: "modal",
    callback_id: VIEW.decideMany,
    private_metadata: [outcome, ...about].join("\n"),
    title: { type: "plain_text", text: `${verb} ${people}?` },
    submit: { type: "plain_text", text: verb },
    close: { type: "plain_text", text: "Cancel" },
    blocks: [
      richList(words`${bold(people)} ${consequence}:`, users.map(nameAndAddress)),
      commentInput(label, "It appears on each card.", { optional: true, focus_on_load: false }),
    ],
  };
}

/** The users that a submitted form is about, how to decide, and what was typed. */
export function readDecideMany({ private_metadata, state }: Pick<SubmittedForm, "private_metadata" | "state">) {
  const [outcome, ...lines] = private_metadata.split("\n");
  const chosen = lines.map((line): Chosen => {
    const [userId = "", id = "", name = ""] = line.split("\t");
    return { userId, onboardingId: id, name };
  });
  return { outcome: formOutcome(outcome), chosen, comment: commentIn(state) };
}

/** Decides on each user separately and reports each result, with the name of the person who was first if it wasn't this one. */
export async function decideMany(
  deps: SlackDeps,
  submission: Submitter & { view: SubmittedForm },
  deadline: Deadline,
): Promise<FormAnswer> {
  const { outcome, chosen, comment } = readDecideMany(submission.view);
  const actor = actorOfSubmit(submission, undefined);
  const refused = await deps.access.decide(actor);
  if (refused !== undefined) {
    return { view: notice("Nothing was changed", refused) };
  }
  const outcomes = await eachOf(chosen, { ...deps, deadline }, (about, own) =>
    decideInSlack(deps, { ...about, actor, outcome, comment }, own),
  );
  const count = outcomes.filter((each) => "result" in each && each.result.kind === "done").length;
  const heading = message(words`${bold(`${count} of ${chosen.length} ${outcome}.`)}`);
  const told = chosen.map(({ name }, n) => said(name, outcomes[n]));
  const blocks = [heading, ...told].flatMap((each) => contentOf(each).blocks ?? []);
  return { view: notice(`${count} of ${chosen.length} ${outcome}`, { text: heading.text, blocks }) };
}

function said(name: string, outcome: Outcome<Told> | undefined) {
  if (outcome === undefined || "failed" in outcome) {
    return outcome?.failed === "none"
      ? message(words`${name}: nothing was changed, since no time was left. Please try again.`)
      : message(words`${name}: this may have counted. Look at the card in a minute.`);
  }
  const { answer } = outcome.result;
  return typeof answer === "string" ? message(words`${name}: ${answer}`) : answer;
}
