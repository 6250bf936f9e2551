import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";

chromium.setGraphicsMode = false; // or a GPU is emulated in software

// Made for a browser that ends with its one page; ours opens many.
const ONE_PAGE_ONLY = ["--single-process", "--no-zygote"];

/** A headless Chromium out of an npm package; the caller closes it. */
export async function launchBrowser() {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((arg) => !ONE_PAGE_ONLY.includes(arg)),
  });
}
