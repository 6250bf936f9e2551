import { jwtLinks } from "../../src/aws/links.ts";
import { MOST_TRIES } from "../../src/aws/dynamo/tries.ts";
import type { Letters } from "../../src/domain/letters.ts";
import type { Decisions, Outcome } from "../../src/domain/ports.ts";
import type { User } from "../../src/domain/user.ts";
import type { Reading } from "../../src/domain/language.ts";
import type { Reader } from "../../src/web/layout.ts";
import { verifyPage } from "../../src/web/verify-page.ts";
import { memoryExecutions, memoryLetters } from "../slack/fakes.ts";
import { memoryUsers, NOW, pendingUser } from "../fakes.ts";

/** What the page's links are signed with. */
export const LINK_SECRET = "a-secret-of-thirty-two-bytes-or-more";

interface World {
  now?: () => Date;
  /** Whether the workflow writes nothing. */
  asleep?: boolean;
  /** How every execution stands; they run without one. */
  outcome?: Outcome;
  deadlineMilliseconds?: number;
  /** Whose accounts these are. */
  brand?: Reader["brand"];
  /** How those read whose language is not known; English, in UTC, unless told otherwise. */
  reading?: Reading;
  /** How the links are confirmed; by a press unless told otherwise. */
  confirm?: "button" | "code";
  /** In place of letterboxes that each take one letter. */
  letters?: Letters;
}

/**
 * The page over profiles in memory, with real links. The callback takes the first verification alone; it is written at
 * once, unless the workflow is `asleep`.
 */
export function pageWorld(
  user: User = pendingUser(),
  {
    now = () => NOW,
    asleep = false,
    outcome,
    deadlineMilliseconds = 60_000,
    confirm = "button",
    brand = {},
    reading = { language: "en", timeZone: "UTC" },
    letters: given,
  }: World = {},
) {
  const users = memoryUsers(now);
  users.all.set(user.userId, user);
  const links = jwtLinks({ secret: async () => LINK_SECRET, confirm, now: () => NOW });
  const log: string[] = [];
  const decided: string[] = [];
  const decisions: Pick<Decisions, "deliver"> = {
    async deliver(_, decision, deadline) {
      deadline.beforeSending();
      if (decided.length > 0) {
        return false;
      }
      decided.push(user.userId);
      deadline.accepted();
      if (!asleep) {
        await users.close(user, { status: "ACTIVE", decision });
      }
      return true;
    },
  };
  const letters = memoryLetters();
  const tries = new Map<string, number>();
  const app = verifyPage({
    users: { find: (userId) => users.find(userId) },
    links,
    brand,
    reading,
    tries: {
      async take({ execution }) {
        const tried = (tries.get(execution) ?? 0) + 1;
        tries.set(execution, Math.min(tried, MOST_TRIES));
        return tried > MOST_TRIES ? undefined : MOST_TRIES - tried;
      },
    },
    now,
    deadlineMilliseconds,
    pause: async () => {},
    executions: memoryExecutions(outcome),
    letters: given ?? letters,
    decisions: { ...decisions, deliver: (...args) => decisions.deliver(...args) },
    log: { error: (message, about) => void log.push(`${message} ${JSON.stringify(about)}`) },
  });
  const tokenOf = (of: User) => links.issue(of);
  const link = async (of: User = user) => `/verify?token=${await tokenOf(of)}`;
  return {
    users,
    decisions,
    app,
    log,
    decided,
    link,
    letters: letters.sent,
    /** Presses *Email me a new link* on the page of a token. */
    async resend(token: string) {
      const path = `/verify?token=${encodeURIComponent(token)}`;
      return app.request(path, { method: "POST", body: new URLSearchParams({ resend: "1" }) });
    },
    tokenOf,
    code: async (of: User = user) => String(await links.code(of)),
    /** Types a code on the page of the user's link, and presses the button. */
    async type(code: string) {
      const token = await tokenOf(user);
      return app.request("/verify", { method: "POST", body: new URLSearchParams({ token, code }) });
    },
    get: async (path?: string, accepted?: string) =>
      app.request(path ?? (await link()), accepted === undefined ? {} : { headers: { "accept-language": accepted } }),
    press: async (path?: string) => {
      const token = new URL(path ?? (await link()), "http://localhost").searchParams.get("token") ?? "";
      return app.request("/verify", { method: "POST", body: new URLSearchParams({ token }) });
    },
  };
}

export const decision = (by?: string) =>
  ({ outcome: "verified", source: by ? "slack" : "email", by, at: NOW.toISOString() }) as const;
