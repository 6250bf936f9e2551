import chromium from "@sparticuz/chromium";
import {
  type BrowserContext,
  type BrowserContextOptions,
  type BrowserServer,
  chromium as playwright,
  type Page,
} from "playwright-core";
import { fileURLToPath } from "node:url";
import { LANGUAGES } from "../src/domain/language.ts";
import { parse, SHIFT_DATE } from "./when/when.ts";

chromium.setGraphicsMode = false; // or a GPU is emulated in software

// Made for a browser that ends with its one page; ours opens many. With its GPU's thread in the same process, one start in ten crashed:
// that thread sets environment variables while others read them.
const ONE_PAGE_ONLY = ["--single-process", "--no-zygote", "--in-process-gpu"];

/**
 * A browser whose pages have this process's time, time zone and locale, where an option doesn't say otherwise. Where the service would
 * answer that locale in a language of its own, they have an English one, which is what tests read.
 */
export interface Browser {
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** A page in a context of its own. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** A headless Chromium from an npm package, reachable by others through its endpoint; the caller closes it. */
export async function serveBrowser(): Promise<BrowserServer> {
  return playwright.launchServer({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((arg) => !ONE_PAGE_ONLY.includes(arg)),
  });
}

/** A Chromium that runs elsewhere. To close it closes what was opened by this connection. */
export async function connectToBrowser(endpoint: string): Promise<Browser> {
  const browser = await playwright.connect(endpoint);
  const { TEST_WHEN: when, TEST_CLOCK_AHEAD: ahead = "0" } = process.env;
  const place = when === undefined ? {} : placeOf(when);
  const newContext = async (options?: BrowserContextOptions) => {
    const context = await browser.newContext({ ...place, ...options });
    await context.addInitScript(`globalThis.TEST_CLOCK_AHEAD = ${ahead};`);
    await context.addInitScript({ path: fileURLToPath(SHIFT_DATE) });
    return context;
  };
  return {
    newContext,
    newPage: async (options) => (await newContext(options)).newPage(),
    close: () => browser.close(),
  };
}

/** A headless Chromium of the caller's own, who closes it. */
export async function launchBrowser(): Promise<Browser> {
  const server = await serveBrowser();
  const browser = await connectToBrowser(server.wsEndpoint());
  return { ...browser, close: () => server.close() };
}

/** The locale of pages in a run of this locale. Chromium asks servers for the locale's language and ignores the headers that a test sets. */
export function pageLocale(locale: string): string {
  const isTranslated = LANGUAGES.some((language) => language === new Intl.Locale(locale).language);
  return isTranslated ? "en-GB" : locale;
}

function placeOf(when: string) {
  const { zone, locale } = parse(when);
  return { timezoneId: zone, locale: pageLocale(locale) };
}
