/** One measured figure, its yardstick from the same run if there is one, and its goal. */
export interface Figure {
  figure: string;
  measured: string;
  yardstick: string;
  goal: string;
  /** The measured value divided by what the goal allows: 1 or less meets it. Undefined if the figure is only reported. */
  ofGoal?: number;
}

/** The value below which this part of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

export const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
