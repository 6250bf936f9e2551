import { type ServerType, serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { complaintsInBothSchemes } from "../../testkit/axe.ts";
import { isExhaustive } from "../../testkit/effort.ts";
import { browserForTests, takePicture } from "../../testkit/browser-for-tests.ts";
import { pendingUser } from "../../testkit/fakes.ts";
import { pageWorld } from "../../testkit/web/page-world.ts";

const PHONE = { width: 320, height: 640 };

const browser = await browserForTests();
const page = await browser.newPage(); // one for all who run scripts: each starts a process

async function served(it: ReturnType<typeof pageWorld>) {
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server: ServerType = serve({ fetch: it.app.fetch, hostname: "127.0.0.1", port: 0 }, resolve);
  const { port } = await promise;
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() };
}

/**
 * What a link scanner does at its worst: it runs scripts, presses every button, and sends every form, whether the browser finds it
 * complete or not. Resolves when the answer to the form is there.
 */
async function scan(url: string): Promise<void> {
  await page.goto(url, { waitUntil: "domcontentloaded" });
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.evaluate(`
    for (const button of document.querySelectorAll("button")) button.click();
    for (const form of document.forms) form.submit();
  `);
  await (await answered).finished();
}

const LINKS = isExhaustive ? 100 : 3;

test(`a scanner that opens ${LINKS} links and presses every button verifies nobody`, async () => {
  const it = pageWorld(pendingUser(), { confirm: "code" });
  const users = Array.from({ length: LINKS }, (_, each) =>
    pendingUser({ userId: `u-${each}`, execution: `arn:aws:lambda:…/durable-execution/ada/${each}` }),
  );
  for (const user of users) {
    it.users.all.set(user.userId, user);
  }
  using at = await served(it);
  for (const user of users) {
    await scan(`${at.url}${await it.link(user)}`);
  }
  await page.getByRole("heading", { level: 1, name: "Please check the code" }).waitFor(); // it did send the form
  expect(it.decided).toEqual([]);
});

test("the same scanner verifies where a press is enough", async () => {
  const it = pageWorld();
  using at = await served(it);
  await scan(`${at.url}${await it.link()}`);
  expect(it.decided).toEqual(["u-ada"]);
});

test("a person on a phone, without any script, types the code once, presses once, and is verified", async () => {
  const it = pageWorld(pendingUser(), { confirm: "code" });
  using at = await served(it);
  const phone = await browser.newPage({ javaScriptEnabled: false, viewport: PHONE });
  const messages: string[] = [];
  phone.on("console", (message) => void messages.push(message.text()));
  await phone.goto(`${at.url}${await it.link()}`);
  await phone.getByLabel("The six digits in the email").fill((await it.code()).replace(/^.../u, "$& "));
  await phone.getByRole("button", { name: "Verify my address" }).click();
  await phone.getByRole("heading", { name: "You are verified" }).waitFor();
  expect(it.decided).toEqual(["u-ada"]);
  expect(messages).toEqual([]);
  await phone.close();
});

test("the browser takes what the page takes, full-width digits included, and stops what is no code", async () => {
  const it = pageWorld(pendingUser(), { confirm: "code" });
  using at = await served(it);
  await page.goto(`${at.url}${await it.link()}`);
  const field = page.getByLabel("The six digits in the email");
  for (const [typed, isGood] of [
    ["042137", true],
    ["０４２　１３７", true],
    ["042-137", true],
    ["04213", false],
    ["x", false],
    ["", false],
  ] as const) {
    await field.fill(typed);
    expect([
      typed,
      await field.evaluate<boolean, { checkValidity(): boolean }>((input) => input.checkValidity()),
    ]).toEqual([typed, isGood]);
  }
});

test.each<[string, string, string[]]>([
  ["code", "Verify your address", []],
  ["code-wrong", "Please check the code", ["000000"]],
])("%s has no accessibility violation, light and dark, and fits a phone", async (name, heading, typed) => {
  const it = pageWorld(pendingUser(), { confirm: "code" });
  using at = await served(it);
  await page.setViewportSize(PHONE);
  await page.goto(`${at.url}${await it.link()}`);
  for (const code of typed) {
    await page.getByLabel("The six digits in the email").fill(code);
    await page.getByRole("button").click();
  }
  await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width);
  const found = await complaintsInBothSchemes(page, (colorScheme) =>
    takePicture(page, `verify-${name}-${colorScheme}-phone`, { fullPage: true }),
  );
  expect(found).toEqual([]);
});
