import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";

// Runs a function's handler in its place, and records in which files of src/ a function ran for one request.

const { TRACED_ENTRY = "", TRACE_FILE = "" } = process.env;
const SRC = new URL("../../src/", import.meta.url).href;

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
const real = (await import(TRACED_ENTRY)) as { handler: (...args: unknown[]) => Promise<unknown> };

/** The real handler. What loading it ran is counted with its first request. */
export async function handler(...args: unknown[]): Promise<unknown> {
  try {
    return await real.handler(...args);
  } finally {
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const ran = result.filter(
      ({ url, functions }) =>
        url.startsWith(SRC) &&
        functions.some(({ functionName, ranges }) => !isModule(functionName, ranges[0]) && (ranges[0]?.count ?? 0) > 0),
    );
    writeFileSync(TRACE_FILE, JSON.stringify(ran.map(({ url }) => url.slice(SRC.length))));
  }
}

function isModule(functionName: string, range: { startOffset: number } | undefined): boolean {
  return functionName === "" && range?.startOffset === 0;
}
