import type { User } from "../../src/domain/user.ts";
import { NOW, pendingUser } from "../fakes.ts";

const card = {
  channel: "C0APPROVALS",
  ts: "1795510800.000100",
  permalink: "https://example.slack.com/archives/C0APPROVALS/p1795510800000100",
};

/** Users to show things with: one with a note, and those whose texts are the longest, or read otherwise. */
export const PEOPLE = {
  "with a note": pendingUser({
    requestedBy: "U0REQUESTER",
    note: "Starts on Monday, in the desk area by the window.",
    card,
  }),
  "without a note": pendingUser({ userId: "u-al", name: "Al", email: "al@example.com", card }),
  "as long as texts may be": pendingUser({
    userId: "u".repeat(128),
    name: "Maximiliane ".repeat(9).slice(0, 100).trim(),
    email: `${"long".repeat(16)}@${"example.".repeat(23)}com`,
    note: "A note that goes on and on. ".repeat(20).slice(0, 500).trim(),
    requestedBy: "U0REQUESTER",
    card,
  }),
  "in one word": pendingUser({
    userId: "u-word",
    name: "M".repeat(100),
    email: `${"w".repeat(64)}@example.com`,
    note: "n".repeat(500),
    requestedBy: "U0REQUESTER",
    card,
  }),
  "right to left": pendingUser({
    userId: "u-rtl",
    name: "فاطمة الزهراء بنت محمد",
    email: "fatima@example.com",
    note: "מתחילה ביום שני, ליד החלון.",
    requestedBy: "U0REQUESTER",
    card,
  }),
  "in Japanese, with a domain in Punycode": pendingUser({
    userId: "u-ja",
    name: "山田 太郎",
    email: "yamada@xn--eckwd4c7cu47r2wf.example",
    note: "月曜日から参加します。👩‍💻",
    requestedBy: "U0REQUESTER",
    card,
  }),
  "with markup": pendingUser({
    userId: "u-markup",
    name: `<b>Ada</b> & *Co* :tada: <!channel>`,
    email: "o'brien&sons@example.com",
    note: "> quoted\n<https://evil.example|Verify> `code` _it_ ~gone~",
    requestedBy: "U0REQUESTER",
    card,
  }),
} satisfies Record<string, User>;

/** The one that most samples are about. */
export const ADA: User = PEOPLE["with a note"];

/** A decision made a minute after the start. */
export const AT = new Date(NOW.getTime() + 60_000).toISOString();
