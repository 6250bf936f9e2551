import { beforeEach, expect, test } from "vitest";
import { complaints } from "../../testkit/axe.ts";
import { browserForTests, takePicture } from "../../testkit/browser-for-tests.ts";
import { service } from "./start.ts";

const SIZES = { wide: { width: 1200, height: 800 }, narrow: { width: 360, height: 740 } };

const browser = await browserForTests();
const { stack, world } = await service();
const page = await browser.newPage(); // one for all: each starts a process

beforeEach(async () => void (await page.goto(stack.slack.url)));

/** Looks at what is shown, on a wide screen and then on a narrow one: whether it fits, and what of an open modal a screen reader or a keyboard can't use. */
async function expectFine(name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await takePicture(page, `${name}-${size}`);
    expect(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), size).toBe(false);
    expect((await page.getByRole("dialog").count()) > 0 ? await complaints(page, "dialog") : [], size).toEqual([]);
  }
}

async function type(text: string): Promise<void> {
  await page.getByLabel(/^Command in/u).fill(text);
  await page.keyboard.press("Enter");
}

test("an approver fills in the form on a phone, mends it, and finds the onboarding at home; all of it fits a wide screen, too", async () => {
  const email = "ada@example.com";
  await page.setViewportSize(SIZES.narrow);
  await type("/onboard");
  const form = page.getByRole("dialog", { name: "Onboard a new user" });
  await form.getByLabel("Email").fill(email);
  await form.getByLabel("Full name").fill("Ada\u200b");
  await form.getByLabel("Note").fill("Starts on Monday");
  await form.getByRole("button", { name: "Start" }).click();
  await form.getByText("This contains an invisible control character; type it again by hand.").waitFor();
  expect(await form.getByLabel("Note").inputValue()).toBe("Starts on Monday");
  await expectFine("form");

  await form.getByLabel("Full name").fill("Ada Lovelace");
  await form.getByRole("button", { name: "Start" }).click();
  await form.waitFor({ state: "detached" });
  const started = page.getByRole("dialog", { name: "Onboarding started" });
  await started.getByText(email).waitFor();
  await expectFine("started");
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
  await expectFine("list");

  await page.getByRole("link", { name: "Home" }).click();
  await page.getByText(email).waitFor();
  await expectFine("home");
  await page.getByRole("button", { name: "Start an onboarding" }).click();
  await form.getByLabel("Email").waitFor();
  await form.getByRole("button", { name: "Cancel" }).click(); // or it would still be open in the next test
  await form.waitFor({ state: "detached" });
});

async function onboard(email: string, name: string) {
  await page.getByLabel(/^Command/u).fill(`/onboard ${email} ${name}`);
  await page.getByRole("button", { name: "Send" }).click();
  const card = page.getByRole("article").filter({ hasText: email }).filter({ hasText: "Requested" });
  await card.getByRole("button", { name: "Verify" }).waitFor();
  return card;
}

test("an admin rejects only after confirming, and the card follows without reloading", async () => {
  await page.setViewportSize(SIZES.wide);
  const card = await onboard("eve@example.com", "Eve Moneypenny");
  const { userId } = await world.pendingCard("eve@example.com");

  const dialog = page.getByRole("dialog", { name: "Reject this user?" });
  await card.getByRole("button", { name: "Reject" }).click();
  await takePicture(page, "channel-confirm");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(await world.status(userId)).toBe("PENDING_EMAIL_VERIFICATION");

  await card.getByRole("button", { name: "Reject" }).click();
  await dialog.getByRole("button", { name: "Reject" }).click();
  await card.getByText("Rejected by").first().waitFor();
  expect(await world.status(userId)).toBe("REJECTED");
});

test("an admin rejects with a reason, after a first thought better of", async () => {
  await page.setViewportSize(SIZES.wide);
  const card = await onboard("mallory@example.com", "Mallory Archer");
  const choose = async () => {
    await card.getByLabel("More actions").click();
    await card.getByRole("button", { name: "Reject Mallory Archer with a reason…" }).click();
    return page.getByRole("dialog", { name: "Reject with a reason" });
  };
  await (await choose()).getByRole("button", { name: "Cancel" }).click();
  await card.getByRole("button", { name: "Verify" }).waitFor();

  const form = await choose();
  await form.getByLabel("Reason").fill("Left the company.");
  await takePicture(page, "channel-reason");
  await form.getByRole("button", { name: "Reject" }).click();
  await form.waitFor({ state: "hidden" });
  await card.getByText("Reason: Left the company.").first().waitFor();
  expect(await card.getByRole("button", { name: "Verify" }).count()).toBe(0);
});
