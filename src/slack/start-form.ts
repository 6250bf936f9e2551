import type { InputBlock, ModalView, PlainTextInput, PlainTextOption } from "@slack/types";
import type { Deadline } from "../domain/deadline.ts";
import { sleep } from "../domain/decide.ts";
import { InvalidRequest } from "../domain/failures.ts";
import { type Language, LANGUAGE_NAMES, tongueIn } from "../domain/language.ts";
import { requestOf } from "../domain/request.ts";
import { startOnboarding, userIdOf } from "../domain/start.ts";
import { type OnboardingRequest, wireName } from "../domain/user.ts";
import { type Actor, type Submitter, actorOfSubmit } from "./access.ts";
import type { SlackDeps } from "./deps.ts";
import { VIEW } from "./ids.ts";
import type { FieldErrors, FormAnswer } from "./listener.ts";
import { formAgain, notice, type SubmittedForm } from "./views.ts";
import { startAnswer } from "./words.ts";

/**
 * Opens a form that starts onboardings, or returns the sentence that says who can. The trigger lives 3 s, so Slack is asked nothing
 * first: submitting the form authorises in full.
 */
export function opening(formOf: (deps: SlackDeps, actor: Actor) => ModalView) {
  return async (deps: SlackDeps, actor: Actor, triggerId: string): Promise<string | undefined> => {
    const refused = deps.access.refuseAtOnce(actor, "start");
    if (refused === undefined) {
      await deps.views.open(triggerId, formOf(deps, actor));
    }
    return refused;
  };
}

/** Opens the form that starts one onboarding. */
export const openStartModal = opening(({ language }, { channel }) => startModal(channel, language));

/** The modal's inputs, by the request's field: each one's block ID, and the action ID within it. */
export const FIELD = { email: "email", name: "name", note: "note", locale: "locale" } as const;

/**
 * The form that starts an onboarding, with what is known already. It carries the channel in which it was opened, since a submission
 * does not say, and who can start may depend on it. The longest texts are the domain's own limits.
 */
export function startModal(
  channel: string | undefined,
  language: Language,
  known: Partial<OnboardingRequest> = {},
): ModalView {
  return {
    type: "modal",
    callback_id: VIEW.start,
    private_metadata: channel ?? "",
    title: { type: "plain_text", text: "Onboard a new user" },
    submit: { type: "plain_text", text: "Start" },
    close: { type: "plain_text", text: "Cancel" },
    blocks: [
      {
        type: "input",
        block_id: FIELD.email,
        label: { type: "plain_text", text: "Email" },
        hint: { type: "plain_text", text: "A verification link is emailed to this address." },
        element: {
          type: "email_text_input",
          action_id: FIELD.email,
          focus_on_load: true,
          ...initial(known.email),
          placeholder: { type: "plain_text", text: "ada@example.com" },
        },
      },
      input(FIELD.name, "Full name", {
        max_length: 100,
        ...initial(known.name),
        placeholder: { type: "plain_text", text: "Ada Lovelace" },
      }),
      {
        ...input(FIELD.note, "Note", { max_length: 500, multiline: true, ...initial(known.note) }),
        optional: true,
        hint: { type: "plain_text", text: "What the approvers should know. It is shown on the card." },
      },
      {
        type: "input",
        block_id: FIELD.locale,
        label: { type: "plain_text", text: "Language" },
        hint: { type: "plain_text", text: "The language of the emails and of the page that they link to." },
        element: {
          type: "static_select",
          action_id: FIELD.locale,
          options: Object.values(LANGUAGE_OPTIONS),
          initial_option: LANGUAGE_OPTIONS[tongueIn([known.locale])?.language ?? language],
        },
      },
    ],
  };
}

const LANGUAGE_OPTIONS = { en: option("en"), ja: option("ja"), de: option("de") } satisfies Record<
  Language,
  PlainTextOption
>;

function option(value: Language): PlainTextOption {
  return { text: { type: "plain_text", text: LANGUAGE_NAMES[value] }, value };
}

/** Slack refuses an empty initial value. */
function initial(text: string | undefined): { initial_value?: string } {
  return text ? { initial_value: text } : {};
}

function input(id: string, label: string, element: Partial<PlainTextInput>): InputBlock {
  return {
    type: "input",
    block_id: id,
    label: { type: "plain_text", text: label },
    element: { type: "plain_text_input", action_id: id, ...element },
  };
}

/** What was written into the form, and the channel that it carries. */
export function readStartModal(view: Pick<SubmittedForm, "private_metadata" | "state">) {
  return { channel: view.private_metadata || undefined, ...typedIn(view) };
}

/** What was filled into the form; an input that was left empty is empty text, a note or a language undefined. */
export function typedIn(view: Pick<SubmittedForm, "state">) {
  const typed = (id: string) => view.state.values[id]?.[id]?.value ?? "";
  return {
    email: typed(FIELD.email),
    name: typed(FIELD.name),
    note: typed(FIELD.note).trim() || undefined,
    locale: view.state.values[FIELD.locale]?.[FIELD.locale]?.selected_option?.value,
  };
}

/**
 * Answers the submitted form: it says at the fields what is wrong, above them why nothing was started, or becomes a view that
 * says what happens next, with a link to the card if that is posted by then.
 */
export async function startByForm(
  deps: SlackDeps,
  submission: Submitter & { view: SubmittedForm },
  deadline: Deadline,
): Promise<FormAnswer> {
  const { channel, email, ...others } = readStartModal(submission.view);
  const actor = actorOfSubmit(submission, channel);
  const refused = await deps.access.start(actor);
  if (refused !== undefined) {
    return { view: formAgain(submission.view, refused) };
  }
  try {
    const request = requestOf({ userId: userIdOf(email), email, requestedBy: actor.id, ...others });
    const started = await startOnboarding(deps, request, deadline, () => deps.access.ask(actor));
    if (started.kind !== "started") {
      return { view: formAgain(submission.view, startAnswer(started, request)) };
    }
    const card = await postedCard(deps, request, deadline);
    return { view: notice("Onboarding started", startAnswer(started, request, card)) };
  } catch (error) {
    if (error instanceof InvalidRequest) {
      return { errors: atFields(error) };
    }
    throw error;
  }
}

const LOOKS = 6;
const PAUSE_MILLISECONDS = 250;
const TIME_TO_TELL_MILLISECONDS = 300;

/** The card's place, if it is posted while the person waits. The onboarding has started: no trouble here is an error. */
async function postedCard({ users, pause = sleep }: SlackDeps, { userId }: OnboardingRequest, deadline: Deadline) {
  try {
    for (let look = 0; look < LOOKS && deadline.left > PAUSE_MILLISECONDS + TIME_TO_TELL_MILLISECONDS; look += 1) {
      await pause(PAUSE_MILLISECONDS);
      const user = await users.find(userId);
      if (user?.card?.permalink && user.status === "PENDING_EMAIL_VERIFICATION") {
        return user.card;
      }
    }
  } catch {
    return undefined;
  }
  return undefined;
}

/** "is empty" becomes "This is empty." below its input; a fault without an input of its own appears below the first. */
export function atFields({ message, faults }: InvalidRequest): FieldErrors {
  const atInputs = Object.entries(FIELD).flatMap(([field, id]) => {
    const fault = faults[wireName(field)];
    return fault ? [[id, `This ${fault}.`] as const] : [];
  });
  return atInputs.length > 0 ? Object.fromEntries(atInputs) : { [FIELD.email]: message };
}
