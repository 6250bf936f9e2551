import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { User } from "../domain/user.ts";
import { nameOf, notices } from "./notify.ts";
import type { Asked, Onboard } from "./onboard.ts";
import { tireless } from "./retry-policy.ts";

/**
 * What happens beside the wait: gives up when neither notice could be delivered, or else reminds once.
 * Giving up fails the callback, so that the callback stays the only arbiter: a decision that came first stands.
 */
export async function followUp(
  ctx: DurableContext,
  on: Onboard,
  user: User,
  asked: Asked,
  isOpen: () => boolean,
): Promise<void> {
  const { mail, cards, decisions, reminderSeconds } = on;
  const notice = notices(ctx, on, user);
  const [mailed, posted] = await Promise.allSettled([asked.mail, asked.card]);
  if (mailed.status === "rejected" && posted.status === "rejected") {
    const message = `Neither the mail (${nameOf(mailed.reason)}) nor the Slack card (${nameOf(posted.reason)}) could be delivered.`;
    const giveUp = async ({ logger }: { logger: DurableContext["logger"] }) => {
      logger.error("giving up", { user_id: user.userId, execution: user.execution, reason: message });
      await decisions.giveUp(user.callbackId, { name: "OnboardingUndeliverable", message });
    };
    await ctx.step("give-up", giveUp, tireless);
    return;
  }
  if (mailed.status === "rejected" && posted.status === "fulfilled") {
    const { value: card } = posted;
    await Promise.allSettled([asked.thread]); // whose first line comes first
    const report = notice("slack", "report-mail-failure", async (attempt) => {
      if (isOpen()) {
        await cards.update(card, user, { mailFailed: true });
        await cards.tell(card, "mail-failed", user, attempt);
      }
    });
    asked.thread = report; // a decision that comes meanwhile must not be overwritten by this
    await Promise.allSettled([report]);
  }
  if (reminderSeconds === 0) {
    return;
  }
  await ctx.wait("until-reminder", { seconds: reminderSeconds });
  if (!isOpen()) {
    return;
  }
  const reminders = [notice("mail", "send-reminder-email", () => mail.sendReminder(user))];
  if (posted.status === "fulfilled") {
    reminders.push(
      notice("slack", "remind-in-thread", (attempt) => cards.tell(posted.value, "reminded", user, attempt)),
    );
  }
  await Promise.allSettled(reminders);
}
