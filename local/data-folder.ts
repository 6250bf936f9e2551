import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "./store.ts";

const MARK = "durable-onboarding.txt";
const ABOUT = "The local stack of durable onboarding keeps its data here. `npm start -- --fresh` removes all of it.\n";

/** The folder holds something, and nothing says that it is this project's data. */
export class NotOurFolder extends Error {
  override name = "NotOurFolder";
  constructor(folder: string) {
    super(`${folder} holds files that are not this project's data. Choose an empty folder, or a new one: --data DIR.`);
  }
}

/** Where everything lies that a data folder keeps. */
export function dataFiles(folder: string) {
  return {
    lambda: join(folder, "lambda.db"),
    slack: join(folder, "slack.db"),
    mail: join(folder, "mails.jsonl"),
    dynamo: join(folder, "dynamo"),
  };
}

/** Makes a folder the project's own, so that `clearFolder` may clear it one day, and gives it back. Throws NotOurFolder. */
export function claimFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  assertOurs(folder);
  writeFileSync(join(folder, MARK), ABOUT);
  return folder;
}

/**
 * Removes what a data folder holds, and says what that was. One that there is not is clear already. Throws NotOurFolder,
 * and DatabaseInUse where a service runs on it, before anything is removed.
 */
export function clearFolder(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  assertOurs(folder);
  const { lambda } = dataFiles(folder);
  if (existsSync(lambda)) {
    openStore("", lambda).close();
  }
  const entries = readdirSync(folder);
  for (const entry of entries) {
    rmSync(join(folder, entry), { recursive: true });
  }
  return entries.filter((entry) => entry !== MARK);
}

function assertOurs(folder: string): void {
  const entries = readdirSync(folder);
  if (entries.length > 0 && !entries.includes(MARK)) {
    throw new NotOurFolder(folder);
  }
}
