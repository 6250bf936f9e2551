import { expect, vi } from "vitest";
import { world } from "./world.ts";

export const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 9, minutes)).toISOString();
export const nudge = (id: string, minutes = 1) => ({ id, kind: "nudge", by: "U0REQUESTER", at: at(minutes) });
export const resend = (id: string, minutes = 1) => ({ id, kind: "resend-mail", by: "U0ADMIN", at: at(minutes) });
export const mail = (id: string, state: string) => ({
  id,
  kind: "mail-bounced",
  state,
  reason: "no such mailbox",
  at: at(1),
});

/** An onboarding that has asked, gets these letters one after another, and is then verified. */
export async function lettersTo(letters: readonly (object | string)[], it = world()) {
  const running = it.run();
  await it.asleep();
  for (const [index, letter] of letters.entries()) {
    await it.post(index + 1, letter);
    await it.asleep(index + 2);
  }
  const pending = it.users.all.get("u-ada");
  await it.verify();
  return { it, pending, ended: await running };
}

/** Waits until this step has been skipped. `expect.poll` works in no concurrent test. */
export const expectSkipped = (it: ReturnType<typeof world>, step: string) =>
  vi.waitFor(() => expect(it.resultOf(step)).toEqual({ status: "skipped" }), { timeout: 30_000, interval: 20 });

/** What was written into the card's thread. */
export const threadOf = (written: readonly string[]) => written.filter((line) => line.includes("thread"));
