import { mkdir } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Stack } from "../../local/stack.ts";
import { launchBrowser } from "../browser.ts";
import { startService } from "./start.ts";

const SHOTS = ".screenshots";

let stack: Stack;
let browser: Browser;
let person: BrowserContext;

beforeAll(async () => {
  await mkdir(SHOTS, { recursive: true });
  [stack, browser] = await Promise.all([startService(), launchBrowser()]);
});
afterAll(() => Promise.all([browser.close(), stack.close()]));
beforeEach(async () => {
  await person?.close();
  person = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  person.setDefaultTimeout(10_000);
});

/** Opens the first page and goes on to the channel, as the README says. */
async function openChannel(): Promise<Page> {
  const page = await person.newPage();
  await page.goto(stack.urls.service);
  await page.screenshot({ path: `${SHOTS}/landing.png` });
  await page.getByRole("link", { name: /^Slack channel/u }).click();
  return page;
}

async function onboard(channel: Page, email: string, name: string) {
  await channel.getByLabel(/^Command/u).fill(`/onboard ${email} ${name}`);
  await channel.getByRole("button", { name: "Send" }).click();
  const card = channel.getByRole("article").filter({ hasText: email }).filter({ hasText: "User ID" });
  await card.getByRole("button", { name: "Verify" }).waitFor();
  return card;
}

test("an admin types the command, presses Verify, and sees the user become active and welcomed", async () => {
  const channel = await openChannel();
  const card = await onboard(channel, "ada@example.com", "Ada Lovelace");
  await channel.screenshot({ path: `${SHOTS}/channel-pending.png` });
  await card.getByRole("button", { name: "Verify" }).click();
  await card.getByText("Verified by").first().waitFor(); // by itself, without reloading
  expect(await card.getByRole("button").count()).toBe(0);
  await channel.screenshot({ path: `${SHOTS}/channel-verified.png` });

  const profiles = await person.newPage();
  await profiles.goto(`${stack.urls.service}/profiles`);
  const row = profiles.getByRole("row").filter({ hasText: "ada@example.com" });
  expect(await row.textContent()).toMatch(/active\s+U0ADMIN\s+in Slack/u);
  await profiles.screenshot({ path: `${SHOTS}/profiles.png` });

  const inbox = await person.newPage();
  await inbox.goto(stack.urls.mail);
  await inbox.getByText("Welcome").first().waitFor();
  await inbox.screenshot({ path: `${SHOTS}/inbox.png` });
});

test("a new user follows the mailed link in the inbox, presses the button, and the card closes by itself", async () => {
  const channel = await openChannel();
  const card = await onboard(channel, "grace@example.com", "Grace Hopper");

  const inbox = await person.newPage();
  await inbox.goto(stack.urls.mail);
  await inbox.getByText("grace@example.com").first().waitFor();
  await inbox.getByRole("button", { name: "Toggle HTML view" }).first().click();
  const opened = person.waitForEvent("page");
  await inbox.frameLocator("iframe").first().getByRole("link", { name: "Verify my address" }).click();
  const page = await opened;
  await page.getByText("Grace Hopper").first().waitFor();
  await page.getByRole("button", { name: "Verify my address" }).click();
  await page.getByRole("heading", { name: "You are verified" }).waitFor();

  await card.getByText("Verified by the mailed link").first().waitFor();
  expect(await card.getByRole("button").count()).toBe(0);
});

test("an admin rejects only after confirming, and the profile follows without reloading", async () => {
  const profiles = await person.newPage();
  await profiles.goto(`${stack.urls.service}/profiles`);
  const channel = await openChannel();
  const card = await onboard(channel, "eve@example.com", "Eve Moneypenny");
  const row = profiles.getByRole("row").filter({ hasText: "eve@example.com" });
  await row.getByText("pending").waitFor();

  const dialog = channel.getByRole("dialog", { name: "Reject this user?" });
  await card.getByRole("button", { name: "Reject" }).click();
  await channel.screenshot({ path: `${SHOTS}/channel-confirm.png` });
  await dialog.getByRole("button", { name: "Keep waiting" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(await row.textContent()).toContain("pending");

  await card.getByRole("button", { name: "Reject" }).click();
  await dialog.getByRole("button", { name: "Reject" }).click();
  await card.getByText("Rejected by").first().waitFor();
  await row.getByText("rejected").waitFor();
});

test("an admin rejects with a reason, after a first thought better of", async () => {
  const channel = await openChannel();
  const card = await onboard(channel, "mallory@example.com", "Mallory Archer");
  const choose = async () => {
    await card.getByLabel("More actions").click();
    await card.getByRole("button", { name: "Reject with a reason…" }).click();
    return channel.getByRole("dialog", { name: "Reject with a reason" });
  };
  await (await choose()).getByRole("button", { name: "Keep waiting" }).click();
  await card.getByRole("button", { name: "Verify" }).waitFor();

  const form = await choose();
  await form.getByLabel("Reason").fill("Left the company.");
  await channel.screenshot({ path: `${SHOTS}/channel-reason.png` });
  await form.getByRole("button", { name: "Reject" }).click();
  await form.waitFor({ state: "hidden" });
  await card.getByText("Reason: Left the company.").first().waitFor();
  expect(await card.getByRole("button", { name: "Verify" }).count()).toBe(0);
});
