import { changes } from "../../packages/slack-local/src/live-page/changes.ts";
import { Impossible } from "../../packages/slack-local/src/live-page/action.ts";
import { LOCAL } from "../address.ts";
import { freeExamples } from "./examples.ts";
import type { FaultSwitches } from "./faults.ts";
import { type Detail, detailOf } from "./detail.ts";
import { timesOf } from "./moments.ts";
import { findOnboarding, liveAddresses, onboardings } from "./onboardings.ts";
import type { Start } from "./start.ts";
import type { TimeMachine } from "./time-machine.ts";
import type { World } from "./world.ts";

/** The tour's scenes, one press each. */
export const SCENES = [
  { id: "two-admins", label: "Two admins at once" },
  { id: "killed", label: "Killed mid-step" },
  { id: "slack-down", label: "Slack down for an hour" },
  { id: "unanswered", label: "A day without an answer" },
  { id: "bounces", label: "The email bounces" },
  { id: "twelve", label: "12 at once" },
] as const;

export type Scene = (typeof SCENES)[number]["id"];

const HOUR_MILLISECONDS = 3_600_000;
const AT_MOST_MILLISECONDS = 60_000;
const TWELVE = 12;
const ADMINS = [LOCAL.admin, "U0SECOND"];
const TAKEN_AMONG = 1000;

/** The guided tour of one stack. */
export type Tour = ReturnType<typeof tour>;

/** A tour that plays one scene at a time, and explains it when it ends. */
export function tour(world: World, faults: FaultSwitches, machine: TimeMachine, start: Start) {
  const { announce, subscribe } = changes();
  let playing: Scene | undefined;
  let seen: { scene: Scene; text: string } | undefined;

  const begin = async (count = 1): Promise<string[]> => {
    const names = freeExamples(liveAddresses(onboardings(world, TAKEN_AMONG)), count);
    await Promise.all(names.map((name) => start({ name })));
    const begun = onboardings(world).filter(({ name }) => names.includes(name));
    return names.flatMap((name) => begun.find((each) => each.name === name)?.id ?? []);
  };
  /** Waits until an onboarding has come as far as the scene needs it, and gives it. */
  const until = async (id: string, isSo: (detail: Detail) => boolean): Promise<Detail> => {
    const { promise, resolve, reject } = Promise.withResolvers<Detail>();
    let looking: Promise<void> | undefined;
    const look = async () => {
      const onboarding = findOnboarding(world, id);
      const detail = onboarding && (await detailOf(world, onboarding));
      if (detail && isSo(detail)) {
        resolve(detail);
      }
    };
    let changed = false;
    const again = () => {
      changed = true;
      looking ??= (async () => {
        while (changed) {
          changed = false;
          await look(); // one at a time, however much changes
        }
      })()
        .catch(reject)
        .finally(() => (looking = undefined));
    };
    const unsubscribe = world.lambda.subscribe(again);
    const late = new Impossible("This takes longer than a minute. The page shows how far it has come.");
    const timeout = setTimeout(reject, AT_MOST_MILLISECONDS, late);
    again();
    return promise.finally(() => {
      clearTimeout(timeout);
      unsubscribe();
    });
  };
  const one = async () => (await begin())[0] ?? "";
  const pass = (milliseconds: number) => machine.passTo(world.lambda.now() + milliseconds);

  const scenes: Record<Scene, () => Promise<string>> = {
    async "two-admins"() {
      const id = await one();
      const { profile, name } = await until(id, hasCard);
      const { ts } = cardOf(profile);
      const press = (user: string) => world.slack.press({ user, ts, actionId: "verify" });
      await Promise.all(ADMINS.map(press));
      const { state, line } = await until(id, hasEnded);
      return `Two admins pressed Verify for ${name} in the same moment. Lambda accepted one decision, and the other admin was told who had been first. The user is ${state}, after ${line.invocations} invocations, and each step ran once.`;
    },
    async killed() {
      faults.set("function", "dies");
      const { name, line } = await until(
        await one(),
        ({ execution: { phase }, line: { invocations } }) => phase === "asleep" && invocations > 1,
      );
      return `${name}'s function died while it sent the email. Lambda invoked it again: what had a result was replayed, the email's step ran once more, and there is one card and one email. It took ${line.invocations} invocations.`;
    },
    async "slack-down"() {
      faults.set("slack", "down");
      const id = await one();
      await until(id, isAsleep);
      await pass(HOUR_MILLISECONDS);
      const { bill, line } = await until(id, isAsleep);
      faults.set("slack", "well");
      await machine.passTo(nextAttempt(line) ?? world.lambda.now());
      const { name } = await until(id, hasCard);
      return `For an hour Slack refused every call. ${name}'s email went out at once, and the card was tried again in ${bill.invocations - 1} further invocations, further and further apart, asleep in between. Once Slack was back, the next attempt posted the card.`;
    },
    async unanswered() {
      const id = await one();
      const { expiry = world.lambda.now() } = timesOf((await until(id, hasCard)).line);
      await machine.passTo(expiry);
      const detail = await until(id, hasEnded);
      return `Nobody decided on ${detail.name} for a day. Each reminder went out at its hour; then the onboarding expired, its buttons went, and its link says so. In all that time it ran for ${(detail.line.awakeMilliseconds / 1000).toFixed(1)} s.`;
    },
    async bounces() {
      const before = faults.mode("mail");
      faults.set("mail", "bounces");
      const { name } = await until(await one(), hasBounced).finally(() => faults.set("mail", before));
      return `SES took ${name}'s email, and the mailbox refused it. The card says so within seconds, and offers to start again with another address. The onboarding goes on, because either channel is enough: an admin can still decide.`;
    },
    async twelve() {
      const began = performance.now();
      const ids = await begin(TWELVE);
      await Promise.all(ids.map((id) => until(id, isAsleep)));
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      return `12 onboardings began at once, and all of them were asleep after ${seconds} s. Each has an execution of its own; none of them costs anything while it waits.`;
    },
  };

  return {
    subscribe,
    /** The scene that plays now, and the explanation of the last one. */
    state: () => ({ playing, seen }),
    /** Plays a scene; throws Impossible while another one plays, or when this one takes too long. */
    async play(scene: Scene): Promise<void> {
      if (playing) {
        throw new Impossible("A scene is playing. Wait until it ends.");
      }
      playing = scene;
      seen = undefined;
      announce();
      await Promise.all(ADMINS.map((user) => world.slack.cancel({ user }).catch(() => undefined))); // closes what the last scene opened
      try {
        seen = { scene, text: await scenes[scene]() };
      } finally {
        playing = undefined;
        if (scene === "slack-down") {
          faults.set("slack", "well");
        }
        announce();
      }
    },
  };
}

const cardOf = (profile: Detail["profile"]) => (profile?.["card"] ?? {}) as { ts?: string };
const mailOf = (profile: Detail["profile"]) => (profile?.["mail"] ?? {}) as { state?: string };
const nextAttempt = ({ waitsFor }: Detail["line"]) => waitsFor.find(({ kind }) => kind === "step")?.until;
const isAsleep = ({ execution: { phase } }: Detail) => phase === "asleep";
const hasCard = (detail: Detail) => isAsleep(detail) && cardOf(detail.profile).ts !== undefined;
const hasBounced = (detail: Detail) => hasCard(detail) && mailOf(detail.profile).state === "bounced";
const hasEnded = ({ line: { endedAt } }: Detail) => endedAt !== undefined;
