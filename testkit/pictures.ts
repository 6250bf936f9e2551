import { mkdir, writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { startStack, type Stack } from "../local/stack.ts";
import { type Browser, launchBrowser } from "./browser.ts";

// Writes the README's pictures of the sandbox: the same story each time, at the same hour of the same day.

const FOLDER = "docs/images";
const NINE_O_CLOCK = Date.parse("2026-03-02T09:00:00Z");
const QUALITY = 0.9;
const SIZE = { width: 1440, height: 1000 };

const began = performance.now();
const stack = await startStack({
  reminders: [3600],
  now: () => NINE_O_CLOCK + Math.round(performance.now() - began),
  log: () => undefined,
});
const browser = await launchBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  await liveThrough(browser, stack);
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await open(browser, stack, colorScheme);
    await page.getByText("Asleep since").waitFor();
    await page.getByRole("region", { name: "What it did" }).evaluate((life) => {
      life.scrollTop = 0;
    });
    await page.mouse.move(0, 0);
    const shot = await page.screenshot({ animations: "disabled" });
    await writeFile(`${FOLDER}/sandbox-${colorScheme}.webp`, await asWebp(browser, shot));
    await page.close();
  }
} finally {
  await browser.close();
  await stack.close();
}

async function open(from: Browser, { urls }: Stack, colorScheme: "light" | "dark"): Promise<Page> {
  const page = await from.newPage({
    viewport: SIZE,
    colorScheme,
    reducedMotion: "reduce",
    timezoneId: "UTC",
    locale: "en-GB",
  });
  await page.goto(urls.service);
  return page;
}

/** A smaller file of the same picture, made by the browser itself. */
async function asWebp(from: Browser, png: Buffer): Promise<Buffer> {
  const page = await from.newPage();
  const url = await page.evaluate<string>(`(async () => {
    const response = await fetch("data:image/png;base64,${png.toString("base64")}");
    const { width, height } = await createImageBitmap(await response.clone().blob());
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(await createImageBitmap(await response.blob()), 0, 0);
    return canvas.toDataURL("image/webp", ${QUALITY});
  })()`);
  await page.close();
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

/** One is verified, one rejected; the third's function dies while it sends the mail, and an hour later nobody has decided. */
async function liveThrough(from: Browser, running: Stack): Promise<void> {
  const page = await open(from, running, "light");
  const start = async (name: string) => {
    await page.getByLabel("Onboard", { exact: true }).selectOption(name);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByRole("heading", { name: `${name} pending` }).waitFor();
    await page.getByText("Asleep since").waitFor();
  };
  const slack = page.frameLocator("iframe[name=slack]");
  await start("Ada Lovelace");
  await slack.getByRole("button", { name: "Verify" }).click();
  await page.getByRole("heading", { name: "Ada Lovelace active" }).waitFor();
  await start("Alan Turing");
  await slack.getByRole("button", { name: "Reject" }).click();
  await slack.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
  await page.getByRole("heading", { name: "Alan Turing rejected" }).waitFor();
  await page.getByText("dies mid-step").click();
  await page.getByText("dies while it sends").waitFor();
  await start("Katherine Johnson");
  await page.getByRole("heading", { name: "Invocation 2" }).waitFor();
  await page.getByText("until-reminder").first().waitFor();
  await page.getByRole("button", { name: "To the reminder" }).click();
  await page.getByText("remind-in-thread").waitFor();
  await page.close();
}
