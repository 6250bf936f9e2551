import { type ServerType, serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { complaintsInBothSchemes } from "../../testkit/axe.ts";
import { browserForTests, takePicture } from "../../testkit/browser-for-tests.ts";
import { NOW, pendingUser } from "../../testkit/fakes.ts";
import { decision, pageWorld } from "../../testkit/web/page-world.ts";

const rejected = { outcome: "rejected", source: "slack", by: "U0ADMIN", at: NOW.toISOString() } as const;
const long = { name: "Wolfeschlegelsteinhausenbergerdorff ".repeat(2).trim(), email: `${"a".repeat(60)}@example.com` };

type World = ReturnType<typeof pageWorld>;
const press = () => page.getByRole("button").click();
const pressTwice = async (it: World) => {
  await it.press();
  await press();
};
const pressWhileDown = async (it: World) => {
  it.users.find = async () => {
    throw new Error("down");
  };
  await press();
};

/** Each page: its heading, the world that it is about, and what a person does after opening the link. */
const PAGES: [name: string, heading: string, world: () => World, act?: (it: World) => Promise<void>][] = [
  ["ask", "Verify your address", () => pageWorld()],
  ["ask-long-name", "Verify your address", () => pageWorld(pendingUser(long))],
  ["verified", "You are verified", () => pageWorld(), press],
  ["already", "You are already verified", () => closed({ status: "ACTIVE", decision: decision("U0ADMIN") })],
  ["rejected", "This request was turned down", () => closed({ status: "REJECTED", decision: rejected })],
  ["expired", "This link has expired", () => closed({ status: "EXPIRED" })],
  ["failed", "This onboarding has ended", () => closed({ status: "FAILED" })],
  ["deciding", "Almost done", () => pageWorld(pendingUser(), { asleep: true }), pressTwice],
  ["not-a-link", "This is not a valid link", () => stale()],
  ["trouble", "Please try again", () => pageWorld(), pressWhileDown],
];

const closed = (end: Parameters<typeof pendingUser>[0]) => pageWorld(pendingUser(end));

/** The profile is gone, and the link is still about. */
function stale() {
  const it = pageWorld();
  it.users.all.clear();
  return it;
}

const browser = await browserForTests();
const page = await browser.newPage(); // one for all who run scripts: a new one costs as much as what is checked in it

/** Serves the page over HTTP, and says where its link leads. */
async function served(it: World) {
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server: ServerType = serve({ fetch: it.app.fetch, hostname: "127.0.0.1", port: 0 }, resolve);
  const { port } = await promise;
  return { url: `http://127.0.0.1:${port}${await it.link()}`, [Symbol.dispose]: () => void server.close() };
}

test("a person presses the one button and is verified, without any script", async () => {
  const it = pageWorld();
  using at = await served(it);
  const scriptless = await browser.newPage({ javaScriptEnabled: false });
  const messages: string[] = [];
  scriptless.on("console", (message) => void messages.push(message.text()));
  await scriptless.goto(at.url);
  await scriptless.getByRole("button", { name: "Verify my address" }).click();
  await scriptless.getByRole("heading", { name: "You are verified" }).waitFor();
  expect(it.decided).toEqual(["u-ada"]);
  expect(messages).toEqual([]); // such as a violation of the Content-Security-Policy
  await scriptless.close();
});

test("a person with a keyboard alone reaches the button first, sees that it has the focus, and presses it", async () => {
  const it = pageWorld();
  using at = await served(it);
  await page.goto(at.url);
  await page.keyboard.press("Tab");
  expect(await page.evaluate("getComputedStyle(document.querySelector('button:focus')).outlineWidth")).toBe("3px");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "You are verified" }).waitFor();
  expect(it.decided).toEqual(["u-ada"]);
});

const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 800 };

test.each(PAGES)(
  "%s has no accessibility violation, light and dark, and fits a phone",
  async (name, heading, world, act) => {
    const it = world();
    using at = await served(it);
    await page.setViewportSize(PHONE);
    await page.goto(at.url);
    await act?.(it);
    await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
    expect(await page.title()).toBe(heading);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width);
    const found = await complaintsInBothSchemes(page, async (colorScheme) => {
      await page.setViewportSize(PHONE);
      await takePicture(page, `verify-${name}-${colorScheme}-phone`, { fullPage: true });
      await page.setViewportSize(DESK);
      await takePicture(page, `verify-${name}-${colorScheme}`);
    });
    expect(found).toEqual([]);
  },
);
