import type { Page, PageScreenshotOptions } from "playwright-core";
import { afterAll, inject } from "vitest";
import { type Browser, connectToBrowser } from "./browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the run's Chromium is. */
    chromium: string;
    /** Whether tests take pictures: `npm run test:browser`. */
    takesPictures?: boolean;
  }
}

/** Whether this run takes pictures. */
export const takesPictures = inject("takesPictures") ?? false;

/** The run's Chromium, for the calling file. What the file opens is closed after its last test. */
export async function browserForTests(): Promise<Browser> {
  const browser = await connectToBrowser(inject("chromium"));
  afterAll(() => browser.close());
  return browser;
}

/** Takes a picture for people to look at, in a run that takes pictures: painting costs more than all that the tests check. */
export async function takePicture(page: Page, name: string, options: PageScreenshotOptions = {}): Promise<void> {
  if (takesPictures) {
    await page.screenshot({ path: `.screenshots/${name}.png`, ...options });
  }
}
