import { LOCALES, type When, ZONES } from "./when.ts";

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long before an interesting moment a run begins: at once, while it goes on, or with the moment inside a decision window. */
const LEADS = [SECOND, 30 * SECOND, 120 * SECOND, 12 * HOUR];

/** How many of all draws come before the fixtures' dates, which are of late 2026: what needs a fixture to be past fails then. */
const BEFORE_FIXTURES = 0.25;

/** Draws a moment from 2026 to 2040, a time zone and a locale; `chance` gives numbers from 0 up to 1. Every other moment is one at which calendars go wrong. */
export function draw(chance: () => number): When {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(chance() * items.length)] as Item;
  const zone = pick(ZONES);
  const locale = pick(LOCALES);
  const early = chance() < BEFORE_FIXTURES;
  const year = early ? 2026 : 2026 + Math.floor(chance() * 15);
  const anyTime = Date.UTC(year, 0, 1) + Math.floor(chance() * (early ? 300 : 365) * DAY);
  const start = chance() < 0.5 ? anyTime : pick(moments(anyTime, zone)) - pick(LEADS);
  return { start: new Date(Math.floor(start / SECOND) * SECOND), zone, locale };
}

/** The moments of a year, or near it, at which calendars go wrong, in milliseconds since 1970. */
export function moments(near: number, zone: string): number[] {
  const date = new Date(near);
  const year = date.getUTCFullYear();
  const midnight = (month: number, day: number) => localMidnight(Date.UTC(year, month, day), zone);
  return [
    midnight(0, 1),
    midnight(date.getUTCMonth() + 1, 1),
    midnight(date.getUTCMonth(), date.getUTCDate()),
    localMidnight(Date.UTC(Math.min(2040, Math.ceil(year / 4) * 4), 1, 29), zone),
    ...clockChanges(year, zone),
  ];
}

/** When the zone's clocks change in a year. */
function clockChanges(year: number, zone: string): number[] {
  const end = Date.UTC(year + 1, 0, 1);
  const changes: number[] = [];
  for (let day = Date.UTC(year, 0, 1); day < end; day += DAY) {
    if (offset(day, zone) !== offset(day + DAY, zone)) {
      changes.push(changeBetween(day, day + DAY, zone));
    }
  }
  return changes;
}

function changeBetween(from: number, to: number, zone: string): number {
  let [before, after] = [from, to];
  while (after - before > SECOND) {
    const middle = Math.floor((before + after) / 2 / SECOND) * SECOND;
    if (offset(middle, zone) === offset(from, zone)) {
      before = middle;
    } else {
      after = middle;
    }
  }
  return after;
}

/** When the day begins in the zone that begins at this moment in UTC. */
function localMidnight(utc: number, zone: string): number {
  return utc - offset(utc - offset(utc, zone), zone);
}

const inZone = new Map<string, Intl.DateTimeFormat>();

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
function offset(moment: number, timeZone: string): number {
  const format = inZone.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  inZone.set(timeZone, format);
  const parts = format.formatToParts(moment);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const {
    sign = "+",
    hours = "0",
    minutes = "0",
  } = /GMT(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)/u.exec(name)?.groups ?? {};
  return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
