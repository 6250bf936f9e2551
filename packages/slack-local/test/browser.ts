import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";

chromium.setGraphicsMode = false; // or a GPU is emulated in software

// Made for a browser that ends with its one page; ours opens many. With its GPU's thread in the same process, one start in ten crashed.
const ONE_PAGE_ONLY = ["--single-process", "--no-zygote", "--in-process-gpu"];

/** A headless Chromium out of an npm package; the caller closes it. */
export async function launchBrowser() {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((arg) => !ONE_PAGE_ONLY.includes(arg)),
  });
}
