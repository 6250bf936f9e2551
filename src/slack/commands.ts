import { withTrueStatus } from "../domain/liveness.ts";
import type { Deadline } from "../domain/deadline.ts";
import { InvalidRequest } from "../domain/failures.ts";
import { parseEmail } from "../domain/request.ts";
import type { Users } from "../domain/ports.ts";
import { shortRequest, startOnboarding } from "../domain/start.ts";
import { type User, onboardingId } from "../domain/user.ts";
import type { Actor } from "./access.ts";
import { deliver } from "./decide.ts";
import type { SlackDeps } from "./deps.ts";
import { list } from "./list.ts";
import { type Request, askFor } from "./letters.ts";
import { ownRequests } from "./own.ts";
import { openStartModal } from "./start-form.ts";
import { isRequester, withdrawByAddress, withdrawControls } from "./withdraw.ts";
import { statusMessage } from "./wording.ts";
import { type Answer, message, startAnswer, unescaped, words } from "./words.ts";

/** What Slack says of a typed command. https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export interface Typed {
  text: string;
  user_id: string;
  team_id: string;
  channel_id: string;
  trigger_id: string;
}

/** Answers `/onboard …` privately, or opens a modal and gives undefined. Each command checks access before it shows or changes anything. */
export async function onboard(deps: SlackDeps, typed: Typed, deadline: Deadline): Promise<Answer | undefined> {
  const asked = parseCommand(typed.text);
  const actor = { id: typed.user_id, teamId: typed.team_id, channel: typed.channel_id };
  switch (asked.kind) {
    case "help":
      return HELP;
    case "unclear":
      return UNCLEAR;
    case "open":
      return openStartModal(deps, actor, typed.trigger_id);
    case "start":
      return start(deps, actor, asked, deadline);
    case "list":
      return list(deps, actor);
    case "own":
      return ownRequests(deps, actor);
    case "status":
      return status(deps, actor, asked.email);
    case "cancel":
      return cancel(deps, actor, asked.email, deadline);
    case "withdraw":
      return withdrawByAddress(deps, actor, await findByAddress(deps.users, asked.email), deadline);
    case "nudge":
    case "resend":
      return (await askFor(asked.kind, deps, actor, await findUser(deps.users, asked.who), deadline)).answer;
  }
}

/** Starts an onboarding for the address and name typed after the command, or says why not. */
export async function start(
  deps: SlackDeps,
  actor: Actor,
  { email, name }: { email: string; name: string },
  deadline: Deadline,
): Promise<Answer> {
  const refused = await deps.access.start(actor);
  if (refused !== undefined) {
    return refused;
  }
  try {
    const request = shortRequest(email, name, actor.id);
    return startAnswer(await startOnboarding(deps, request, deadline, () => deps.access.ask(actor)), request);
  } catch (error) {
    if (error instanceof InvalidRequest) {
      return `${error.message}\n${USAGE}`;
    }
    throw error;
  }
}

/** Shows approvers and the requester an address's latest onboarding, with its history; the requester can withdraw it. */
export async function status(deps: SlackDeps, actor: Actor, email: string): Promise<Answer> {
  const found = await findByAddress(deps.users, email);
  const isTheirs = "user" in found && isRequester(actor, found.user);
  const refused = isTheirs ? undefined : await deps.access.ask(actor);
  if (refused !== undefined) {
    return refused;
  }
  if ("trouble" in found) {
    return found.trouble;
  }
  const user = await withTrueStatus(found.user, deps.executions, deps.now());
  const { text, blocks } = statusMessage(user);
  const isOpen = isTheirs && user.status === "PENDING_EMAIL_VERIFICATION";
  return { text, blocks: isOpen ? [...blocks, withdrawControls(user)] : blocks };
}

/** Cancels a pending onboarding by address; its requester withdraws it. A second decider sees who was first. */
export async function cancel(deps: SlackDeps, actor: Actor, email: string, deadline: Deadline): Promise<Answer> {
  const found = await findByAddress(deps.users, email);
  if ("user" in found && isRequester(actor, found.user)) {
    return withdrawByAddress(deps, actor, found, deadline);
  }
  const refused = await deps.access.decide(actor);
  if (refused !== undefined) {
    return refused;
  }
  if ("trouble" in found) {
    return found.trouble;
  }
  const { userId } = found.user;
  const about = { userId, onboardingId: onboardingId(found.user) };
  const cancellation = { ...about, actor, outcome: "cancelled" } as const;
  const { answer } = await deliver(deps, cancellation, deadline);
  return answer;
}

/** The same for an address or a user ID. */
async function findUser(users: Pick<Users, "find" | "findByEmail">, typed: string) {
  const user = typed.includes("@") ? undefined : await users.find(typed);
  return user ? { user } : findByAddress(users, typed);
}

/** The user of an address's latest onboarding, or the sentence that says why there is none. */
export async function findByAddress(
  users: Pick<Users, "findByEmail">,
  typed: string,
): Promise<{ user: User } | { trouble: Answer }> {
  try {
    const email = parseEmail(typed);
    const user = await users.findByEmail(email);
    return user ? { user } : { trouble: message(words`No onboarding found for ${email}.`) };
  } catch (error) {
    if (error instanceof InvalidRequest) {
      return { trouble: error.message };
    }
    throw error;
  }
}

/** How to start an onboarding by typing, shown when the command can't be read. */
export const USAGE = "Write it like this: `/onboard ada@example.com Ada Lovelace`";

/** Everything that `/onboard` understands. */
export const HELP = [
  "`/onboard` opens a form to start an onboarding: the new user gets an email with a link, and a card asks for a decision.",
  "`/onboard <email> <full name>` starts it at once.",
  "`/onboard list` shows who is waiting for a decision, the earliest deadline first.",
  "`/onboard status` shows your own requests, including recently ended ones.",
  "`/onboard status <email>` shows the latest onboarding of an address, with its history.",
  "`/onboard nudge <email>` asks the approvers again, at most every ten minutes.",
  "`/onboard resend <email>` sends the verification email again, at most once a minute and five times in all.",
  "`/onboard withdraw <email>` withdraws your own request.",
  "`/onboard cancel <email>` ends a pending onboarding, for approvers.",
  "`/onboard help` shows this.",
]
  .join("\n")
  .replaceAll("<", "&lt;")
  .replaceAll(">", "&gt;");

/** Answers what is no command. */
const UNCLEAR = `Sorry, \`/onboard\` doesn't understand that, and nothing was changed. To start an onboarding, type the email address before the name. These are all commands:\n${HELP}`;

/** What a person asks for with `/onboard …`. The domain checks the address and the name. */
export type OnboardCommand =
  | { kind: "open" }
  | { kind: "start"; email: string; name: string }
  | { kind: "list" | "own" }
  | { kind: "status" | "cancel" | "withdraw"; email: string }
  | { kind: Request; who: string }
  | { kind: "help" | "unclear" };

// Slack's own forms of an address and of a domain, where escaping is on: <mailto:a@b.co|a@b.co>, a@<http://b.co|b.co>. The
// label is what was typed. https://docs.slack.dev/interactivity/implementing-slash-commands
const LINKED = /<mailto:([^|>]*)>|<mailto:[^|>]*\|([^>]*)>|(?<=@)<https?:[^|>]*\|([^>]*)>/giu;
// Straight quotes, and what phones of many languages turn them into. An apostrophe inside a word is no closing quote.
const QUOTED =
  /^(?:"(?<a>[^"]*)"|[“”„](?<b>[^“”„]*)[“”]|[«»](?<c>[^«»]*)[«»]|['‘’‚](?<d>(?:[^'‘’]|(?<=\p{L})['’](?=\p{L}))*)['‘’])$/u;
// In an address it can only have been a straight one: nothing else is ASCII.
const CURLY_APOSTROPHES = /[‘’]/gu;

// An address as a link, the longest of either, and the longest name in entities.
const LONGEST_TEXT = 1_500;

/**
 * Reads the text behind the command: nothing, a word and what belongs to it, or an address and then the full name, in
 * quotes or not. What is none of these, or longer than any of them, is unclear.
 */
export function parseCommand(text: string): OnboardCommand {
  if (text.length > LONGEST_TEXT) {
    return { kind: "unclear" };
  }
  const parts = unquoted(unescaped(text.replace(LINKED, "$1$2$3")).trim()).split(/\s+/u);
  const [first = "", second = "", ...others] = parts.map(unquoted);
  if (first.includes("@")) {
    return { kind: "start", email: straight(first), name: unquoted(parts.slice(1).join(" ")) };
  }
  const word = first.toLowerCase();
  if (word === "" && second === "") {
    return { kind: "open" };
  }
  if ((word === "list" || word === "status") && second === "") {
    return { kind: word === "list" ? "list" : "own" };
  }
  if ((word === "status" || word === "cancel" || word === "withdraw") && second !== "" && others.length === 0) {
    return { kind: word, email: straight(second) };
  }
  if ((word === "nudge" || word === "resend") && second !== "" && others.length === 0) {
    return { kind: word, who: straight(second) };
  }
  return { kind: word === "help" && second === "" ? "help" : "unclear" };
}

/** A text without the pair of quotes that encloses the whole of it. */
function unquoted(text: string): string {
  const inside = Object.values(QUOTED.exec(text)?.groups ?? {}).find((group) => group !== undefined);
  return (inside ?? text).trim();
}

function straight(address: string): string {
  return address.replace(CURLY_APOSTROPHES, "'");
}
