import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { User } from "../domain/user.ts";
import { logUndelivered } from "./notices.ts";
import type { Asked, Onboard } from "./onboard.ts";
import { patient } from "./patience.ts";

/** Tells how it ended: the welcome mail at once, the card as soon as it stands. A notice that fails undoes no decision. */
export async function announce(ctx: DurableContext, { mail, cards }: Onboard, user: User, asked: Asked): Promise<void> {
  const welcome = user.status === "ACTIVE" && ctx.step("send-welcome-email", () => mail.sendWelcome(user), patient);
  const [posted] = await Promise.allSettled([asked.card]);
  const closed =
    posted.status === "fulfilled" && ctx.step("update-slack-card", () => cards.close(posted.value, user), patient);
  const [welcomed, updated] = await Promise.allSettled([welcome, closed]);
  logUndelivered(ctx, user, { "welcome mail": welcomed, "Slack card's update": updated });
}
