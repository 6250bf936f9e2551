import { Deadline } from "../src/domain/deadline.ts";
import { normaliseEmail } from "../src/domain/address.ts";
import type { Cards, Mail, Metrics, Position, ThreadEvent, Users } from "../src/domain/ports.ts";
import type { Card, EndedUser, User } from "../src/domain/user.ts";

/** The moment at which tests take place. */
export const NOW = new Date("2026-11-24T09:00:00.000Z");

/** A pending user, with the test's own values over the usual ones. */
export function pendingUser(overrides: Partial<User> = {}): User {
  return {
    userId: "u-ada",
    email: "ada@example.com",
    name: "Ada Lovelace",
    status: "PENDING_EMAIL_VERIFICATION",
    execution: "arn:aws:lambda:us-east-1:000000000000:function:durable-onboarding:1/durable-execution/ada/1111",
    callbackId: "Y2FsbGJhY2s=",
    letterbox: "bGV0dGVyYm94",
    createdAt: NOW.toISOString(),
    expiresAt: new Date(NOW.getTime() + 86_400_000).toISOString(),
    ...overrides,
  };
}

/** A deadline that never passes, and whose timer keeps nothing alive. */
export function ample(): Deadline {
  const deadline = new Deadline(60_000, () => NOW);
  deadline[Symbol.dispose]();
  return deadline;
}

/** A deadline that has passed. */
export function passed(): Deadline {
  return new Deadline(0, () => NOW);
}

/** Profiles in memory, refusing what the real ones refuse. `all` is the table, for a test to look at. */
export function memoryUsers(now = () => NOW): Users & { all: Map<string, User> } {
  const all = new Map<string, User>();
  const live = (user: User | undefined) => user?.status === "PENDING_EMAIL_VERIFICATION" || user?.status === "ACTIVE";
  return {
    all,
    async create(request, { execution, callbackId, letterbox, windowSeconds }) {
      const former = all.get(request.userId);
      if (former && live(former) && former.execution !== execution) {
        return { refusal: former.status === "ACTIVE" ? "user-active" : "user-pending" };
      }
      const address = normaliseEmail(request.email);
      const others = [...all.values()].filter((other) => other.userId !== request.userId && live(other));
      if (others.some((other) => normaliseEmail(other.email) === address)) {
        return { refusal: "address-in-use" };
      }
      const expiresAt = new Date(now().getTime() + windowSeconds * 1000).toISOString();
      const user = pendingUser({
        ...request,
        execution,
        callbackId,
        letterbox,
        createdAt: now().toISOString(),
        expiresAt,
      });
      all.set(user.userId, user);
      return { user };
    },
    async close(user, ending) {
      const closed: EndedUser = { ...(all.get(user.userId) ?? user), ...ending };
      all.set(user.userId, closed);
      return closed;
    },
    find: async (userId) => all.get(userId),
    findByEmail: async (email) =>
      [...all.values()]
        .filter((user) => normaliseEmail(user.email) === normaliseEmail(email))
        .toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))[0],
    async recordCard(user, card) {
      all.set(user.userId, { ...(all.get(user.userId) ?? user), card });
    },
    async listEnded({ requestedBy, limit }) {
      const endedAt = ({ decision, expiresAt }: User) => decision?.at ?? expiresAt;
      return [...all.values()]
        .filter(({ status }) => status !== "PENDING_EMAIL_VERIFICATION")
        .filter((user) => requestedBy === undefined || user.requestedBy === requestedBy)
        .toSorted((one, other) => endedAt(other).localeCompare(endedAt(one)))
        .slice(0, limit);
    },
    async listPending({ after, limit }) {
      const place = ({ expiresAt, userId }: Position) => `${expiresAt} ${userId}`;
      const open = [...all.values()]
        .filter((user) => user.status === "PENDING_EMAIL_VERIFICATION" && new Date(user.expiresAt) > now())
        .filter((user) => !after || place(user) > place(after))
        .toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
      const users = open.slice(0, limit);
      return { users, next: open.length > limit ? users.at(-1) : undefined };
    },
    async noteDelivery(user, notice, outcome) {
      const found = all.get(user.userId) ?? user;
      const others = (found.undelivered ?? []).filter((each) => each !== notice);
      all.set(user.userId, { ...found, undelivered: outcome === "undelivered" ? [...others, notice] : others });
    },
    async recordLetters(user, noted) {
      const found = all.get(user.userId);
      const isPending = found?.execution === user.execution && found.status === "PENDING_EMAIL_VERIFICATION";
      if (isPending) {
        all.set(user.userId, { ...found, ...noted });
      }
      return isPending;
    },
  };
}

/** A mailbox: each mail is a line such as "verification for u-ada". A fault set on it makes sending throw. */
export function memoryMail(): Mail & { sent: string[]; fault: (() => Error | undefined) | undefined } {
  const send = (kind: string) => async (user: User) => {
    const error = mail.fault?.();
    if (error) {
      throw error;
    }
    mail.sent.push(`${kind} for ${user.userId}`);
  };
  const mail = {
    sent: [] as string[],
    fault: undefined as (() => Error | undefined) | undefined,
    sendVerification: send("verification"),
    sendReminder: send("reminder"),
    sendWelcome: send("welcome"),
  };
  return mail;
}

/** A channel: each post, update and reply is a line such as "card for u-ada". A fault set on it makes posting throw. */
export function memoryCards(): Cards & { written: string[]; fault: (() => Error | undefined) | undefined } {
  const write = (line: string) => {
    const error = cards.fault?.();
    if (error) {
      throw error;
    }
    cards.written.push(line);
  };
  const cards = {
    written: [] as string[],
    fault: undefined as (() => Error | undefined) | undefined,
    async post(user: User): Promise<Card> {
      write(
        user.status === "PENDING_EMAIL_VERIFICATION" ? `card for ${user.userId}` : `closed card for ${user.userId}`,
      );
      return { channel: "C0APPROVALS", ts: `${cards.written.length}.000001` };
    },
    permalink: async ({ ts }: Card) => `https://example.slack.com/archives/C0APPROVALS/p${ts.replace(".", "")}`,
    async update({ ts }: Card, user: User) {
      write([`${ts} shows ${user.status}`, ...(user.undelivered ?? [])].join(", "));
    },
    async tell({ ts }: Card, event: ThreadEvent) {
      write(`${ts} thread: ${event}`);
    },
    async escalate({ ts }: Card) {
      write(`${ts} escalated`);
    },
    approvers: [] as readonly string[],
    async messageApprover(userId: string) {
      write(`${userId} is asked`);
    },
    async tellRequester(user: User) {
      write(`${user.requestedBy} is told: ${user.status}`);
    },
  };
  return cards;
}

/** Counts as lines such as "started" and "mail undelivered". */
export function memoryMetrics(): Metrics & { counted: string[] } {
  const counted: string[] = [];
  return {
    counted,
    started: () => void counted.push("started"),
    ended: ({ status, decision }) => void counted.push([status, decision?.source].filter(Boolean).join(" by ")),
    undelivered: (through) => void counted.push(`${through} undelivered`),
    faulted: () => void counted.push("faulted"),
  };
}

/** What an email is written with while no setting says otherwise. */
export const BARE = {
  link: "https://example.com/verify?token=t",
  now: NOW,
  brand: {},
  language: "en",
  timeZone: "UTC",
} as const;
