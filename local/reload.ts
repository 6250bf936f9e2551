import { type FSWatcher, watch } from "node:fs";
import { basename } from "node:path";
import { tryLoad } from "../packages/durable-lambda-local/src/functions/try-load.ts";
import type { LocalFunction } from "../packages/durable-lambda-local/src/functions/registry.ts";
import type { LocalLambda } from "../packages/durable-lambda-local/src/service.ts";
import { openVersions, type Versions } from "./versions.ts";

const QUIET_MILLISECONDS = 150; // an editor that saves everything writes many files
const LOADING_MILLISECONDS = 60_000; // as long as an invocation waits for it

export interface Reloading {
  /** The folder with the functions' code. */
  source: string;
  /** Where the versions of it are kept. */
  folder: string;
  lambda: LocalLambda;
  /** The functions as they are to run, but for their code. */
  shipped: readonly LocalFunction[];
  log: (text: string) => void;
  /** Called when a version has been published in place of another; `stopping` aborts when the stack stops meanwhile. */
  published?: ((stopping: AbortSignal) => Promise<void>) | undefined;
}

/**
 * Publishes the functions in the code of `source`, and a further version whenever that changes. What sleeps keeps its own
 * version, also over a restart. Code that does not load is reported and changes nothing.
 */
export function publishAndReload(options: Reloading): AsyncDisposable {
  const { source, folder, lambda, shipped, log, published } = options;
  const kept = openVersions(folder, source);
  kept.take();
  dropUnused(kept, lambda.inspect.versionsInUse());
  lambda.register(kept.numbers().flatMap((version) => shipped.map((local) => inVersion(local, kept, version))));

  const stopping = new AbortController();
  const say = (text: string) => {
    if (!stopping.signal.aborted) {
      log(text);
    }
  };
  const reload = async () => {
    const running = kept.numbers().at(-1);
    const version = kept.take();
    if (version === undefined) {
      return;
    }
    const all = shipped.map((local) => inVersion(local, kept, version));
    const problem = await firstProblem(all, stopping.signal);
    if (problem !== undefined) {
      kept.drop(version);
      say(`src/ does not load: ${problem}. Version ${running} goes on.\n`);
      return;
    }
    lambda.register(all);
    log(`src/ has changed: new onboardings use version ${version}; sleeping ones keep theirs.\n`);
    await published?.(stopping.signal);
  };

  let reloading = Promise.resolve();
  let quiet: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  const changed = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      watchAnew();
      reloading = reloading
        .then(reload)
        .catch((error: unknown) => say(`The reload failed; the next change tries again. ${String(error)}\n`));
    }, QUIET_MILLISECONDS);
  };
  // A machine has only so many watches, which other programs may have used up.
  const unwatched = (error: unknown) =>
    log(`src/ can't be watched: a change takes effect at the next start. ${String(error)}\n`);
  // On Linux, Node.js follows each file, and loses one that an editor replaced by another. This finds it again.
  const watchAnew = () => {
    watcher?.close();
    watcher = watching(source, changed, unwatched);
  };
  watchAnew();
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(quiet);
      watcher?.close();
      stopping.abort();
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
async function firstProblem(functions: readonly LocalFunction[], stopping: AbortSignal): Promise<string | undefined> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(LOADING_MILLISECONDS)]);
  for (const local of functions) {
    let said = "";
    const cause = await tryLoad(local, (text) => (said += text), signal);
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
