/** A moment, a time zone and a locale to run the tests in. */
export interface When {
  /** Where the clock stands as the run begins; whole seconds. */
  start: Date;
  zone: string;
  locale: string;
}

export const ZONES = [
  "UTC",
  "Africa/Casablanca",
  "America/Los_Angeles",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Pacific/Apia",
  "Pacific/Chatham",
];

export const LOCALES = ["ar-EG", "de-DE", "en-US", "fa-IR", "he-IL", "hi-IN", "ja-JP", "th-TH", "tr-TR"];

/** What moves the clock, as Node.js preloads it. */
export const SHIFT_DATE = new URL("shift-date.js", import.meta.url).href;

const FORM = /^(?<start>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (?<zone>\S+) (?<locale>\S+)$/u;

/** The text form, such as `2031-03-30T00:59:30Z America/St_Johns tr-TR`. */
export function format({ start, zone, locale }: When): string {
  return `${start.toISOString().replace(/\.\d+Z$/u, "Z")} ${zone} ${locale}`;
}

/** Reads the text form. Throws a sentence that shows the form if the text doesn't have it. */
export function parse(text: string): When {
  const { start = "", zone = "", locale = "" } = FORM.exec(text)?.groups ?? {};
  const date = new Date(start);
  if (Number.isNaN(date.getTime()) || !isKnown(zone, locale)) {
    throw new Error(
      `TEST_WHEN is "${text}"; it takes a moment, a time zone and a locale: 2031-03-30T00:59:30Z Asia/Kathmandu tr-TR`,
    );
  }
  return { start: date, zone, locale };
}

function isKnown(timeZone: string, locale: string): boolean {
  try {
    return new Intl.DateTimeFormat(locale, { timeZone }).resolvedOptions().locale === locale;
  } catch {
    return false;
  }
}

/** The environment in which Node.js has this time zone, this locale, and a clock that stands at the start now. */
export function environment({ start, zone, locale }: When, now = Date.now()): Record<string, string> {
  return {
    TEST_WHEN: format({ start, zone, locale }),
    TEST_CLOCK_AHEAD: String(start.getTime() - now),
    TZ: zone,
    LC_ALL: `${locale.replace("-", "_")}.UTF-8`,
    NODE_OPTIONS: [process.env["NODE_OPTIONS"], `--import=${SHIFT_DATE}`].filter(Boolean).join(" "),
  };
}

/** What a child with an environment of its own needs of this process's: the time, the zone, the locale, and where temporary and compiled files go. */
export function sameWhen(): Record<string, string> {
  const names = [
    "TEST_WHEN",
    "TEST_CLOCK_AHEAD",
    "TZ",
    "LC_ALL",
    "NODE_OPTIONS",
    "TMPDIR",
    "TEMP",
    "NODE_COMPILE_CACHE",
  ];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
