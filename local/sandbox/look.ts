import { normaliseEmail } from "../../src/domain/address.ts";
import type { StoredMail } from "../mail/recorder.ts";
import { type Detail, detailOf } from "./detail.ts";
import type { FaultSwitches } from "./faults.ts";
import { countOnboardings, type Onboarding, findOnboarding, onboardings, RECENT } from "./onboardings.ts";
import type { Controls } from "./actions.ts";
import type { Tour } from "./tour.ts";
import type { World } from "./world.ts";

/** What the page's address asks for. */
export interface Asked {
  execution?: string;
  mail?: string;
  as?: string;
  /** Part of a name, an address or an ID that the list is to have. */
  find?: string;
  /** The only state that the list is to have. */
  state?: string;
  /** How many the list is to show at most. */
  list?: string;
  /** "all" where the whole timeline is to be shown. */
  spans?: string;
}

/** What the page shows at one moment. */
export interface Look {
  asked: Asked;
  now: number;
  /** How far that is ahead of the machine's time, in milliseconds. */
  ahead: number;
  slackUrl: string;
  onboardings: Onboarding[];
  /** The part of them that the list shows, and how many more match. */
  listed: Onboarding[];
  more: number;
  /** The onboarding that was asked for, or the newest; none where there is none, or no such. */
  selected: Detail | undefined;
  /** The selected user's emails, newest first, and the one that is open. */
  mails: StoredMail[];
  open: StoredMail | undefined;
  faults: FaultSwitches;
  isTimePassing: boolean;
  tour: ReturnType<Tour["state"]>;
}

type Shown = Pick<Controls, "faults" | "machine" | "tour">;

/** Looks at everything the page shows. */
export async function lookAt(world: World, { faults, machine, tour }: Shown, asked: Asked): Promise<Look> {
  const { lambda, mail, slack } = world;
  const total = countOnboardings(world);
  const most = Math.min(total, Math.max(FIRST_LISTED, Math.floor(Number(asked.list)) || 0));
  const isFiltered = Boolean(asked.find || asked.state);
  const all = onboardings(world, isFiltered ? total : Math.max(RECENT, most));
  const matching = isFiltered ? all.filter(matches(asked)) : all;
  const listed = matching.slice(0, most);
  const chosen = asked.execution === undefined ? all[0] : onboardingIn(world, all, asked.execution);
  const selected = chosen && (await detailOf(world, chosen));
  const mails = chosen ? mail.mails.all().filter(isTo(chosen)) : [];
  const open = mails.find(({ messageId }) => messageId === asked.mail) ?? mails.at(-1);
  return {
    asked,
    now: lambda.now(),
    ahead: lambda.ahead(),
    slackUrl: slack.url,
    onboardings: all,
    listed,
    more: (isFiltered ? matching.length : total) - listed.length,
    selected,
    mails: mails.toReversed(),
    open,
    faults,
    isTimePassing: machine.isPassing(),
    tour: tour.state(),
  };
}

const FIRST_LISTED = 25;

function matches({ find = "", state = "" }: Asked) {
  const text = find.trim().toLowerCase();
  return (onboarding: Onboarding) =>
    (state === "" || onboarding.state === state) &&
    [onboarding.name, onboarding.email, onboarding.userId, onboarding.id].some((each) =>
      each.toLowerCase().includes(text),
    );
}

/** Looks among those at hand first, since the table is searched from end to end. */
function onboardingIn(world: World, atHand: readonly Onboarding[], wanted: string): Onboarding | undefined {
  return atHand.find(({ id }) => id === wanted) ?? findOnboarding(world, wanted);
}

/** SES took each address in ASCII and without blanks, so it can differ in letter case only. */
function isTo({ email }: Onboarding) {
  const address = normaliseEmail(email);
  return ({ destination }: StoredMail) => destination.to.some((to) => to.toLowerCase() === address);
}
