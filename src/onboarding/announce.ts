import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { User } from "../domain/user.ts";
import { notice } from "./notice.ts";
import type { Asked, Onboard } from "./onboard.ts";

/** Tells how it ended: the welcome mail at once, the card as soon as it stands. */
export async function announce(ctx: DurableContext, { mail, cards }: Onboard, user: User, asked: Asked): Promise<void> {
  const notices =
    user.status === "ACTIVE" ? [notice(ctx, "send-welcome-email", user, () => mail.sendWelcome(user))] : [];
  const [posted] = await Promise.allSettled([asked.card]);
  if (posted.status === "fulfilled") {
    notices.push(notice(ctx, "update-slack-card", user, () => cards.close(posted.value, user)));
  }
  await Promise.allSettled(notices);
}
