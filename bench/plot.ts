import type { Figure } from "./figure.ts";

const [WIDTH, ROW, LABEL, FULL] = [760, 26, 340, 300];

/** The figures with a goal, as bars: the part that each takes of what its goal allows. Works in light and dark. */
export function plot(figures: Figure[]): string {
  const judged = figures.filter((each): each is Figure & { ofGoal: number } => each.ofGoal !== undefined);
  const height = judged.length * ROW + 56;
  const bars = judged.map(({ figure, ofGoal }, index) => {
    const y = 36 + index * ROW;
    const width = Math.min(ofGoal, 1.25) * FULL;
    return `<text x="${LABEL - 10}" y="${y + 14}" text-anchor="end">${escaped(figure)}</text>
<rect x="${LABEL}" y="${y + 3}" width="${width.toFixed(1)}" height="14" rx="3" class="${ofGoal <= 1 ? "met" : "over"}"/>
<text x="${(LABEL + width + 6).toFixed(1)}" y="${y + 14}" class="soft">${Math.round(ofGoal * 100)} %</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Each figure as a part of what its goal allows">
<style>
text{font:12px system-ui,sans-serif;fill:#1b1e23}.soft{fill:#565e69}.met{fill:#0b6b4f}.over{fill:#b3261e}line{stroke:#565e69;stroke-dasharray:3 3}
@media(prefers-color-scheme:dark){text{fill:#eceef0}.soft{fill:#a7afb9}.met{fill:#6fd6b0}.over{fill:#ff8a80}line{stroke:#a7afb9}}
</style>
<text x="${LABEL + FULL}" y="20" text-anchor="middle" class="soft">what the goal allows</text>
<line x1="${LABEL + FULL}" x2="${LABEL + FULL}" y1="28" y2="${height - 14}"/>
${bars.join("\n")}
</svg>
`;
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
