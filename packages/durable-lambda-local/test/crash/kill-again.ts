import { setTimeout as pass } from "node:timers/promises";
import { type Mortal, mortal, type Order } from "./process.ts";
import { random } from "./random.ts";

/** How often to kill, and the number from which all moments follow. */
export interface Kills {
  kills: number;
  seed: number;
}

/** A service that is killed, and the people around it, who outlive it. */
export interface Scene<Ready> {
  program: URL;
  args: string[];
  /** How long it lives at most once it is ready. */
  milliseconds: number;
  /** Before each life: says what the service is to be told once it is ready. */
  begin: (chance: () => number) => Order | undefined;
  /** Everybody does what they want to do and can do by now; done over and over. */
  act: (ready: Ready) => Promise<void>;
  /** Whether something is still to come, in the last life, which goes on until nothing is. */
  isGoingOn: (ready: Ready, tell: Mortal<Ready>["tell"]) => Promise<boolean>;
}

const LOOK_MILLISECONDS = 5;
const LAST_LIFE_MILLISECONDS = 180_000;
const UNREADY = 0.1; // of all kills come while the service starts

/**
 * Kills the service at random moments, starting it again with the same arguments, and then lets every execution end. A failure's
 * error says the seed, in which life it was, and what the service wrote last.
 */
export async function killAgain<Ready>({ kills, seed }: Kills, scene: Scene<Ready>): Promise<void> {
  const chance = random(seed);
  let life = 1;
  try {
    for (; life <= kills; life += 1) {
      const order = scene.begin(chance);
      await liveAndDie(scene, order, { isReady: chance() >= UNREADY, milliseconds: chance() * scene.milliseconds });
    }
    await liveToTheEnd(scene);
  } catch (error) {
    const where = life <= kills ? `in life ${life} of ${kills}` : "after the last kill";
    throw new Error(`Seed ${seed}, ${where}: ${messageOf(error)}`, { cause: error });
  }
}

async function liveToTheEnd<Ready>({ program, args, isGoingOn }: Scene<Ready>): Promise<void> {
  const service = mortal<Ready>(program, args);
  try {
    const ready = await service.ready;
    const begun = performance.now();
    while (ready && !service.isDead() && (await isGoingOn(ready, service.tell))) {
      if (performance.now() - begun > LAST_LIFE_MILLISECONDS) {
        throw new Error("something did not come to an end.");
      }
      await pass(LOOK_MILLISECONDS);
    }
  } catch (error) {
    await service.kill(); // which says why, if it has died by itself
    throw new Error(`${messageOf(error)} The service wrote last: ${service.written() || "nothing"}`, { cause: error });
  }
  await service.kill();
}

async function liveAndDie<Ready>(
  { program, args, act }: Scene<Ready>,
  order: Order | undefined,
  { isReady, milliseconds }: { isReady: boolean; milliseconds: number },
): Promise<void> {
  const service = mortal<Ready>(program, args);
  const ready = isReady ? await service.ready : undefined;
  if (order && ready) {
    service.tell(order);
  }
  const stop = new AbortController();
  // Caught at once: it may fail while nobody waits for it yet.
  const acting = Promise.allSettled([ready && actUntil(stop.signal, () => act(ready))]);
  await pass(milliseconds);
  await service.kill();
  stop.abort();
  const [acted] = await acting;
  if (acted.status === "rejected") {
    throw acted.reason;
  }
}

async function actUntil(stop: AbortSignal, act: () => Promise<void>): Promise<void> {
  while (!stop.aborted) {
    await act();
    await pass(LOOK_MILLISECONDS);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
