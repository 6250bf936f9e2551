const UNITS = [
  ["day", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
];

/** How long it is until then, in two units: `23 h 59 min`, `4 min 10 s`, `now`. */
export function countdown(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds <= 0) {
    return "now";
  }
  const first = UNITS.findIndex(([, length]) => seconds >= length);
  const parts = UNITS.slice(first, first + 2).map(([unit, length], index) => {
    const count = Math.floor((index === 0 ? seconds : seconds % UNITS[first][1]) / length);
    return count > 0 ? `${count} ${unit === "day" && count > 1 ? "days" : unit}` : "";
  });
  return parts.join(" ").trim();
}
