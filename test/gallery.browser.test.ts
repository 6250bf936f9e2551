import { afterAll, expect, onTestFinished, test } from "vitest";
import { SCHEMES } from "../testkit/gallery/document.ts";
import { samples } from "../testkit/gallery/samples.ts";
import { startGallery } from "../testkit/gallery/server.ts";
import { browserForTests, takePicture, takesPictures } from "../testkit/browser-for-tests.ts";

const GROUPS = ["Emails", "Cards", "Threads", "Direct messages", "Answers", "Home", "Modals"];
const WIDTHS = { phone: 375, wide: 800 };

const all = await samples();
const browser = await browserForTests();
const page = await browser.newPage({ viewport: { width: WIDTHS.phone, height: 700 } }); // one for all: each starts a process
const gallery = await startGallery(0, all);
afterAll(() => gallery.close());

// The schemes differ in colours, which only a picture shows.
const cases = GROUPS.flatMap((group) => SCHEMES.slice(0, takesPictures ? 2 : 1).map((scheme) => ({ group, scheme })));

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

/** Makes each as high as what it shows, and gives the names of those that are wider than the screen. All are measured before any is changed: each change lays out the page anew. */
const FIT = `() => {
  const frames = [...document.querySelectorAll("iframe")];
  frames.forEach(({ style }) => style.height = "0");
  const heights = frames.map(({ contentDocument: { documentElement: shown } }) =>
    Math.max(shown.scrollHeight, (shown.querySelector("dialog")?.scrollHeight ?? 0) + 60));
  frames.forEach(({ style }, index) => style.height = heights[index] + "px");
  return frames.flatMap((frame) => frame.contentDocument.documentElement.scrollWidth > innerWidth ? [frame.title] : []);
}`;

test.each(cases)("$group fit a phone and a wide screen: $scheme", async ({ group, scheme }) => {
  await page.goto(`${gallery.url}/samples/0/${scheme}`); // a page of the same origin that shows little
  const sources = all.flatMap((sample, index) =>
    sample.group === group ? [{ name: sample.name, source: `/samples/${index}/${scheme}` }] : [],
  );
  expect(sources.length).toBeGreaterThan(0);
  await page.evaluate(`(${SHOW})(${JSON.stringify(sources)})`);
  for (const [size, width] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width, height: 700 });
    expect(await page.evaluate<string[]>(`(${FIT})()`), size).toEqual([]);
    await takePicture(page, `gallery/${group.toLowerCase().replace(" ", "-")}-${scheme}-${size}`, { fullPage: true });
  }
});

/** Loads the frames above the group that the address names, and gives how far below the gallery's header its heading is then, in pixels. */
const DISTANCE = `async () => {
  const target = document.querySelector(":target");
  await Promise.all([...target.previousElementSibling.querySelectorAll("iframe")].map((frame) => {
    frame.contentWindow.location.reload();
    return new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  }));
  return target.firstElementChild.getBoundingClientRect().top - document.querySelector("header").getBoundingClientRect().bottom;
}`;

test("a link leads to its group's heading, and the heading stays there while frames above it load and grow", async () => {
  const few = ["Emails", "Cards"].flatMap((name) => all.filter(({ group }) => group === name).slice(0, 2));
  const small = await startGallery(0, few);
  onTestFinished(() => small.close());
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.goto(small.url);
  await page.addStyleTag({ content: ":root { overflow-anchor: none }" }); // as in Safari; Chromium mostly finds its place again
  await page.evaluate(`document.querySelectorAll("iframe").forEach(({ style }) => style.removeProperty("height"))`);
  await page.getByRole("link", { name: "Cards" }).click();
  await page.waitForFunction("scrollY > 0"); // the jump is over
  const distance = await page.evaluate<number>(`(${DISTANCE})()`);
  expect(distance).toBeGreaterThanOrEqual(0);
  expect(distance).toBeLessThan(40);
});
