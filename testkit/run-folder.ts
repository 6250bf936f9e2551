import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MODULES = fileURLToPath(new URL("../node_modules", import.meta.url));
const CACHE = join(MODULES, ".cache");

/**
 * Gives this process, and all that it starts, one folder for temporary files. It is removed as the process ends, whether tests
 * failed or not. Chromium, which takes seconds to unpack, is kept in node_modules.
 */
export async function useRunFolder(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "onboarding-tests-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const chromium = await unpackedChromium();
  for (const name of readdirSync(chromium)) {
    symlinkSync(join(chromium, name), join(folder, name)); // where the package looks for itself and its fonts
  }
  setTemporary(folder);
}

/**
 * Keeps what Node.js compiles for later runs, in this process and all that it starts. Node.js tells code by its path, and never finds
 * again what ran from a run's folder; so a folder that holds more than `limit` is removed first.
 */
export function keepCompiled(folder = join(CACHE, "compiled"), limit = 10_000): void {
  if (existsSync(folder) && readdirSync(folder, { recursive: true }).length > limit) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 }); // another run may write to it
  }
  process.env["NODE_COMPILE_CACHE"] ??= folder;
}

/** The folder of the installed version. Another run may unpack it at the same time, and a run may be cut off while it does. */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(MODULES, "@sparticuz/chromium/package.json"), "utf8"));
  const folder = join(CACHE, `chromium-${version}`);
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true });
    const unpacking = mkdtempSync(join(CACHE, "unpacking-"));
    setTemporary(unpacking);
    const { default: chromium } = await import("@sparticuz/chromium");
    await chromium.executablePath();
    moveUnlessThere(unpacking, folder);
  }
  return folder;
}

/** Moves a folder, or removes it where another is there already. */
function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    rmSync(from, { recursive: true });
    if (!existsSync(to)) {
      throw error;
    }
  }
}

/** Node.js and Chromium read the first on Linux and macOS, the second on Windows. */
function setTemporary(folder: string): void {
  Object.assign(process.env, { TMPDIR: folder, TEMP: folder });
}
