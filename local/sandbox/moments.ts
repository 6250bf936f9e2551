import type { Timeline } from "./timeline/model.ts";

/** When the onboarding reminds and when it expires, in milliseconds since 1970; only what lies ahead. */
export function timesOf({ waitsFor }: Pick<Timeline, "waitsFor">) {
  const until = (kind: string) => waitsFor.find((pending) => pending.kind === kind)?.until;
  return { reminder: until("wait"), expiry: until("callback") };
}
