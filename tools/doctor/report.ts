import type { Finding } from "./examine.ts";

const MARKS = { fine: "✓", mild: "!", wrong: "✗", skipped: "–" } as const;
const NAME_WIDTH = 20;
const NARROWEST = 60;
const WIDEST = 100;

/** Findings as lines that fit `columns`: a heading before the first of a section, and below a problem how to fix it. */
export function reporter(columns = WIDEST): (finding: Finding) => string {
  const width = Math.min(Math.max(columns, NARROWEST), WIDEST);
  let current: string | undefined;
  return ({ section, name, state, says, fix }) => {
    const heading = section === current ? "" : `\n${section}\n`;
    current = section;
    const line = wrapped(`  ${MARKS[state]} ${name.padEnd(NAME_WIDTH)}`, says, width);
    const below = fix ? `\n${wrapped(`${"".padEnd(NAME_WIDTH + 4)}→ `, fix, width)}` : "";
    return heading + line + below;
  };
}

/** The last lines. */
export function verdict(findings: Finding[]): string {
  const count = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length;
  if (count("wrong") > 0) {
    return `${count("wrong")} of ${findings.length} checks failed. Fix the first one and run this again.`;
  }
  return count("mild") > 0 ? "It works, within the limits marked with !." : "All is well.";
}

/** Words broken between lines, each below the first one's text; a word that is longer than a line, such as a URL, stays whole. */
function wrapped(start: string, text: string, width: number): string {
  const indent = "".padEnd(start.length);
  const lines = [start];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    const isEmpty = last === start || last === indent;
    const longer = isEmpty ? last + word : `${last} ${word}`;
    if (longer.length <= width || isEmpty) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(indent + word);
    }
  }
  return lines.join("\n");
}
