import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { Card, User } from "../domain/user.ts";
import { notices } from "./notify.ts";
import type { Onboard } from "./onboard.ts";

/**
 * Once the card stands: keeps where it is, for lists to link to, and begins its thread, which is the audit trail.
 * The outcome waits for this, so that a quick decision neither cuts it off nor comes before its first line. The card is
 * known by its own step's result, so that the outcome reaches it even where this fails for good.
 */
export async function openThread(
  ctx: DurableContext,
  on: Onboard,
  user: User,
  posting: PromiseLike<Card>,
): Promise<void> {
  const [posted] = await Promise.allSettled([posting]);
  if (posted.status === "rejected") {
    return;
  }
  const card = posted.value;
  const { users, cards } = on;
  const opening = notices(ctx, on, user)("slack", "open-thread", async (attempt) => {
    await users.recordCard(user, { ...card, permalink: await cards.permalink(card) });
    await cards.tell(card, "asked", user, attempt); // last: it is the one that a retry would repeat
  });
  await Promise.allSettled([opening]);
}
