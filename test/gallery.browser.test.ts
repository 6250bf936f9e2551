import { mkdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SCHEMES } from "../testkit/gallery/document.ts";
import { samples } from "../testkit/gallery/samples.ts";
import { startGallery } from "../testkit/gallery/server.ts";
import { type Browser, launchBrowser } from "../testkit/browser.ts";

const SHOTS = ".screenshots/gallery";
const GROUPS = ["Emails", "Cards", "Threads", "Direct messages", "Answers", "Home", "Modals"];
const WIDTHS = { phone: 375, wide: 800 };

let browser: Browser;
let gallery: Awaited<ReturnType<typeof startGallery>>;

beforeAll(async () => {
  [browser, gallery] = await Promise.all([launchBrowser(), startGallery(0), mkdir(SHOTS, { recursive: true })]);
});
afterAll(() => Promise.all([browser.close(), gallery.close()]));

const cases = GROUPS.flatMap((group) => SCHEMES.map((scheme) => ({ group, scheme })));

/** Shows samples below each other. */
const SHOW = `async (sources) => {
  document.body.replaceChildren();
  document.body.style.cssText = "display: block; overflow: visible; margin: 0; height: auto";
  await Promise.all(sources.map(({ name, source }) => {
    document.body.appendChild(document.createElement("p")).textContent = name;
    const frame = document.body.appendChild(document.createElement("iframe"));
    frame.style.cssText = "width: 100%; border: 0; display: block";
    frame.title = name;
    frame.src = source;
    return new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  }));
}`;

/** Makes each as high as what it shows, and gives the names of those that are wider than the screen. */
const FIT = `() => [...document.querySelectorAll("iframe")].flatMap((frame) => {
  const { documentElement: shown } = frame.contentDocument;
  const dialog = frame.contentDocument.querySelector("dialog");
  frame.style.height = "0";
  frame.style.height = Math.max(shown.scrollHeight, (dialog?.scrollHeight ?? 0) + 60) + "px";
  return shown.scrollWidth > innerWidth ? [frame.title] : [];
})`;

test.each(cases)("$group fit a phone and a wide screen: $scheme", async ({ group, scheme }) => {
  const page = await browser.newPage({ viewport: { width: WIDTHS.phone, height: 700 } });
  await page.goto(`${gallery.url}/samples/0/${scheme}`); // a page of the same origin that shows little
  const sources = (await samples()).flatMap((sample, index) =>
    sample.group === group ? [{ name: sample.name, source: `/samples/${index}/${scheme}` }] : [],
  );
  expect(sources.length).toBeGreaterThan(0);
  await page.evaluate(`(${SHOW})(${JSON.stringify(sources)})`);
  for (const [size, width] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width, height: 700 });
    expect(await page.evaluate<string[]>(`(${FIT})()`), size).toEqual([]);
    await page.screenshot({
      path: `${SHOTS}/${group.toLowerCase().replace(" ", "-")}-${scheme}-${size}.png`,
      fullPage: true,
    });
  }
  await page.context().close();
});
