import { quantile } from "../packages/durable-lambda-local/bench/quantile.ts";

/** One measured figure, its yardstick from the same run if there is one, and its goal. */
export interface Figure {
  figure: string;
  measured: string;
  yardstick: string;
  goal: string;
  /** The measured value divided by what the goal allows: 1 or less meets it. Undefined if the figure is only reported. */
  ofGoal?: number;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

export const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
