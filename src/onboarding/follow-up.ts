import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { User } from "../domain/user.ts";
import { nameOf, notice } from "./notice.ts";
import type { Asked, Onboard } from "./onboard.ts";
import { patient } from "./patience.ts";

/**
 * What happens beside the wait: gives up when neither notice could be delivered, or else reminds once.
 * Giving up fails the callback, so that the callback stays the only arbiter: a decision that came first stands.
 */
export async function followUp(
  ctx: DurableContext,
  { mail, cards, decisions, reminderSeconds }: Onboard,
  user: User,
  asked: Asked,
  isOpen: () => boolean,
): Promise<void> {
  const [mailed, posted] = await Promise.allSettled([asked.mail, asked.card]);
  if (mailed.status === "rejected" && posted.status === "rejected") {
    const message = `Neither the mail (${nameOf(mailed.reason)}) nor the Slack card (${nameOf(posted.reason)}) could be delivered.`;
    await ctx.step(
      "give-up",
      () => decisions.giveUp(user.callbackId, { name: "OnboardingUndeliverable", message }),
      patient,
    );
    return;
  }
  if (reminderSeconds === 0) {
    return;
  }
  await ctx.wait("until-reminder", { seconds: reminderSeconds });
  if (!isOpen()) {
    return;
  }
  const reminders = [notice(ctx, "send-reminder-email", user, () => mail.sendReminder(user))];
  if (posted.status === "fulfilled") {
    reminders.push(notice(ctx, "remind-in-thread", user, () => cards.remind(posted.value, user)));
  }
  await Promise.allSettled(reminders);
}
