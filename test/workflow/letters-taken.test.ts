import { CallbackExternalError, type DurableContext } from "@aws/durable-execution-sdk-js";
import { expect, test } from "vitest";
import type { UserStatus } from "../../src/domain/user.ts";
import { letterbox } from "../../src/workflow/letterbox.ts";
import { memoryCards, memoryMail, memoryUsers, NOW, pendingUser } from "../../testkit/fakes.ts";

const nudge = (n = 1) =>
  JSON.stringify({ id: `nudge-${n}`, kind: "nudge", by: "U0REQUESTER", at: new Date(NOW.getTime() + n * 600_000) });
const resend = JSON.stringify({ id: "resend", kind: "resend-mail", by: "U0ADMIN", at: NOW });
const bounce = JSON.stringify({ id: "bounce", kind: "mail-bounced", state: "bounced", reason: "full", at: NOW });

/** A letterbox that these letters come to, one after another and nothing after them, as the engine and the workflow use it. */
async function reading(letters: readonly PromiseLike<string>[], status: UserStatus = "PENDING_EMAIL_VERIFICATION") {
  const user = pendingUser();
  const [users, mail, cards] = [memoryUsers(), memoryMail(), memoryCards()];
  users.all.set(user.userId, user);
  const left = letters.slice(1);
  const [opened, parts, steps, lines, recorded]: [string[], string[], string[], unknown[], unknown[]] = [
    [],
    [],
    [],
    [],
    [],
  ];
  const log = (...line: unknown[]) => void lines.push(line);
  const own = {
    async createCallback(name: string) {
      opened.push(name);
      return [left.shift() ?? new Promise<never>(() => undefined), `ID of ${name}`];
    },
    step: (_name: string, work: (scope: object) => Promise<unknown>) => work({ logger: { info: log } }),
  } as unknown as DurableContext;
  const doing: Promise<unknown>[] = [];
  const box = letterbox({
    users: {
      ...users,
      recordLetters(of, noted) {
        recorded.push(noted.letterbox);
        return users.recordLetters(of, noted);
      },
    },
    mail,
    cards,
    async notify(_ctx, { step, send, isNeeded = () => true }) {
      steps.push(step);
      return isNeeded() ? { status: "sent", answer: await send(1) } : { status: "skipped" };
    },
    beside(name, part) {
      parts.push(name);
      doing.push(part(own));
      return Promise.resolve(undefined) as never;
    },
    user,
    isOpen: () => status === "PENDING_EMAIL_VERIFICATION",
    undelivered: new Set(),
    posted: async () => ({ channel: "C0APPROVALS", ts: "1.000001" }),
  });
  const over = box.read(own, letters[0] ?? Promise.reject(new Error("No letter.")));
  const settled = async () => {
    await new Promise((resolve) => void setImmediate(resolve));
    await Promise.all(doing);
  };
  return { over, settled, opened, parts, steps, lines, recorded, mail, cards };
}

const arriving = (...texts: string[]) => texts.map((text) => Promise.resolve(text));

test("an onboarding takes 200 letters, and has no letterbox then", async () => {
  const { over, opened, recorded } = await reading(arriving(...Array.from({ length: 250 }, (_, n) => nudge(n + 1))));
  await over;
  const names = Array.from({ length: 199 }, (_, n) => `letterbox-${n + 2}`);
  expect(opened).toEqual(names);
  expect(recorded).toEqual([...names.map((name) => `ID of ${name}`), undefined]);
});

test("the log says what kind of letter was taken or ignored, and of which onboarding", async () => {
  const { settled, lines } = await reading(arriving(nudge(), "nonsense", nudge()));
  await settled();
  const about = { user_id: "u-ada", execution: pendingUser().execution };
  expect(lines).toEqual([
    ["letter taken", { ...about, kind: "nudge" }],
    ["letter ignored", { ...about, kind: "unreadable" }],
    ["letter ignored", { ...about, kind: "nudge" }],
  ]);
});

test("what letters ask for is done in a part of its own, in steps by their names", async () => {
  const { settled, parts, steps } = await reading(arriving(nudge(), bounce, resend));
  await settled();
  expect(parts).toEqual(["letter", "letter", "letter"]);
  expect(steps.toSorted()).toEqual([
    "nudge-approvers",
    "report-mail-trouble",
    "report-resend",
    "resend-verification-email",
  ]);
});

test("no email is sent again, and none is reported, once somebody has decided", async () => {
  const { settled, steps, mail, cards } = await reading(arriving(resend), "ACTIVE");
  await settled();
  expect(steps).toEqual(["resend-verification-email"]);
  expect([...mail.sent, ...cards.written]).toEqual([]);
});

test("an operator's failure is no letter; what else the engine rejects with goes up", async () => {
  const { settled, lines } = await reading([Promise.reject(new CallbackExternalError()), Promise.resolve(nudge())]);
  await settled();
  expect(lines).toHaveLength(2);
  const { over } = await reading([Promise.reject(new TypeError("a bug"))]);
  await expect(over).rejects.toThrow("a bug");
});
