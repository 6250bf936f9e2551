import { normaliseEmail } from "../../src/domain/address.ts";
import type { StoredMail } from "../mail/recorder.ts";
import { type Detail, detailOf } from "./detail.ts";
import type { FaultSwitches } from "./faults.ts";
import { type Onboarding, findOnboarding, onboardings } from "./onboardings.ts";
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
  /** "all" where the whole list, or the whole timeline, is to be shown. */
  list?: string;
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
  const all = onboardings(world);
  const matching = isFiltered(asked) ? onboardings(world, SEARCHED).filter(matches(asked)) : all;
  const listed = asked.list === "all" ? matching : matching.slice(0, FIRST_LISTED);
  const chosen = asked.execution === undefined ? all[0] : findOnboarding(world, asked.execution);
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
    more: matching.length - listed.length,
    selected,
    mails: mails.toReversed(),
    open,
    faults,
    isTimePassing: machine.isPassing(),
    tour: tour.state(),
  };
}

const SEARCHED = 1000;
const FIRST_LISTED = 25;

const isFiltered = ({ find, state, list }: Asked) => Boolean(find || state || list === "all");

function matches({ find = "", state = "" }: Asked) {
  const text = find.trim().toLowerCase();
  return (onboarding: Onboarding) =>
    (state === "" || onboarding.state === state) &&
    [onboarding.name, onboarding.email, onboarding.userId, onboarding.id].some((each) =>
      each.toLowerCase().includes(text),
    );
}

/** Email goes to the address as it was asked for, but for blanks and letter case. */
function isTo({ email }: Onboarding) {
  const address = normaliseEmail(email);
  return ({ destination }: StoredMail) => destination.to.some((to) => normaliseEmail(to) === address);
}
