import fc from "fast-check";
import type { KnownBlock } from "@slack/types";
import { describe, expect, test } from "vitest";
import type { User } from "../../../src/domain/user.ts";
import { closedCard, pendingCard } from "../../../src/slack/card.ts";
import { homeTab } from "../../../src/slack/home-view.ts";
import { requesterAnswer, threadMessage } from "../../../src/slack/thread.ts";
import { statusMessage } from "../../../src/slack/wording.ts";
import { decisionAnswer, earlierCardAnswer } from "../../../src/slack/decide.ts";
import { inMrkdwn, mention, plain } from "../../../src/slack/words.ts";
import { harmless, hostileText, hostileUser } from "../../../testkit/hostile.ts";
import { holds } from "../../../testkit/property.ts";
import { overLimits } from "../../../testkit/slack/limits.ts";
import { looker } from "../../../testkit/slack/actors.ts";
import { mrkdwnIn, shown } from "../../../testkit/slack/shown.ts";

const limits = fc.integer({ min: 1, max: 3_000 });

describe("a person's text", () => {
  test("holds no control sequence and no emoji in mrkdwn, and stays on one line", () =>
    holds(hostileText, (text) => {
      const safe = inMrkdwn(text).join("");
      expect(safe).not.toMatch(/[<>\n\r]|&(?!amp;|lt;|gt;)|:[\w+'-]+:/u);
    }));

  test("is on one line and within its limit in plain text", () =>
    holds(fc.tuple(hostileText, limits), ([text, limit]) => {
      const safe = plain(text, limit);
      expect(safe).not.toMatch(/[\n\r]/u);
      expect(safe.length).toBeLessThanOrEqual(limit);
    }));

  test("mentions somebody only where all of it is a user ID", () =>
    holds(hostileText, (text) => {
      expect(mention(text)).toMatch(/^(?:<@[UW][A-Z0-9]+>|[^<>]*)$/u);
    }));
});

const EVENTS = ["verification-email", "reminded", "escalated", "decided", "welcome-email"] as const;

/** All that Slack gets to show of a profile. */
function messagesAbout(user: User) {
  const verdict = user.status === "PENDING_EMAIL_VERIFICATION" ? "deciding" : "decided";
  const { blocks } = homeTab({ looker: looker(), mayStart: true, page: { users: [user], cutShort: false } });
  return [
    pendingCard(user),
    pendingCard({ ...user, undelivered: ["verification-email"] }),
    closedCard({ ...user, undelivered: ["welcome-email"] }),
    requesterAnswer(user),
    statusMessage(user),
    ...EVENTS.map((event) => threadMessage(event, user)),
    ...(["delivered", verdict] as const).map((kind) => decisionAnswer({ kind, user }, "rejected")),
    earlierCardAnswer(user),
    { text: "", blocks: blocks as KnownBlock[] },
  ];
}

/** Mentions, links, dates: what Slack does something about. */
const sequences = (text: string) => text.match(/<[^>]*>?/gu);

/** As long as the parsers let them be. */
const bounded = hostileUser.map(({ note = "", name, email, ...user }): User => ({
  ...user,
  name: name.slice(0, 100) || "A",
  email: email.slice(0, 254) || "a@b.example",
  note: note.slice(0, 500),
}));

describe("a profile of hostile texts", () => {
  test("is told with the very mentions, links and dates of a harmless one", () =>
    holds(hostileUser, (user) => {
      const all = (of: User) => messagesAbout(of).map(({ text }) => sequences(text));
      expect(all(user)).toEqual(all(harmless(user)));
    }));

  test("is in no mrkdwn of any block", () =>
    holds(hostileUser, (user) => {
      const all = (of: User) => messagesAbout(of).map(({ blocks }) => mrkdwnIn(blocks));
      expect(all(user)).toEqual(all(harmless(user)));
    }));

  test("is shown as it was typed, so that it can be copied", () =>
    holds(bounded, async (user) => {
      const [card] = messagesAbout(user);
      const text = await shown(card?.blocks ?? []);
      expect(text).toContain(`\n${user.email}\n`);
      expect(text).toContain(user.note ? `\nNote: ${user.note}\n` : "");
    }));

  test("fits Slack's limits on every card and in every message", () =>
    holds(bounded, (user) => {
      expect(messagesAbout(user).flatMap(overLimits)).toEqual([]);
    }));
});
