import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { Cards, Mail } from "../domain/ports.ts";
import type { Card, Notice, User } from "../domain/user.ts";
import type { notifier } from "./notify.ts";

/** When to remind, in seconds after the card, each later than the one before; and whether the last reminder asks others too. */
export interface Schedule {
  reminders: readonly number[];
  escalates: boolean;
}

/** What reminding acts through, and what it has to know of its onboarding. */
export interface Reminding extends Schedule {
  mail: Pick<Mail, "sendReminder">;
  cards: Pick<Cards, "tell" | "escalate" | "approvers" | "messageApprover">;
  notify: ReturnType<typeof notifier>;
  user: User;
  /** Whether nobody has decided yet; certain after one macrotask. */
  isOpen: () => boolean;
  /** Whether the new user still takes email from us. */
  mayMail: () => boolean;
  report: (own: DurableContext, notice: Notice, card: Card | undefined) => Promise<unknown>;
}

/**
 * Reminds whoever can decide, until somebody has: the approvers each time, the new user at the first one, and those whom it
 * escalates to at the last one.
 */
export async function remind(
  own: DurableContext,
  recording: PromiseLike<Card | undefined>,
  { reminders, escalates, mail, cards, notify, user, isOpen, mayMail, report }: Reminding,
): Promise<void> {
  const remindUser = async () => {
    const emailed = await notify(own, {
      through: "mail",
      step: "send-reminder-email",
      send: () => mail.sendReminder(user),
      isNeeded: () => isOpen() && mayMail(),
    });
    if (emailed.status === "lost") {
      await report(own, "reminder-email", await recording);
    }
  };

  const sending: Promise<unknown>[] = [];
  for (const [index, seconds] of reminders.entries()) {
    const nth = index === 0 ? "" : `-${index + 1}`;
    await own.wait(`until-reminder${nth}`, { seconds: seconds - (reminders[index - 1] ?? 0) });
    if (index === 0) {
      sending.push(remindUser());
    }
    const card = await recording;
    if (!card) {
      continue;
    }
    const tell = (step: string, send: (attempt: number) => Promise<void>) =>
      notify(own, { through: "slack", step, send, isNeeded: isOpen });
    for (const [place, person] of cards.approvers.entries()) {
      const ask = (attempt: number) => cards.messageApprover(person, card, user, attempt);
      sending.push(tell(`remind-approver-${place + 1}${nth}`, ask));
    }
    await tell(`remind-in-thread${nth}`, (attempt) => cards.tell(card, "reminded", user, attempt));
    if (escalates && index === reminders.length - 1) {
      await tell("escalate", (attempt) => cards.escalate(card, user, attempt));
    }
  }
  await Promise.all(sending);
}
