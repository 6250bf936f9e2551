import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { browserForTests, takePicture } from "../../testkit/browser-for-tests.ts";
import { service } from "./start.ts";

const SIZES = [
  ["wide", { width: 1200, height: 800 }],
  ["narrow", { width: 360, height: 740 }],
] as const;

const browser = await browserForTests();
const { stack } = await service();

/** What is in the way of a screen reader or a keyboard in the open modal. */
async function complaintsAbout(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run("dialog");
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

const isTooWide = (page: Page) => page.evaluate<boolean>("document.documentElement.scrollWidth > window.innerWidth");

test.each(SIZES)(
  "an approver fills in the form, mends it, and finds the onboarding at home, %s",
  async (size, viewport) => {
    const page = await browser.newPage({ viewport });
    onTestFinished(() => page.close());
    const type = async (text: string) => {
      await page.getByLabel(/^Command in/u).fill(text);
      await page.keyboard.press("Enter");
    };
    const email = `${size}@example.com`;
    await page.goto(stack.slack.url);

    await type("/onboard");
    const form = page.getByRole("dialog", { name: "Onboard a new user" });
    await form.getByLabel("Email").fill(email);
    await form.getByLabel("Full name").fill("Ada\u200b");
    await form.getByLabel("Note").fill("Starts on Monday");
    await form.getByRole("button", { name: "Start" }).click();
    await form.getByText("This contains an invisible control character; type it again by hand.").waitFor();
    expect(await form.getByLabel("Note").inputValue()).toBe("Starts on Monday");
    await takePicture(page, `form-${size}`);
    expect([await complaintsAbout(page), await isTooWide(page)]).toEqual([[], false]);

    await form.getByLabel("Full name").fill("Ada Lovelace");
    await form.getByRole("button", { name: "Start" }).click();
    await form.waitFor({ state: "detached" });
    const started = page.getByRole("dialog", { name: "Onboarding started" });
    await started.getByText(email).waitFor();
    await takePicture(page, `started-${size}`);
    expect([await complaintsAbout(page), await isTooWide(page)]).toEqual([[], false]);
    await started.getByRole("button", { name: "Close" }).last().click();
    await started.waitFor({ state: "detached" });
    const card = page.getByRole("article").filter({ hasText: email });
    await card.getByRole("button", { name: "Verify" }).waitFor();
    await card.getByText("Starts on Monday").waitFor();

    await type("/onboard list");
    const answer = page.getByRole("article").filter({ hasText: "Only visible to you" }).last();
    await answer.getByText(email).waitFor();
    await type("/onboard help");
    await page.getByText("shows the latest onboarding of an address, with its history.").last().waitFor();
    await takePicture(page, `list-${size}`);
    expect(await isTooWide(page)).toBe(false);

    await page.getByRole("link", { name: "Home" }).click();
    await page.getByText(email).waitFor();
    await takePicture(page, `home-${size}`);
    expect(await isTooWide(page)).toBe(false);
    await page.getByRole("button", { name: "Start an onboarding" }).click();
    await form.getByLabel("Email").waitFor();
    await form.getByRole("button", { name: "Cancel" }).click(); // or it would still be open in the next test
    await form.waitFor({ state: "detached" });
  },
);
