import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kills, killAgain } from "../../../packages/durable-lambda-local/test/crash/kill-again.ts";
import { type Mail, openMailbox } from "./mailbox.ts";
import { outside } from "./outside.ts";
import type { Ready } from "./service.ts";
import { type Life, violations } from "./violations.ts";

const WAYS: Life["wishes"][] = [["mail"], ["verify"], ["reject"], ["mail", "reject"], []];
const BORN_PER_KILL = 2;
const WINDOW_SECONDS = 86_401; // a little more
const RETRY_SECONDS = 600; // and no retry waits longer
const EXPIRING = 0.1; // of all lives begin with time moved past the window of all that wait

type Outside = ReturnType<typeof outside>;

/** Kills everything that `npm start` runs while onboardings go on, lets them end, and says what is not as it has to be. */
export async function crashStack(kills: Kills) {
  const folder = mkdtempSync(join(tmpdir(), "crash-"));
  const mailbox = await openMailbox();
  const lives: Life[] = [];
  const found: string[] = [];
  const seen = new Map<string, Outside>();
  const look = (ready: Ready) => {
    const it = seen.get(ready.lambda) ?? outside(ready, { mayDie: true });
    seen.set(ready.lambda, it);
    return it;
  };
  let advance = WINDOW_SECONDS;
  try {
    await killAgain<Ready>(kills, {
      program: new URL("service.ts", import.meta.url),
      args: [folder, mailbox.url],
      milliseconds: 3000,
      begin(chance) {
        lives.push(...Array.from({ length: BORN_PER_KILL }, (_, index) => life(lives.length + index)));
        return chance() < EXPIRING ? { advanceSeconds: WINDOW_SECONDS } : undefined;
      },
      act: (ready) => act(look(ready), lives, mailbox.mails),
      async isGoingOn(ready, tell) {
        const it = look(ready);
        await act(it, lives, mailbox.mails);
        if (lives.every(({ wishes, answered }) => wishes.every((way) => answered.has(way)))) {
          tell({ advanceSeconds: advance });
          advance = RETRY_SECONDS; // a window each time would soon reach an execution's longest life, on a busy machine
        }
        const isOver = await everythingIsOver(it, lives);
        if (isOver) {
          const after = outside(ready, { mayDie: false });
          found.push(...(await check(after, lives, mailbox.mails)));
          after.close();
        }
        return !isOver;
      },
    });
    const decided = lives.filter(({ verified }) => verified).length;
    return { onboardings: lives.length, verifiedByMail: decided, mails: mailbox.mails.length, violations: found };
  } finally {
    seen.forEach((it) => it.close());
    await mailbox.close();
    rmSync(folder, { recursive: true });
  }
}

function life(n: number): Life {
  const wishes = WAYS[n % WAYS.length] ?? [];
  const email = `user-${n}@example.com`;
  return {
    user: `user-${n}`,
    email,
    emailAgain: n % 2 === 0,
    wishes,
    verified: false,
    answered: new Set(),
    ended: false,
  };
}

/** Everybody starts what is to be started, and decides where they can. */
async function act(it: Outside, lives: Life[], mails: Mail[]): Promise<void> {
  const messages = (await it.messages()) ?? [];
  await Promise.all(
    lives.map(async (each) => {
      const arn = each.arn ?? (await it.start(each.user, each.email));
      Object.assign(each, arn && { arn });
      const token = mails.find(({ to }) => to === each.email)?.token;
      const card = messages.findLast(({ blocks }) => JSON.stringify(blocks ?? []).includes(each.email));
      // First a letter, which decides nothing: every second one is emailed again.
      if (each.emailAgain && card) {
        each.emailAgain = !(await it.press(card.ts, "more", `${each.user}#resend`));
        return;
      }
      const open = each.wishes.filter((way) => !each.answered.has(way));
      await Promise.all(
        open.map(async (way) => {
          if (way === "mail" ? token && (await byMail(it, token, each)) : card && (await it.press(card.ts, way))) {
            each.answered.add(way);
          }
        }),
      );
    }),
  );
}

async function byMail(it: Outside, token: string, each: Life): Promise<boolean> {
  const page = await it.verify(token);
  each.verified ||= page?.includes("You are verified") ?? false;
  return page !== undefined;
}

async function everythingIsOver(it: Outside, lives: Life[]): Promise<boolean> {
  const open = lives.filter(({ ended }) => !ended);
  await Promise.all(
    open.map(async (each) => {
      const status = each.arn && (await it.execution(each.arn))?.Status;
      each.ended = status !== undefined && status !== "" && status !== "RUNNING";
    }),
  );
  return open.every(({ ended }) => ended);
}

async function check(it: Outside, lives: Life[], mails: Mail[]): Promise<string[]> {
  const messages = (await it.messages()) ?? [];
  const checked = lives.map(async (each) => {
    const [execution, events = [], profile] = await Promise.all([
      it.execution(each.arn ?? ""),
      it.history(each.arn ?? ""),
      it.profile(each.user),
    ]);
    const result = JSON.parse(execution?.Result ?? "null") ?? undefined;
    return violations(each, { status: execution?.Status, result, events, profile, mails, messages });
  });
  return (await Promise.all(checked)).flat();
}
