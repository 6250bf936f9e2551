import type { Deadline } from "../domain/deadline.ts";
import { type Posted, LIMITS, sendLetter } from "../domain/letters.ts";
import type { User } from "../domain/user.ts";
import type { Actor } from "./access.ts";
import { earlierCardAnswer, isAbout } from "./decide.ts";
import type { SlackDeps } from "./deps.ts";
import type { Press, Told } from "./listener.ts";
import { already } from "./wording.ts";
import { type Answer, type Message, cardLink, message, nameAndAddress, slackDate, words } from "./words.ts";

/** What can be asked of an onboarding that waits: `nudge` asks the approvers again, `resend` emails the user again. */
export type Request = "nudge" | "resend";

/**
 * Asks something of an onboarding for its requester or an approver, and says privately what came of it. Anyone else learns nothing
 * about the onboarding, not even whether there is one.
 */
export async function askFor(
  request: Request,
  deps: SlackDeps,
  actor: Actor,
  found: { user: User } | { trouble: Answer },
  deadline: Deadline,
): Promise<Told> {
  const isRequester = "user" in found && found.user.requestedBy === actor.id;
  const refused = isRequester ? undefined : await deps.access.ask(actor);
  if (refused !== undefined) {
    return { kind: "refused", answer: refused };
  }
  if ("trouble" in found) {
    return { kind: "refused", answer: found.trouble };
  }
  const letter = { kind: request === "nudge" ? "nudge" : "resend-mail", by: actor.id } as const;
  const posted = await sendLetter(deps, found.user, letter, deadline);
  return { kind: posted.kind === "sent" ? "done" : "refused", answer: told(request, posted) };
}

/** Answers *Resend email* on a card. */
export function resendFromCard(deps: SlackDeps, press: Press, deadline: Deadline): Promise<Told> {
  return askByPress("resend", deps, press, deadline);
}

/** Answers *Nudge* on the Home tab. */
export function nudgeFromHome(deps: SlackDeps, press: Press, deadline: Deadline): Promise<Told> {
  return askByPress("nudge", deps, press, deadline);
}

async function askByPress(request: Request, deps: SlackDeps, press: Press, deadline: Deadline): Promise<Told> {
  const user = await deps.users.find(press.userId);
  const found = isAbout(user, press.onboardingId) ? { user } : { trouble: earlierCardAnswer(user) };
  return askFor(request, deps, press.actor, found, deadline);
}

/** What is true after something was asked for; nothing was sent unless it says so. */
function told(request: Request, posted: Posted): Message {
  const { user } = posted;
  const who = nameAndAddress(user);
  const isNudge = request === "nudge";
  switch (posted.kind) {
    case "sent":
      return message(
        isNudge
          ? words`The approvers are being asked again about ${who}.${cardLink(user)}`
          : words`The verification email to ${who} is being sent again.`,
      );
    case "too-soon": {
      const last = slackDate((isNudge ? user.letters?.nudgedAt : user.letters?.resentAt) ?? posted.next);
      return message(
        isNudge
          ? words`The approvers were last nudged about ${who} ${last}. You can nudge them again from ${slackDate(posted.next)}.${cardLink(user)}`
          : words`The verification email to ${who} was last sent again ${last}. You can send it again from ${slackDate(posted.next)}.`,
      );
    }
    case "used-up":
      return message(
        words`Nothing was sent: the verification email to ${who} has been sent again ${String(LIMITS.resends)} times already. Decide on the card, or cancel and start again with another address.${cardLink(user)}`,
      );
    case "complained":
      return message(
        words`Nothing was sent: the recipient reported our email to ${who} as unwanted. Decide on the card.${cardLink(user)}`,
      );
    case "no-card":
      return message(words`Nothing was sent: the card about ${who} is not in Slack yet. Please try again in a minute.`);
    case "busy":
      return message(
        words`Nothing was sent: another request about ${who} is being handled. Please try again in a minute.`,
      );
    case "full":
      return message(words`Nothing was sent: the onboarding of ${who} takes no more requests.${cardLink(user)}`);
    case "over":
      return message(words`Nothing was sent: ${already(user)}`);
  }
}
