import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CACHE = fileURLToPath(new URL("../node_modules/.cache/chromium", import.meta.url));

/**
 * Gives this process, and all that it starts, one folder for temporary files. It is removed as the process ends, whether tests
 * failed or not. Chromium, which takes seconds to unpack, is kept in node_modules.
 */
export async function useRunFolder(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "onboarding-tests-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  await unpackChromium();
  for (const name of readdirSync(CACHE)) {
    symlinkSync(join(CACHE, name), join(folder, name)); // where the package looks for itself and its fonts
  }
  setTemporary(folder);
}

async function unpackChromium(): Promise<void> {
  if (existsSync(join(CACHE, "chromium"))) {
    return;
  }
  mkdirSync(CACHE, { recursive: true });
  setTemporary(CACHE);
  const { default: chromium } = await import("@sparticuz/chromium");
  await chromium.executablePath();
}

/** Node.js and Chromium read the first on Linux and macOS, the second on Windows. */
function setTemporary(folder: string): void {
  Object.assign(process.env, { TMPDIR: folder, TEMP: folder });
}
