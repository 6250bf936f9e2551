import type { ModalView } from "@slack/types";
import { parse, stringify } from "node:querystring";
import { normaliseEmail } from "../domain/address.ts";
import type { Deadline } from "../domain/deadline.ts";
import { InvalidRequest } from "../domain/failures.ts";
import type { Language } from "../domain/language.ts";
import { requestOf } from "../domain/request.ts";
import { startOnboarding, userIdOf } from "../domain/start.ts";
import { type OnboardingRequest, onboardingId, type User } from "../domain/user.ts";
import { type Actor, actorOfSubmit, type Submitter } from "./access.ts";
import { deliver, stillPending } from "./decide.ts";
import type { SlackDeps } from "./deps.ts";
import { VIEW } from "./ids.ts";
import type { FormAnswer, Press, Told } from "./listener.ts";
import { reasonOf } from "./log.ts";
import { atFields, FIELD, startModal, typedIn } from "./start-form.ts";
import { formAgain, notice, type SubmittedForm } from "./views.ts";
import { isRequester, withdraw } from "./withdraw.ts";
import { nameAndAddress, richText, startAnswer, type Words, words } from "./words.ts";

/**
 * Answers *Start again with another address*: opens the form with what is known, or says what is in the way. The trigger lives 3 s,
 * so that Slack is asked nothing first: submitting the form authorises in full.
 */
export async function openStartAgain(
  { access, users, views, language }: SlackDeps,
  { actor, userId, onboardingId: about, triggerId }: Press,
): Promise<Told | undefined> {
  const refused = access.refuseAtOnce(actor, "start");
  if (refused !== undefined) {
    return { kind: "refused", answer: refused };
  }
  const found = stillPending(await users.find(userId), about);
  if ("late" in found) {
    return { kind: "late", answer: found.late };
  }
  await views.open(triggerId, startAgainForm(found.user, actor.channel, language));
  return undefined;
}

/** The form that starts an onboarding, filled with an earlier one that ends by it, which it names and carries. */
export function startAgainForm(user: User, channel: string | undefined, language: Language): ModalView {
  const { blocks, ...form } = startModal(channel, language, user);
  return {
    ...form,
    callback_id: VIEW.again,
    private_metadata: stringify({ userId: user.userId, onboardingId: onboardingId(user), channel }),
    title: { type: "plain_text", text: "Start again" },
    blocks: [
      richText(words`This starts a new onboarding and ends that of ${nameAndAddress(user)}. Its link stops working.`),
      ...blocks,
    ],
  };
}

/** What a submitted form is about, and the channel in which it was opened. */
export function readStartAgain({ private_metadata }: Pick<SubmittedForm, "private_metadata">) {
  const { userId, onboardingId: about, channel } = parse(private_metadata);
  return {
    userId: String(userId ?? ""),
    onboardingId: String(about ?? ""),
    channel: String(channel ?? "") || undefined,
  };
}

/**
 * Answers the submitted form for a person who can start and can end the earlier onboarding: its requester or an approver. The new one
 * starts first, so the user is never without one. If the earlier one could not be ended, the answer says so, and submitting again ends it.
 */
export async function startAgain(
  deps: SlackDeps,
  submission: Submitter & { view: SubmittedForm },
  deadline: Deadline,
): Promise<FormAnswer> {
  const { userId, onboardingId: about, channel } = readStartAgain(submission.view);
  const actor = actorOfSubmit(submission, channel);
  const holder = await deps.users.find(userId);
  const refused =
    (await deps.access.start(actor)) ??
    (holder && isRequester(actor, holder) ? undefined : await deps.access.decide(actor));
  if (refused !== undefined) {
    return { view: formAgain(submission.view, refused) };
  }
  const found = stillPending(holder, about);
  if ("late" in found) {
    return { view: notice("Nothing was changed", found.late) };
  }
  const earlier = found.user;
  try {
    const { email, ...others } = typedIn(submission.view);
    const request = requestOf({ userId: userIdOf(email), email, requestedBy: actor.id, ...others });
    if (normaliseEmail(request.email) === normaliseEmail(earlier.email)) {
      return { errors: { [FIELD.email]: "This onboarding has this address already. Enter another one." } };
    }
    const started = await startOnboarding(deps, request, deadline, () => deps.access.ask(actor));
    const isStarted = started.kind === "started" || (started.kind === "exists" && isOurs(started.user, request));
    if (!isStarted) {
      return { view: formAgain(submission.view, startAnswer(started, request)) };
    }
    const ended = await end(deps, actor, earlier, request, deadline);
    const { text, blocks } = startAnswer({ kind: "started" }, request);
    return { view: notice("Started again", { text, blocks: [...blocks, richText(ended)] }) };
  } catch (error) {
    if (error instanceof InvalidRequest) {
      return { errors: atFields(error) };
    }
    throw error;
  }
}

/** Whether this is what the same person started a moment ago by the same form. */
function isOurs({ status, requestedBy, userId }: User, request: OnboardingRequest): boolean {
  return status === "PENDING_EMAIL_VERIFICATION" && requestedBy === request.requestedBy && userId === request.userId;
}

/** Ends the earlier onboarding, and says what became of it. The new one has started: no trouble here is an error. */
async function end(
  deps: SlackDeps,
  actor: Actor,
  earlier: User,
  { email }: OnboardingRequest,
  deadline: Deadline,
): Promise<Words> {
  const about = {
    actor,
    userId: earlier.userId,
    onboardingId: onboardingId(earlier),
    comment: `Started again as ${email}.`,
  };
  try {
    const { kind } = isRequester(actor, earlier)
      ? await withdraw(deps, about, deadline)
      : await deliver(deps, { ...about, outcome: "cancelled" }, deadline);
    if (kind === "done") {
      return words`The onboarding of ${nameAndAddress(earlier)} was ended.`;
    }
  } catch (error) {
    deps.log.error("earlier onboarding not ended", { reason: reasonOf(error) });
  }
  return words`The onboarding of ${nameAndAddress(earlier)} was not ended by this. Look at its card: if it is still waiting, end it with /onboard cancel.`;
}
