import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseInUse, openStore } from "../packages/durable-lambda-local/src/store/sqlite.ts";
import { BadChoice } from "../tools/command-line.ts";

const MARK = "durable-onboarding.txt";
const ABOUT = "The local stack of durable onboarding keeps its data here. `npm start -- --fresh` removes all of it.\n";

/** The folder holds something, and nothing says that it is this project's data. */
export class NotOurFolder extends BadChoice {
  override name = "NotOurFolder";
  constructor(folder: string) {
    super(`${folder} holds files that are not this project's data. Choose an empty folder, or a new one: --data DIR.`);
  }
}

/** Another process has some of what a data folder holds. */
export class FolderInUse extends BadChoice {
  override name = "FolderInUse";
  constructor(folder: string) {
    super(`The data in ${folder} is in use by another process. Stop that one, or choose another folder: --data DIR.`);
  }
}

/** What a data folder holds can't be read: it is damaged, or another program wrote it. */
export class BrokenData extends BadChoice {
  override name = "BrokenData";
  constructor(folder: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The data in ${folder} can't be read (${why}). Start with --fresh to remove it, or choose another folder: --data DIR.`,
      { cause },
    );
  }
}

/** The path is no folder, or may not be written to. */
export class UnusableFolder extends BadChoice {
  override name = "UnusableFolder";
  constructor(folder: string, { code = "an unknown error" }: NodeJS.ErrnoException) {
    super(`${folder} can't be used as a folder for data (${code}). Choose another one: --data DIR.`);
  }
}

/** Where everything lies that a data folder keeps. */
export function dataFiles(folder: string) {
  return {
    lambda: join(folder, "lambda.db"),
    slack: join(folder, "slack.db"),
    mail: join(folder, "mails.jsonl"),
    dynamo: join(folder, "dynamo"),
    versions: join(folder, "versions"),
  };
}

/** Makes a folder the project's own, so that `clearFolder` may clear it one day. Throws NotOurFolder and UnusableFolder. */
export function claimFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    assertOurs(folder);
    writeFileSync(join(folder, MARK), ABOUT);
    return folder;
  } catch (error) {
    throw isSystemError(error) ? new UnusableFolder(folder, error) : error;
  }
}

/**
 * Removes what a data folder holds, readable or not, and says what that was. A folder that doesn't exist is clear already.
 * Throws NotOurFolder, and FolderInUse where another process has some of it, before anything is removed.
 */
export function clearFolder(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  assertOurs(folder);
  const { lambda, slack } = dataFiles(folder);
  if ([lambda, slack].some((database) => existsSync(database) && isUsed(database))) {
    throw new FolderInUse(folder);
  }
  const entries = readdirSync(folder);
  for (const entry of entries) {
    rmSync(join(folder, entry), { recursive: true });
  }
  return entries.filter((entry) => entry !== MARK);
}

/** A database that can't be read is in nobody's use. */
function isUsed(database: string): boolean {
  try {
    openStore("", database).close();
    return false;
  } catch (error) {
    return error instanceof DatabaseInUse;
  }
}

/** Why the stack did not start on a data folder: another process has some of what it holds, or it can't be read. */
export function folderProblem(folder: string, error: unknown): FolderInUse | BrokenData {
  return isLocked(error) ? new FolderInUse(folder) : new BrokenData(folder, error);
}

/** What each service says of a file that another process has open: the durable Lambda, Slack's stand-in, LevelDB. */
function isLocked(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const isSaid = error instanceof DatabaseInUse || error.name === "FileInUse";
  return isSaid || ("code" in error && error.code === "LEVEL_LOCKED") || isLocked(error.cause);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

function assertOurs(folder: string): void {
  const entries = readdirSync(folder);
  if (entries.length > 0 && !entries.includes(MARK)) {
    throw new NotOurFolder(folder);
  }
}
