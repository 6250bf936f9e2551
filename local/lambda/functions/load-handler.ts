import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compileFunction, constants } from "node:vm";

/** A function's export `handler`, as Lambda calls it. */
type Handler = (event: unknown, context: object) => unknown;

interface FunctionModule {
  handler?: unknown;
  default?: { handler?: unknown };
}

/** Loads a function's module and gives its handler; throws where it does not load or has none. */
export async function loadHandler(entry: string): Promise<Handler> {
  const loaded: FunctionModule = entry.endsWith(".js") ? requireBundle(fileURLToPath(entry)) : await import(entry);
  const handler = loaded.handler ?? loaded.default?.handler;
  if (typeof handler !== "function") {
    throw new Error(`${entry} exports no function named handler`);
  }
  return handler as Handler;
}

/** Where a bundle is deployed it is CommonJS; here Node.js would ask the package.json of a folder above it. */
function requireBundle(file: string): FunctionModule {
  const module: { exports: FunctionModule } = { exports: {} };
  const run = compileFunction(readFileSync(file, "utf8"), ["exports", "require", "module", "__filename", "__dirname"], {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  run.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}
