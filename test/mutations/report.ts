import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** A small change to a file's source between two offsets, and what came of it. */
export interface Mutant {
  file: string;
  source: string;
  start: number;
  end: number;
  /** The code as it is, and what it is changed into. */
  code: string;
  becomes: string;
  status: string;
  /** What a test, or Stryker, said about it. */
  reason: string;
}

/** As far as it is read here. https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema */
interface Report {
  files: Record<string, { source: string; mutants: ReportedMutant[] }>;
}
interface ReportedMutant {
  status: string;
  statusReason?: string;
  replacement: string;
  location: Location;
}
interface Location {
  start: Position;
  end: Position;
}
interface Position {
  line: number;
  column: number;
}

/** Every mutant that Stryker made and did not ignore. */
export function mutantsIn(path: string): Mutant[] {
  const { files } = JSON.parse(readFileSync(path, "utf8")) as Report;
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split("\n");
    const offset = ({ line, column }: Position) =>
      lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    return mutants
      .filter(({ status }) => status !== "Ignored")
      .map(({ status, statusReason: reason = "", replacement: becomes, location }) => {
        const [start, end] = [offset(location.start), offset(location.end)];
        return { file, source, start, end, code: source.slice(start, end), becomes, status, reason };
      });
  });
}

/**
 * Leaves in Stryker's report of the last run only those mutants that a test has killed, so that all others are tried again. By
 * itself Stryker does not see that a new test covers what runs while a file is loaded, and believes its time limit for good.
 */
export function forgetSurvivors(path: string): void {
  if (!existsSync(path)) {
    return;
  }
  const report = JSON.parse(readFileSync(path, "utf8")) as Report;
  for (const file of Object.values(report.files)) {
    file.mutants = file.mutants.filter(({ status }) => status === "Killed");
  }
  writeFileSync(path, JSON.stringify(report));
}

/** Whether the tests noticed nothing. */
export function isSurvivor({ status }: Pick<Mutant, "status">): boolean {
  return status === "Survived" || status === "NoCoverage";
}

/** Whether nothing but a time limit noticed it: Stryker's for what never comes to an end, or a test's for what never answers. */
export function isTimeout({ status, reason }: Pick<Mutant, "status" | "reason">): boolean {
  return status === "Timeout" || /\btimed out in \d+ ?ms/u.test(reason);
}
