const UNITS = [
  ["day", "days", 86_400_000],
  ["h", "h", 3_600_000],
  ["min", "min", 60_000],
  ["s", "s", 1000],
] as const;

/** A span of time in its two largest units: `412 ms`, `3.4 s`, `59 min 58 s`, `23 h`. */
export function duration(milliseconds: number): string {
  const rounded = Math.max(0, Math.round(milliseconds));
  if (rounded < 1000) {
    return `${rounded} ms`;
  }
  if (rounded < 10_000) {
    return `${(rounded / 1000).toFixed(1)} s`;
  }
  const first = UNITS.findIndex(([, , length]) => rounded >= length - 500);
  const [one, many, length] = UNITS[first] ?? UNITS[3];
  const [next, , part] = UNITS[first + 1] ?? ["", "", 0];
  const inParts = part > 0 ? Math.round(rounded / part) : Math.round(rounded / length);
  const perUnit = part > 0 ? length / part : 1;
  const longer = UNITS[first - 1]?.[2] ?? Infinity;
  if (inParts * part >= longer) {
    return duration(longer); // 23 h 59 min 59 s is a day, in two units
  }
  const [count, rest] = [Math.floor(inParts / perUnit), inParts % perUnit];
  return `${count} ${count === 1 ? one : many}${rest > 0 && next ? ` ${rest} ${next}` : ""}`;
}

/** A share of a whole: `66 %`, `99.98 %`; never rounded up to all. */
export function share(part: number, whole: number): string {
  const percent = whole > 0 ? (part / whole) * 100 : 0;
  return percent < 99 ? `${Math.floor(percent)} %` : `${Math.floor(percent * 100) / 100} %`;
}

/** JSON with one member a line; what is no JSON as it is. */
export function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

/** US dollars with three significant digits: `$0.000118`, `$118`. */
export function dollars(amount: number): string {
  const digits = amount > 0 ? Math.max(0, 2 - Math.floor(Math.log10(amount))) : 2;
  return `$${amount.toFixed(Math.min(digits, 12))}`;
}
