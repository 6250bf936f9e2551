/**
 * Gives messages their `ts`: seconds and microseconds as Slack writes them, never the same twice, always rising, above
 * those that were given before.
 */
export function timestamps(now: () => Date, before = "0"): () => string {
  let last = BigInt(before.replace(".", ""));
  return () => {
    const current = BigInt(now().getTime()) * 1000n;
    last = current > last ? current : last + 1n;
    const digits = last.toString().padStart(7, "0");
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  };
}
