import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { parseAccept } from "hono/utils/accept";
import type { Clock } from "../domain/clock.ts";
import type { Reading } from "../domain/language.ts";
import { Deadline, within } from "../domain/deadline.ts";
import { decide, type DecidePorts, type Verdict } from "../domain/decide.ts";
import { type LetterPorts, type Posted, sendLetter } from "../domain/letters.ts";
import type { Linked, Links, Named, Tries } from "../domain/ports.ts";
import { onboardingId, type User, type UserStatus } from "../domain/user.ts";
import { wordsFor } from "../messages/words.ts";
import { codePage, digitsIn } from "./code-page.ts";
import type { Reader } from "./layout.ts";
import { tokensIn } from "./mangled.ts";
import * as page from "./pages.ts";
import { securityHeaders } from "./security-headers.ts";

/** What the page acts through. */
export interface VerifyPage extends DecidePorts, LetterPorts {
  links: Pick<Links, "read" | "claimed" | "isCode">;
  tries: Tries;
  /** Whose account it is, as the user knows it. */
  brand: Reader["brand"];
  /** The language if neither link nor browser asks for one of the three, and the time zone. */
  reading: Reading;
  log: { error(message: string, about: { reason: string }): void };
  now: Clock;
  /** How long a press may take, in milliseconds; within the function's own timeout. */
  deadlineMilliseconds?: number;
}

const MOST_BODY_BYTES = 8 * 1024;
const DEADLINE_MILLISECONDS = 8_000;
const RETRY_AFTER_SECONDS = "60";

/** The verification page: GET (and HEAD) shows, POST decides. Every answer, errors included, is a page for people. */
export function verifyPage({
  links,
  tries,
  brand,
  reading,
  log,
  deadlineMilliseconds = DEADLINE_MILLISECONDS,
  ...ports
}: VerifyPage): Hono {
  const { users, now } = ports;
  const headers = securityHeaders();

  /** The first valid token in a text, and what it names. */
  const linkIn = async (text: string): Promise<Link | undefined> => {
    for (const token of tokensIn(text)) {
      const named = await links.read(token);
      if (named) {
        return { token, named };
      }
    }
    return undefined;
  };

  const userOf = async (named: Named): Promise<User | undefined> => {
    const user = await users.find(named.userId);
    return user && onboardingId(user) === named.onboardingId ? user : undefined;
  };

  /** Why a pending user's code does not confirm, if it doesn't. A try is taken first, so that guesses are bounded. */
  const objectionTo = async (typed: string, link: Link, user: User): Promise<CodeRefused | Verdict | undefined> => {
    const digits = digitsIn(typed);
    if (new Date(user.expiresAt) <= now()) {
      return { kind: "expired", user };
    }
    if (digits === undefined) {
      return { kind: "not-a-code", link, user };
    }
    const left = await tries.take(user);
    if (left === undefined) {
      return { kind: "no-tries", user };
    }
    return (await links.isCode(link.named, digits)) ? undefined : { kind: "wrong-code", link, user, left };
  };

  const press = async (text: string, typed: string, deadline: Deadline): Promise<Verdict | CodeRefused> => {
    const link = await linkIn(text);
    if (!link) {
      return { kind: "unknown" };
    }
    const decision = { outcome: "verified", source: "email", at: now().toISOString() } as const;
    const guard = async (user: User) => (link.named.takesCode ? objectionTo(typed, link, user) : undefined);
    return decide<Verdict | CodeRefused>(ports, link.named, decision, deadline, guard);
  };

  /** Emails the link of a damaged token again: to the address in the profile, and only while nobody has decided. */
  const resend = async (text: string, deadline: Deadline): Promise<Posted | undefined> => {
    const named = tokensIn(text)
      .map((token) => links.claimed(token))
      .find((each) => each !== undefined);
    const user = named && (await userOf(named));
    return user && sendLetter(ports, user, { kind: "resend-mail" }, deadline);
  };

  /** The reader, in the language that the token in a text names, even an invalid one, or that the browser asks for. */
  const readerOf = (c: Context, text = queryOf(c)): Reader => {
    const claimed = tokensIn(text).map((token) => links.claimed(token)?.locale);
    const accepted = parseAccept(c.req.header("accept-language") ?? "").filter(({ q }) => q > 0);
    return { brand, words: wordsFor([...claimed, ...accepted.map(({ type }) => type)], reading) };
  };

  const trouble = (c: Context, error: unknown, text: string, done: page.MaybeDone = "nothing") => {
    log.error("verification page failed", { reason: error instanceof Error ? error.name : "Error" });
    const answer = page.troublePage(readerOf(c, text), done, tokensIn(text)[0]);
    return c.html(answer, 503, { "retry-after": RETRY_AFTER_SECONDS });
  };

  return new Hono()
    .use(async (c, next) => (await headers)(c, next))
    .use(async (c, next) => {
      await next();
      c.header("cache-control", "no-store");
      c.header("x-robots-tag", "noindex, nofollow");
    })
    .get("/verify", async (c) => {
      const link = await linkIn(queryOf(c));
      const user = link && (await userOf(link.named));
      const reader = readerOf(c);
      return link && user?.status === "PENDING_EMAIL_VERIFICATION" && new Date(user.expiresAt) > now()
        ? c.html((link.named.takesCode ? codePage : page.askPage)(reader, user, link.token))
        : tell(c, reader, standing(user), link?.token);
    })
    .post(
      "/verify",
      bodyLimit({ maxSize: MOST_BODY_BYTES, onError: (c) => c.html(page.tooLargePage(readerOf(c)), 413) }),
      async (c) => {
        // Not parseBody(): it throws if a multipart body is malformed, so anyone could raise our alarm.
        const form = new URLSearchParams(await c.req.text());
        const text = form.get("token") ?? queryOf(c);
        const isResend = form.has(page.RESEND);
        const reader = readerOf(c, text);
        using deadline = new Deadline(deadlineMilliseconds, now);
        try {
          return isResend
            ? tellResent(c, reader, await within(deadline, resend(text, deadline)))
            : tell(c, reader, await within(deadline, press(text, form.get("code") ?? "", deadline)), tokensIn(text)[0]);
        } catch (error) {
          return trouble(
            c,
            error,
            text,
            deadline.delivery === "none" ? "nothing" : isResend ? "email" : "confirmation",
          );
        }
      },
    )
    .all("/verify", (c) => c.html(page.noMethodPage(readerOf(c)), 405, { allow: "GET, HEAD, POST" }))
    .notFound((c) => c.html(page.noAddressPage(readerOf(c)), 404))
    .onError((error, c) => trouble(c, error, queryOf(c)));
}

interface Link {
  token: string;
  named: Linked;
}

/** What was typed is no code, or not this onboarding's; nothing was changed. */
type CodeRefused =
  | { kind: "not-a-code"; link: Link; user: User }
  | { kind: "wrong-code"; link: Link; user: User; left: number }
  | { kind: "no-tries"; user: User };

/** The query as it came, since a gateway may have encoded the names in it as well. */
const queryOf = (c: Context): string => new URL(c.req.url).search;

const STANDING = {
  ACTIVE: "decided",
  REJECTED: "decided",
  CANCELLED: "decided",
  EXPIRED: "expired",
  FAILED: "failed",
  PENDING_EMAIL_VERIFICATION: "expired", // asked only when its window is over
} as const satisfies Record<UserStatus, Verdict["kind"]>;

/** What a profile says without anybody deciding: an open one past its window counts as expired. */
function standing(user: User | undefined): Verdict {
  return user ? { kind: STANDING[user.status], user } : { kind: "unknown" };
}

function tell(c: Context, to: Reader, verdict: Verdict | CodeRefused, token: string | undefined) {
  switch (verdict.kind) {
    case "not-a-code":
      return c.html(codePage(to, verdict.user, verdict.link.token, "not-a-code"), 422);
    case "wrong-code":
      return verdict.left > 0
        ? c.html(codePage(to, verdict.user, verdict.link.token, verdict.left), 422)
        : c.html(page.noTriesPage(to), 410);
    case "no-tries":
      return c.html(page.noTriesPage(to), 410);
    case "delivered":
      return c.html(page.verifiedPage(to, verdict.user));
    case "decided":
      return tellDecided(c, to, verdict.user);
    case "failed":
    case "stopped":
      return c.html(page.failedPage(to), 410);
    case "expired":
      return c.html(page.expiredPage(to, verdict.user), 410);
    case "deciding":
      return c.html(page.decidingPage(to, token), 409);
    case "unknown":
      return c.html(page.notALinkPage(to), 400);
  }
}

function tellDecided(c: Context, to: Reader, { status, decision }: User) {
  if (!decision) {
    throw new TypeError("A profile that was decided on holds no decision.");
  }
  return status === "ACTIVE"
    ? c.html(page.alreadyVerifiedPage(to, decision))
    : c.html((status === "CANCELLED" ? page.cancelledPage : page.rejectedPage)(to, decision), 410);
}

/** What is true after a new email was asked for. A token that names no open onboarding gets one answer, whichever it is. */
function tellResent(c: Context, to: Reader, posted: Posted | undefined) {
  switch (posted?.kind) {
    case "sent":
      return c.html(page.resentPage(to));
    case "too-soon":
    case "busy":
      return c.html(page.resendLaterPage(to), 429, { "retry-after": RETRY_AFTER_SECONDS });
    case "used-up":
    case "full":
      return c.html(page.resendsUsedUpPage(to), 410);
    case "complained":
      return c.html(page.unwantedPage(to), 410);
    case "over":
    case "no-card":
    case undefined:
      return c.html(page.notResentPage(to), 400);
  }
}
