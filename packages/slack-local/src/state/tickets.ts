import { randomUUID } from "node:crypto";

/** Why a ticket is refused. */
export type Refusal = "unknown" | "expired" | "used";

/** Tickets for something, valid for a number of uses and a span of time. */
export interface Tickets<What> {
  issue(what: What): string;
  /** Uses a ticket once and gives what it is for, or says why not. */
  use(ticket: string): { what: What } | { refusal: Refusal };
}

/** Tickets for at most `uses` uses within `milliseconds`: a trigger_id has one in 3 s, a response_url five in 30 minutes. */
export function tickets<What>(uses: number, milliseconds: number, now: () => Date): Tickets<What> {
  const issued = new Map<string, { what: What; left: number; expires: number }>();
  return {
    issue(what) {
      const ticket = randomUUID().replaceAll("-", "");
      issued.set(ticket, { what, left: uses, expires: now().getTime() + milliseconds });
      return ticket;
    },
    use(ticket) {
      const found = issued.get(ticket);
      if (!found) {
        return { refusal: "unknown" };
      }
      if (now().getTime() > found.expires) {
        return { refusal: "expired" };
      }
      if (found.left === 0) {
        return { refusal: "used" };
      }
      found.left -= 1;
      return { what: found.what };
    },
  };
}
