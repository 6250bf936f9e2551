import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { Cards, Mail } from "../domain/ports.ts";
import type { Card, Notice, User } from "../domain/user.ts";
import type { besides } from "./beside.ts";
import type { notifier } from "./notify.ts";

/** When to remind, in seconds after the card, each later than the one before; and whether the last reminder escalates. */
export interface Schedule {
  reminders: readonly number[];
  escalates: boolean;
}

/** What reminding acts through, and what it knows of its onboarding. */
export interface Reminding extends Schedule {
  mail: Pick<Mail, "sendReminder">;
  cards: Pick<Cards, "tell" | "escalate" | "approvers" | "messageApprover">;
  notify: ReturnType<typeof notifier>;
  beside: ReturnType<typeof besides>;
  user: User;
  /** Whether nobody has decided yet; certain after one macrotask. */
  isOpen: () => boolean;
  /** False once the new user has complained about our email. */
  mayMail: () => boolean;
  report: (own: DurableContext, notice: Notice, card: Card | undefined) => Promise<unknown>;
}

/**
 * Reminds the approvers at each of its times until somebody decides; with the first reminder also the new user, with the last one those
 * it escalates to.
 *
 * The waits follow one another, but no reminder waits for an earlier one to be delivered: one message that keeps failing holds up
 * nothing else. Each delivery runs in a context of its own, which numbers its operations, so how long one takes can't change another's
 * place in the history.
 */
export async function remind(
  own: DurableContext,
  recording: PromiseLike<Card | undefined>,
  { reminders, escalates, mail, cards, notify, beside, user, isOpen, mayMail, report }: Reminding,
): Promise<void> {
  const remindUser = async (theirs: DurableContext) => {
    const emailed = await notify(theirs, {
      through: "mail",
      step: "send-reminder-email",
      send: () => mail.sendReminder(user),
      isNeeded: () => isOpen() && mayMail(),
    });
    if (emailed.status === "lost") {
      await report(theirs, "reminder-email", await recording);
    }
  };

  const remindApprovers = async (theirs: DurableContext, index: number) => {
    const card = await recording;
    if (!card) {
      return;
    }
    const nth = suffix(index);
    const tell = (step: string, send: (attempt: number) => Promise<void>) =>
      notify(theirs, { through: "slack", step, send, isNeeded: isOpen });
    const asking = cards.approvers.map((person, place) =>
      tell(`remind-approver-${place + 1}${nth}`, (attempt) => cards.messageApprover(person, card, user, attempt)),
    );
    await tell(`remind-in-thread${nth}`, (attempt) => cards.tell(card, "reminded", user, attempt));
    if (escalates && index === reminders.length - 1) {
      await tell("escalate", (attempt) => cards.escalate(card, user, attempt));
    }
    await Promise.all(asking);
  };

  const delivering: PromiseLike<unknown>[] = [];
  for (const [index, seconds] of reminders.entries()) {
    await own.wait(`until-reminder${suffix(index)}`, { seconds: seconds - (reminders[index - 1] ?? 0) });
    delivering.push(beside("reminder", (theirs) => remindApprovers(theirs, index), own));
    if (index === 0) {
      delivering.push(beside("reminder", remindUser, own));
    }
  }
  await Promise.all(delivering);
}

function suffix(index: number): string {
  return index === 0 ? "" : `-${index + 1}`;
}
