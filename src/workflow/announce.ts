import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { User } from "../domain/user.ts";
import { notices } from "./notify.ts";
import type { Asked, Onboard } from "./onboard.ts";

/** Tells how it ended: the user and the requester at once, the card as soon as it stands, and last that all is done. */
export async function announce(ctx: DurableContext, on: Onboard, user: User, asked: Asked): Promise<void> {
  const { mail, cards } = on;
  const notice = notices(ctx, on, user);
  const isActive = user.status === "ACTIVE";
  const welcome = isActive && notice("mail", "send-welcome-email", () => mail.sendWelcome(user));
  const answer = user.requestedBy && notice("slack", "tell-requester", (attempt) => cards.tellRequester(user, attempt));

  const [posted] = await Promise.allSettled([asked.card]);
  if (posted.status === "rejected") {
    await Promise.allSettled([welcome, answer]);
    return;
  }
  const { value: card } = posted;
  await Promise.allSettled([asked.thread]);
  const closing = notice("slack", "update-slack-card", async (attempt) => {
    await cards.update(card, user);
    await cards.tell(card, "decided", user, attempt); // last: it is the one that a retry would repeat
  });
  const [welcomed] = await Promise.allSettled([welcome, closing]);
  const report =
    isActive &&
    welcomed.status === "fulfilled" &&
    notice("slack", "report-welcome", async (attempt) => {
      await cards.update(card, user, { welcomed: true });
      await cards.tell(card, "welcomed", user, attempt);
    });
  await Promise.allSettled([answer, report]);
}
