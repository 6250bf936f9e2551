import type { ModalView } from "@slack/types";
import type { Deadline } from "../domain/deadline.ts";
import { InvalidRequest } from "../domain/failures.ts";
import { shortRequest, type Started, startOnboarding } from "../domain/start.ts";
import type { OnboardingRequest } from "../domain/user.ts";
import { type Actor, actorOfSubmit, type Submitter } from "./access.ts";
import type { SlackDeps } from "./deps.ts";
import { VIEW } from "./ids.ts";
import type { FormAnswer } from "./listener.ts";
import { eachOf, type Outcome } from "./many.ts";
import { opening } from "./start-form.ts";
import { formAgain, notice, type SubmittedForm } from "./views.ts";
import { bold, fallback, type Message, nameAndAddress, richList, slackDate, type Words, words } from "./words.ts";

/** The most lines of one form. */
const MOST_LINES = 50;
// https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
const LONGEST_INPUT = 3_000;

/** The block of the form's only input. */
export const LINES = "lines";

/** Opens the form that starts several onboardings. */
export const openStartMany = opening((_, { channel }) => startManyForm(channel));

/** The form that takes a line for each onboarding, with lines in it if any are left; it carries the channel in which it was opened. */
export function startManyForm(channel: string | undefined, left: readonly string[] = []): ModalView {
  return {
    type: "modal",
    callback_id: VIEW.startMany,
    private_metadata: channel ?? "",
    title: { type: "plain_text", text: "Onboard several users" },
    submit: { type: "plain_text", text: "Start" },
    close: { type: "plain_text", text: left.length > 0 ? "Close" : "Cancel" },
    blocks: [
      {
        type: "input",
        block_id: LINES,
        label: { type: "plain_text", text: "New users, one on each line" },
        hint: {
          type: "plain_text",
          text: `An email address and a full name, up to ${MOST_LINES} lines. Each user gets a card and an email of their own.`,
        },
        element: {
          type: "plain_text_input",
          action_id: LINES,
          multiline: true,
          max_length: LONGEST_INPUT,
          focus_on_load: true,
          placeholder: { type: "plain_text", text: "ada@example.com Ada Lovelace" },
          ...(left.length > 0 ? { initial_value: left.join("\n") } : {}),
        },
      },
    ],
  };
}

/** What was pasted, without empty lines, and the channel that the form carries. */
export function readStartMany({ private_metadata, state }: Pick<SubmittedForm, "private_metadata" | "state">) {
  const lines = (state.values[LINES]?.[LINES]?.value ?? "").split("\n").map((line) => line.trim());
  return { channel: private_metadata || undefined, lines: lines.filter((line) => line !== "") };
}

/** An address and a name in either order, as tables and mail programs write them: with commas, semicolons, tabs, quotes or angle brackets. */
export function readLine(line: string): { email: string; name: string } {
  const parts = line.split(/[\s,;<>"]+/u).filter((part) => part !== "");
  const email = parts.find((part) => part.includes("@")) ?? "";
  return { email: email.replace(/^mailto:/iu, ""), name: parts.filter((part) => part !== email).join(" ") };
}

/**
 * Answers the submitted form. If a line can't be used, nothing is started, and the form names each such line. Otherwise each
 * line becomes its own onboarding, and the report names each result; those that there was no time for stay in the form.
 */
export async function startMany(
  deps: SlackDeps,
  submission: Submitter & { view: SubmittedForm },
  deadline: Deadline,
): Promise<FormAnswer> {
  const { channel, lines } = readStartMany(submission.view);
  const actor = actorOfSubmit(submission, channel);
  const refused = await deps.access.start(actor);
  if (refused !== undefined) {
    return { view: formAgain(submission.view, refused) };
  }
  if (lines.length === 0 || lines.length > MOST_LINES) {
    const many = `You wrote ${lines.length} lines. Start ${MOST_LINES} at most at once.`;
    return { errors: { [LINES]: lines.length === 0 ? "Write a line for each new user." : many } };
  }
  const read = readAll(lines, actor);
  const faults = read.flatMap(({ fault }, n) => (fault ? [words`Line ${String(n + 1)}: ${fault}`] : []));
  if (faults.length > 0) {
    const heading = words`${bold("Nothing was started.")} Please correct ${faults.length === 1 ? "this line" : "these lines"}:`;
    return { view: formAgain(submission.view, listed(heading, faults)) };
  }
  const requests = read.flatMap(({ request }) => (request ? [request] : []));
  const outcomes = await eachOf(requests, { ...deps, deadline }, (request, own) =>
    startOnboarding(deps, request, own, () => deps.access.ask(actor)),
  );
  return { view: report(requests, outcomes, lines, channel) };
}

/** Each line as a request, or what is wrong with it. */
function readAll(lines: readonly string[], { id }: Actor): { request?: OnboardingRequest; fault?: string }[] {
  const seen = new Map<string, number>();
  return lines.map((line, n) => {
    const { email, name } = readLine(line);
    try {
      const request = shortRequest(email, name, id);
      const former = seen.get(request.userId);
      seen.set(request.userId, former ?? n);
      return former === undefined ? { request } : { fault: `The address is the same as in line ${former + 1}.` };
    } catch (error) {
      if (error instanceof InvalidRequest) {
        const faults = Object.entries(error.faults).filter(([field]) => field !== "user_id");
        return { fault: faults.map(([field, what]) => `The ${field} ${what}.`).join(" ") };
      }
      throw error;
    }
  });
}

function report(
  requests: readonly OnboardingRequest[],
  outcomes: readonly Outcome<Started>[],
  lines: readonly string[],
  channel: string | undefined,
): ModalView {
  const count = outcomes.filter((outcome) => "result" in outcome && outcome.result.kind === "started").length;
  const heading = words`${bold(`${count} of ${requests.length} started.`)} Each gets an email and a card. You will get a message when each is decided.`;
  const told = listed(
    heading,
    requests.map((request, n) => words`${nameAndAddress(request)}: ${said(outcomes[n])}`),
  );
  const left = lines.filter((_, n) => isLeft(outcomes[n]));
  if (left.length === 0) {
    return notice(`${count} of ${requests.length} started`, told);
  }
  const form = startManyForm(channel, left);
  return { ...form, blocks: [...told.blocks, ...form.blocks] };
}

function isLeft(outcome: Outcome<Started> | undefined): boolean {
  return outcome !== undefined && "failed" in outcome && outcome.failed === "none";
}

function said(outcome: Outcome<Started> | undefined): Words {
  if (outcome === undefined || "failed" in outcome) {
    return isLeft(outcome)
      ? words`not started in time. It is still in the form: press Start again.`
      : words`may have started. Look at the channel in a minute; starting it twice does no harm.`;
  }
  const { result } = outcome;
  switch (result.kind) {
    case "started":
      return words`started.`;
    case "starting":
      return words`not started: someone else is starting an onboarding for this address right now.`;
    case "taken":
      return words`not started: this address already has an onboarding or an account. An approver can tell you more.`;
    case "closing":
      return words`not started: the last onboarding ended before a decision took effect and is being closed. Please try again in a few minutes.`;
    case "exists":
      return result.user.status === "ACTIVE"
        ? words`not started: an active user already.`
        : words`not started: waiting for a decision since ${slackDate(result.user.createdAt)}.`;
  }
}

function listed(heading: Words, items: readonly Words[]): Message {
  return { text: fallback(heading, ...items), blocks: [richList(heading, items)] };
}
