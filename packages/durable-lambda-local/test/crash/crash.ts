import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kills, killAgain } from "./kill-again.ts";
import { type Client, clientOf } from "./client.ts";
import { readDiary } from "./diary.ts";
import { EXPIRY_SECONDS, type Life, life } from "./population.ts";
import type { Ready } from "./service.ts";
import { violations } from "./violations.ts";

const BORN_PER_KILL = 4;
const EXPIRING = 0.3; // of all lives begin with time moved forward

/** Kills the durable Lambda while onboardings go on in it, lets them come to an end, and says what is not as it has to be. */
export async function crashEngine(kills: Kills) {
  const folder = mkdtempSync(join(tmpdir(), "crash-"));
  const lives: Life[] = [];
  const found: string[] = [];
  const clients = new Map<string, Client>();
  const clientAt = (url: string) => {
    const client = clients.get(url) ?? clientOf(url);
    clients.set(url, client);
    return client;
  };
  try {
    await killAgain<Ready>(kills, {
      program: new URL("service.ts", import.meta.url),
      args: [folder],
      milliseconds: 1000,
      begin(chance) {
        lives.push(...Array.from({ length: BORN_PER_KILL }, (_, index) => life(lives.length + index)));
        return chance() < EXPIRING ? { advanceSeconds: EXPIRY_SECONDS } : undefined;
      },
      act: ({ url }) => act(clientAt(url), folder, lives),
      async isGoingOn({ url }, tell) {
        await act(clientAt(url), folder, lives);
        tell({ advanceSeconds: EXPIRY_SECONDS });
        const isOver = await everythingIsOver(clientAt(url), lives);
        if (isOver) {
          found.push(...(await check(clientAt(url), folder, lives)));
        }
        return !isOver;
      },
    });
    return { ...summary(folder, lives), violations: found };
  } finally {
    clients.forEach((client) => client.close());
    rmSync(folder, { recursive: true });
  }
}

/** Everybody starts what is to be started, and decides where they can. */
async function act(client: Client, folder: string, lives: Life[]): Promise<void> {
  const callbacks = new Map(
    readDiary(folder).flatMap(({ user, callbackId }) => (callbackId ? [[user, callbackId]] : [])),
  );
  await Promise.all(
    lives.map(async (each) => {
      if (!each.arn) {
        const { answered } = await client.start(each.input);
        Object.assign(each, answered && { arn: answered.DurableExecutionArn });
      }
      const callbackId = callbacks.get(each.input.user);
      if (callbackId && !each.decided) {
        each.decided = await decide(client, callbackId, each);
      }
    }),
  );
}

/** All who want to decide do so at once. Says whether each of them was answered; who was not asks again. */
async function decide(client: Client, callbackId: string, { wishes, accepted }: Life): Promise<boolean> {
  const answers = await Promise.all(
    wishes.map(async (wish) => {
      const answer = await client.decide(callbackId, wish);
      if (answer.answered) {
        accepted.push(wish);
        return true;
      }
      return answer.closed;
    }),
  );
  return answers.every(Boolean);
}

async function everythingIsOver(client: Client, lives: Life[]): Promise<boolean> {
  const open = lives.filter((each) => !each.ended);
  await Promise.all(
    open.map(async (each) => {
      const { answered } = each.arn ? await client.execution(each.arn) : { answered: undefined };
      each.ended = answered !== undefined && answered.Status !== "RUNNING";
    }),
  );
  return open.every(({ ended, decided }) => ended && decided);
}

async function check(client: Client, folder: string, lives: Life[]): Promise<string[]> {
  const diary = Map.groupBy(readDiary(folder), ({ user }) => user);
  const checked = lives.map(async (each) => {
    const [{ answered }, events] = await Promise.all([
      client.execution(each.arn ?? ""),
      client.history(each.arn ?? ""),
    ]);
    const account = { status: answered?.Status, result: JSON.parse(answered?.Result ?? "null") ?? undefined, events };
    return violations(each, account, diary.get(each.input.user) ?? []);
  });
  return (await Promise.all(checked)).flat();
}

function summary(folder: string, lives: Life[]) {
  const runs = readDiary(folder).filter(({ failed }) => !failed);
  const steps = new Set(runs.map(({ user, deed }) => `${user} ${deed}`));
  return {
    onboardings: lives.length,
    decisionsAccepted: lives.reduce((sum, { accepted }) => sum + accepted.length, 0),
    stepsInterrupted: runs.length - steps.size,
  };
}
