import type { Finding } from "./examine.ts";

const MARKS = { fine: "✓", mild: "!", wrong: "✗", skipped: "–" } as const;
const NAME_WIDTH = 21;

/** A finding as a line, and below it what to do where something is wrong. */
export function inWords({ name, state, says, mend }: Finding): string {
  const line = `  ${MARKS[state]} ${name.padEnd(NAME_WIDTH)}${says}`;
  return mend ? `${line}\n    ${"".padEnd(NAME_WIDTH)}→ ${mend}` : line;
}

/** The last line. */
export function verdict(findings: Finding[]): string {
  const count = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length;
  if (count("wrong") > 0) {
    return `${count("wrong")} of ${findings.length} checks found something wrong. Mend the first, and look again.`;
  }
  return count("mild") > 0 ? "It works, within the limits above." : "All is well.";
}
