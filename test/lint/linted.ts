import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** What the linter says of a file: the rule's name, and its answer with what to do instead. */
export interface Complaint {
  rule: string;
  answer: string;
}

/** Lints the files, by path, under the project's rules, in one run and in a directory of their own that is gone afterwards. */
export function linted(files: ReadonlyMap<string, string>): (path: string) => Complaint[] {
  const directory = mkdtempSync(join(tmpdir(), "lint-"));
  try {
    for (const part of [".oxlintrc.json", "tsconfig.json", "lint"]) {
      cpSync(join(ROOT, part), join(directory, part), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
    for (const [path, code] of files) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), code);
    }
    const diagnostics = oxlint(directory, [...files.keys()]);
    return (path) =>
      diagnostics
        .filter(({ filename }) => filename === path)
        .map(({ code, message, help = "" }) => ({ rule: code, answer: `${message} ${help}` }));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

interface Diagnostic {
  filename: string;
  code: string;
  message: string;
  help?: string;
}

function oxlint(cwd: string, paths: string[]): Diagnostic[] {
  const bin = join(ROOT, "node_modules/oxlint/bin/oxlint");
  const { stdout, stderr } = spawnSync(process.execPath, [bin, "--type-aware", "--format=json", ...paths], {
    cwd,
    encoding: "utf8",
  });
  try {
    const report: { diagnostics: Diagnostic[] } = JSON.parse(stdout);
    return report.diagnostics;
  } catch (cause) {
    throw new Error(`The linter gave no report: ${stdout}${stderr}`, { cause });
  }
}
