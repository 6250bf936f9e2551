import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deed } from "./onboard.ts";

/** Everything that steps did so far, in its order. */
export function readDiary(folder: string): Deed[] {
  const file = join(folder, "diary.jsonl");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  return lines.map((line) => JSON.parse(line));
}
