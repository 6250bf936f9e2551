import { type FSWatcher, watch } from "node:fs";
import { basename } from "node:path";
import { tryLoad } from "../packages/durable-lambda-local/src/functions/try-load.ts";
import type { LocalFunction } from "../packages/durable-lambda-local/src/functions/registry.ts";
import type { LocalLambda } from "../packages/durable-lambda-local/src/service.ts";
import { openVersions, type Versions } from "./versions.ts";

const QUIET_MILLISECONDS = 150; // an editor that saves everything writes many files

export interface Reloading {
  /** The folder with the functions' code. */
  source: string;
  /** Where the versions of it are kept. */
  folder: string;
  lambda: LocalLambda;
  /** The functions as they are to run, but for their code. */
  shipped: readonly LocalFunction[];
  log: (text: string) => void;
  /** Called when a version has been published in place of another. */
  published?: (() => Promise<void>) | undefined;
}

/**
 * Publishes the functions in the code of `source`, and a further version whenever that changes. What sleeps keeps its own
 * version, also over a restart. Code that does not load is reported and changes nothing.
 */
export function publishAndReload(options: Reloading): AsyncDisposable {
  const { source, folder, lambda, shipped, log, published } = options;
  const kept = openVersions(folder, source);
  dropUnused(kept, lambda.inspect.versionsInUse());
  kept.take();
  lambda.register(kept.numbers().flatMap((version) => shipped.map((local) => inVersion(local, kept, version))));

  const reload = async () => {
    const running = kept.numbers().at(-1);
    const version = kept.take();
    if (version === undefined) {
      return;
    }
    const all = shipped.map((local) => inVersion(local, kept, version));
    const problem = await firstProblem(all);
    if (problem !== undefined) {
      kept.drop(version);
      log(`src/ does not load: ${problem}. Version ${running} goes on.\n`);
      return;
    }
    lambda.register(all);
    log(`src/ has changed: version ${version} runs what starts now, and what sleeps keeps its own.\n`);
    await published?.();
  };

  let reloading = Promise.resolve();
  let quiet: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      reloading = reloading.then(reload).catch((error: unknown) => log(`src/ can't be read yet: ${String(error)}\n`));
    }, QUIET_MILLISECONDS);
  };
  // A machine has only so many watches, which other programs may have used up.
  const unwatched = (error: unknown) =>
    log(`src/ can't be watched: a change takes effect at the next start. ${String(error)}\n`);
  const watcher = watching(source, changed, unwatched);
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(quiet);
      watcher?.close();
      await reloading;
    },
  };
}

function watching(folder: string, changed: () => void, failed: (error: unknown) => void): FSWatcher | undefined {
  try {
    return watch(folder, { recursive: true }, changed).on("error", failed);
  } catch (error) {
    failed(error);
    return undefined;
  }
}

const inVersion = (local: LocalFunction, kept: Versions, version: number): LocalFunction => ({
  ...local,
  version,
  entry: kept.file(version, `lambda/${basename(local.entry.pathname)}`),
});

/** What keeps the first of the functions that don't load from it: the error and its place, in the words of Node.js. */
async function firstProblem(functions: readonly LocalFunction[]): Promise<string | undefined> {
  for (const local of functions) {
    let said = "";
    const cause = await tryLoad(local, (text) => (said += text));
    if (cause !== undefined) {
      const [, place] = /\/(src\/\S+?:\d+)/u.exec(said) ?? [];
      const [error = ""] = cause.replace(/^Error: |\.$/gu, "").split("\n");
      return place === undefined ? error : `${error} (${place})`;
    }
  }
  return undefined;
}

/** Drops the versions that nothing needs any more, but for the newest. */
function dropUnused(kept: Versions, inUse: readonly string[]): void {
  for (const version of kept.numbers().slice(0, -1)) {
    if (!inUse.includes(String(version))) {
      kept.drop(version);
    }
  }
}
