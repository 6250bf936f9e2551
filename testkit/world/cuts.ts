import { type Call, never } from "./border.ts";
import { begin, type Case, drive, hasAsked } from "./drive.ts";
import { isRival } from "./rivals.ts";
import { messageLog } from "./messages.ts";
import type { Outcome } from "./outcomes.ts";
import { pointNames } from "./points.ts";
import { startWorld, type World } from "./world.ts";

/** Where the process dies: at which of its calls, and whether that is carried out. */
export interface Cut {
  at: string;
  moment: "before" | "after";
}

/** An onboarding whose process died at its cut, and what it had sent then and not yet written down. */
export interface CutCase extends Case {
  cut: Cut | undefined;
  hasDied: boolean;
  repeated: readonly string[];
  sent: Record<string, number>;
}

const known = new Map<Outcome, ReturnType<typeof findCuts>>();

/** Every call of an onboarding that nothing cuts, twice: the process dies before it, and after it, its answer lost. */
export function cutsOf(outcome: Outcome): ReturnType<typeof findCuts> {
  const found = known.get(outcome) ?? findCuts(outcome);
  known.set(outcome, found);
  return found;
}

async function findCuts(outcome: Outcome) {
  const names = pointNames();
  const points: string[] = [];
  let asked = 0;
  const through = messageLog().gate(outcome);
  const world = await startWorld({
    ...outcome.spans,
    gate: async (call, carryOut) => {
      points.push(...names(call).slice(0, 1));
      return through(call, carryOut);
    },
  });
  const onceAsked = (each: Case) => {
    const isDue = hasAsked(world, each);
    asked = isDue ? points.length : asked;
    return isDue;
  };
  await drive(world, [await begin(world, outcome)], onceAsked);
  await world.close();
  const cuts = points.flatMap((at): Cut[] => [
    { at, moment: "before" },
    { at, moment: "after" },
  ]);
  return { cuts, beforeDecision: cuts.slice(0, 2 * asked) };
}

/**
 * Runs one onboarding for each cut; its process dies there, once. It is decided when all are asked, or while it is `dead`.
 * What is done about each one `whileDead` may begin another onboarding, which is then waited for as well.
 */
export async function cutEach(
  outcome: Outcome,
  cuts: readonly Cut[],
  decided: "asked" | "dead",
  whileDead: (world: World, each: Case) => Promise<Case | undefined> = async () => undefined,
) {
  const names = pointNames();
  const log = messageLog();
  const through = log.gate(outcome);
  const cutOf = new Map<string, Cut>();
  const died = new Set<string>();
  const repeated = new Map<string, string[]>();
  const world: World = await startWorld({
    ...outcome.spans,
    gate: async (call, carryOut) => {
      const { invocation } = call;
      const { execution } = invocation;
      if (isRival(world, execution)) {
        return carryOut();
      }
      if (died.has(execution) && !repeated.has(execution)) {
        repeated.set(execution, unwritten(world, execution, log.of(execution)));
      }
      const cut = cutOf.get(execution) ?? cuts[cutOf.size]; // the next one, for an execution that begins
      if (cut) {
        cutOf.set(execution, cut);
      }
      if (!cut || !names(call).includes(cut.at)) {
        return through(call, carryOut);
      }
      if (cut.moment === "after") {
        await Promise.allSettled([through(call, carryOut)]);
      }
      died.add(execution);
      invocation.die();
      return never();
    },
  });
  const cases = await Promise.all(cuts.map(() => begin(world, outcome)));
  const isDead = ({ arn }: Case) => died.has(arn) && world.execution(arn)?.phase === "backoff";
  const others: Case[] = [];
  const met = new Set<Case>();
  const meanwhile = async () => {
    const dead = cases.filter((each) => isDead(each) && !met.has(each));
    for (const each of dead) {
      met.add(each);
      const other = await whileDead(world, each);
      others.push(...(other ? [other] : []));
    }
    return dead.length > 0;
  };
  await drive(world, cases, (each) => hasAsked(world, each) || (decided === "dead" && isDead(each)), meanwhile);
  await drive(world, others);
  const ended = cases.map((each): CutCase => ({
    ...each,
    cut: cutOf.get(each.arn),
    hasDied: died.has(each.arn),
    repeated: repeated.get(each.arn) ?? [],
    sent: log.counts(each.arn),
  }));
  return { world, cases: ended, others };
}

/** The steps that sent something and whose end was not written down. */
function unwritten(world: World, arn: string, sent: readonly Call[]): string[] {
  const ended = world.operations(arn).filter(({ status }) => status === "SUCCEEDED");
  const written = new Set(ended.map(({ name }) => name));
  return sent.flatMap(({ step = "" }) => (written.has(step) ? [] : step));
}
