import chromium from "@sparticuz/chromium";

/** Unpacks Chromium once, before test files that need it start side by side. */
export async function setup(): Promise<void> {
  await chromium.executablePath();
}
