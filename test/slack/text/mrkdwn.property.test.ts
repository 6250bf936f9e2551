import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { User } from "../../../src/domain/user.ts";
import { closedCard } from "../../../src/slack/blocks/closed-card.ts";
import { homeTab } from "../../../src/slack/blocks/home-tab.ts";
import { pendingCard } from "../../../src/slack/blocks/pending-card.ts";
import { reminder } from "../../../src/slack/blocks/reminder.ts";
import { requesterAnswer } from "../../../src/slack/blocks/requester-answer.ts";
import { standing } from "../../../src/slack/blocks/standing.ts";
import { threadLine } from "../../../src/slack/blocks/thread.ts";
import { decisionAnswer, earlierCardAnswer } from "../../../src/slack/decision-answer.ts";
import { escaped, plain } from "../../../src/slack/text/escape.ts";
import { mention } from "../../../src/slack/text/mention.ts";
import { unformatted } from "../../../src/slack/text/unformatted.ts";
import { harmless, hostileText, hostileUser } from "../../hostile.ts";
import { holds } from "../../property.ts";
import { overLimits } from "../limits.ts";

const limits = fc.integer({ min: 1, max: 3_000 });

describe("a person's text", () => {
  test("holds no control sequence and no mark once escaped, on one line within its limit", () =>
    holds(fc.tuple(hostileText, limits), ([text, limit]) => {
      const safe = escaped(text, limit);
      expect(safe).not.toMatch(/[<>*~`\n\r]|&(?!amp;|lt;|gt;)/u);
      expect(safe.length).toBeLessThanOrEqual(limit);
      expect(safe.isWellFormed()).toBe(text.isWellFormed() || !/\p{Cs}/u.test(safe));
    }));

  test("holds no control sequence where Slack formats nothing", () =>
    holds(fc.tuple(hostileText, limits), ([text, limit]) => {
      const safe = plain(text, limit);
      expect(safe).not.toMatch(/[<>\n\r]/u);
      expect(safe.length).toBeLessThanOrEqual(limit);
    }));

  test("mentions somebody only where all of it is a user ID", () =>
    holds(hostileText, (text) => {
      expect(mention(text)).toMatch(/^(?:<@[UW][A-Z0-9]+>|[^<>]*)$/u);
    }));
});

/** All that Slack gets to show of a profile. */
function shown(user: User) {
  const verdict = user.status === "PENDING_EMAIL_VERIFICATION" ? "deciding" : "decided";
  return {
    messages: [pendingCard(user), pendingCard(user, { mailFailed: true }), closedCard(user, { welcomed: true })],
    texts: [
      reminder(user).text,
      requesterAnswer(user),
      standing(user),
      ...(["asked", "mail-failed", "reminded", "decided", "welcomed"] as const).map((event) => threadLine(event, user)),
      ...(["delivered", verdict] as const).map((kind) => decisionAnswer({ kind, user }, "rejected")),
      earlierCardAnswer(user),
      JSON.stringify(homeTab({ mayStart: true, pending: { users: [user], more: false } })),
    ],
  };
}

/** Mentions, links, dates: what Slack does something about. */
const sequences = (text: string) => text.match(/<[^>]*>?/gu);

describe("a profile of hostile texts", () => {
  test("is shown with the very mentions, links and dates of a harmless one", () =>
    holds(hostileUser, (user) => {
      const all = (of: User) => {
        const { messages, texts } = shown(of);
        return [...messages.map((message) => JSON.stringify(message)), ...texts].map(sequences);
      };
      expect(all(user)).toEqual(all(harmless(user)));
    }));

  test("fits Slack's limits on every card and in every sentence", () =>
    holds(hostileUser, ({ note = "", name, email, ...user }) => {
      // As long as the parsers let them be.
      const bounded = { ...user, name: name.slice(0, 100), email: email.slice(0, 254), note: note.slice(0, 500) };
      const { messages, texts } = shown(bounded);
      expect(messages.flatMap(overLimits)).toEqual([]);
      expect(texts.filter((text) => text.length > 4_000)).toEqual([]);
    }));

  test("is told as plain text in a modal's errors, without any control sequence of ours left", () =>
    holds(hostileUser, (user) => {
      expect(unformatted(standing(harmless(user)))).not.toMatch(/<|&lt;/u);
      expect(() => unformatted(standing(user))).not.toThrow();
    }));
});
