import { beforeEach, expect, test } from "vitest";
import { browserForTests, takePicture } from "../../testkit/browser-for-tests.ts";
import { service } from "./start.ts";

const browser = await browserForTests();
const { stack, world } = await service();
const channel = await browser.newPage({ viewport: { width: 1200, height: 800 } }); // one for all: each starts a process

beforeEach(async () => void (await channel.goto(stack.slack.url)));

async function onboard(email: string, name: string) {
  await channel.getByLabel(/^Command/u).fill(`/onboard ${email} ${name}`);
  await channel.getByRole("button", { name: "Send" }).click();
  const card = channel.getByRole("article").filter({ hasText: email }).filter({ hasText: "Requested" });
  await card.getByRole("button", { name: "Verify" }).waitFor();
  return card;
}

test("an admin rejects only after confirming, and the card follows without reloading", async () => {
  const card = await onboard("eve@example.com", "Eve Moneypenny");
  const { userId } = await world.pendingCard("eve@example.com");

  const dialog = channel.getByRole("dialog", { name: "Reject this user?" });
  await card.getByRole("button", { name: "Reject" }).click();
  await takePicture(channel, "channel-confirm");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(await world.status(userId)).toBe("PENDING_EMAIL_VERIFICATION");

  await card.getByRole("button", { name: "Reject" }).click();
  await dialog.getByRole("button", { name: "Reject" }).click();
  await card.getByText("Rejected by").first().waitFor();
  expect(await world.status(userId)).toBe("REJECTED");
});

test("an admin rejects with a reason, after a first thought better of", async () => {
  const card = await onboard("mallory@example.com", "Mallory Archer");
  const choose = async () => {
    await card.getByLabel("More actions").click();
    await card.getByRole("button", { name: "Reject Mallory Archer with a reason…" }).click();
    return channel.getByRole("dialog", { name: "Reject with a reason" });
  };
  await (await choose()).getByRole("button", { name: "Cancel" }).click();
  await card.getByRole("button", { name: "Verify" }).waitFor();

  const form = await choose();
  await form.getByLabel("Reason").fill("Left the company.");
  await takePicture(channel, "channel-reason");
  await form.getByRole("button", { name: "Reject" }).click();
  await form.waitFor({ state: "hidden" });
  await card.getByText("Reason: Left the company.").first().waitFor();
  expect(await card.getByRole("button", { name: "Verify" }).count()).toBe(0);
});
