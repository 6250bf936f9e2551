import { type ServerType, serve } from "@hono/node-server";
import axe, { type AxeResults } from "axe-core";
import { mkdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { User } from "../../src/domain/user.ts";
import { launchBrowser } from "../browser.ts";
import { NOW, pendingUser } from "../fakes.ts";
import { decision, pageWorld } from "./page-world.ts";

const SHOTS = ".screenshots";
const rejected = { outcome: "rejected", source: "slack", by: "U0ADMIN", at: NOW.toISOString() } as const;
const long = { name: "Wolfeschlegelsteinhausenbergerdorff ".repeat(2).trim(), email: `${"a".repeat(60)}@example.com` };

const PAGES: [name: string, user: User][] = [
  ["verify-ask", pendingUser()],
  ["verify-ask-long-name", pendingUser(long)],
  ["verify-already", pendingUser({ status: "ACTIVE", decision: decision("U0ADMIN") })],
  ["verify-rejected", pendingUser({ status: "REJECTED", decision: rejected })],
  ["verify-expired", pendingUser({ status: "EXPIRED" })],
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  await mkdir(SHOTS, { recursive: true });
});
afterAll(() => browser.close());

/** The page served over HTTP, and its link. */
async function served(user: User) {
  const world = pageWorld(user);
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server: ServerType = serve({ fetch: world.app.fetch, hostname: "127.0.0.1", port: 0 }, resolve);
  const { port } = await promise;
  return {
    ...world,
    url: `http://127.0.0.1:${port}${await world.link()}`,
    [Symbol.dispose]: () => void server.close(),
  };
}

test("a person presses the one button and is verified, without any script", async () => {
  using it = await served(pendingUser());
  const page = await browser.newPage({ javaScriptEnabled: false });
  const complaints: string[] = [];
  page.on("console", (message) => void complaints.push(message.text()));
  await page.goto(it.url);
  await page.getByRole("button", { name: "Verify my address" }).click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("You are verified");
  expect(it.decided).toEqual(["u-ada"]);
  expect(complaints).toEqual([]); // such as a violation of the Content-Security-Policy
  await page.screenshot({ path: `${SHOTS}/verify-done.png` });
  await page.close();
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each(PAGES)("%s has no accessibility violation and fits a phone", async (name, user) => {
    using it = await served(user);
    const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    await page.goto(it.url);
    await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}-phone.png`, fullPage: true });
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBe(320);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}.png` });
    await page.addScriptTag({ content: axe.source });
    const { violations } = await page.evaluate<AxeResults>("axe.run()");
    expect(violations.map((violation) => violation.id)).toEqual([]);
    await context.close();
  });
});
