import { now } from "./clock.js";

// https://docs.slack.dev/messaging/formatting-message-text#date-formatting
const FORMATS = {
  day: { month: "short", day: "numeric" }, // not Slack's
  time: { timeStyle: "short" },
  time_secs: { timeStyle: "medium" },
  date: { dateStyle: "long" },
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { dateStyle: "short" },
  date_short: { dateStyle: "medium" },
  date_long: { dateStyle: "full" },
  whole: { dateStyle: "full", timeStyle: "long" }, // not Slack's
};

const UNITS = [
  ["day", 1440],
  ["hour", 60],
];

// Each takes far longer to make than to use, and a page has hundreds of times.
const formatters = new Map();
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

/** Puts every moment into the reader's own time zone. */
export function localTimes(root) {
  for (const element of root.querySelectorAll("time[data-format]")) {
    const moment = new Date(element.dateTime);
    const text = element.dataset.format.replace(/\{(\w+)\}/gu, (token, name) => part(moment, name) ?? token);
    if (element.textContent === text) {
      continue; // written anew, it could not be selected
    }
    element.textContent = text;
    element.title = formatted("whole", moment);
  }
}

function formatted(name, moment) {
  const formatter = formatters.get(name) ?? new Intl.DateTimeFormat(undefined, FORMATS[name]);
  formatters.set(name, formatter);
  return formatter.format(moment);
}

function part(moment, name) {
  if (name === "stamp") {
    return isSameDay(moment, new Date(now()))
      ? part(moment, "time")
      : `${part(moment, "day")}, ${part(moment, "time")}`;
  }
  if (name === "stamp_secs") {
    const time = part(moment, "time_secs");
    return isSameDay(moment, new Date(now())) ? time : `${part(moment, "day")}, ${time}`;
  }
  if (name === "ago") {
    return ago(moment);
  }
  if (name.endsWith("_pretty")) {
    return nearby(moment) ?? part(moment, name.slice(0, -"_pretty".length));
  }
  return FORMATS[name] && formatted(name, moment);
}

function nearby(moment) {
  const names = { "-1": "yesterday", 0: "today", 1: "tomorrow" };
  for (const [days, name] of Object.entries(names)) {
    const day = new Date(now());
    day.setDate(day.getDate() + Number(days));
    if (isSameDay(moment, day)) {
      return name;
    }
  }
  return undefined;
}

function ago(moment) {
  const minutes = Math.round((moment - now()) / 60_000);
  const [unit, length] = UNITS.find(([, least]) => Math.abs(minutes) >= 2 * least) ?? ["minute", 1];
  return relative.format(Math.round(minutes / length), unit);
}

function isSameDay(one, other) {
  return one.toDateString() === other.toDateString();
}
