import { fileURLToPath } from "node:url";
import { mkdir, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "../../local/stack.ts";
import { launchBrowser } from "../browser.ts";
import { film, still } from "./film.ts";
import { story } from "./story.ts";

// Writes the README's pictures of the sandbox: the same story each time, at the same hour of the same day, in light and dark.
// They need Debian's webp, fonts-inter and fonts-noto-color-emoji.

const FOLDER = "docs/images";
const NINE_O_CLOCK = Date.parse("2026-03-02T09:00:00Z");
const SIZE = { width: 1344, height: 840 };

process.env["FONTCONFIG_FILE"] = fileURLToPath(new URL("fonts.conf", import.meta.url));
await mkdir(FOLDER, { recursive: true });
const browser = await launchBrowser();
try {
  for (const colorScheme of ["light", "dark"] as const) {
    await using frames = await mkdtempDisposable(join(tmpdir(), "pictures-"));
    const began = performance.now();
    const now = () => NINE_O_CLOCK + Math.round(performance.now() - began);
    const stack = await startStack({ reminders: [3600], now, log: () => undefined });
    const place = { timezoneId: "UTC", locale: "en-GB" };
    const page = await browser.newPage({ viewport: SIZE, colorScheme, reducedMotion: "reduce", ...place });
    await page.goto(stack.urls.service);
    const { shots, end } = await story(page, frames.path);
    await film(shots, join(FOLDER, `sandbox-${colorScheme}.webp`));
    await still(end, join(FOLDER, `sandbox-still-${colorScheme}.webp`));
    await page.close();
    await stack.close();
  }
} finally {
  await browser.close();
}
