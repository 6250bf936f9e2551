import { expect, test } from "vitest";
import { complaints } from "../../testkit/axe.ts";
import { browserForTests, takePicture } from "../../testkit/browser-for-tests.ts";
import { service } from "./start.ts";

const browser = await browserForTests();
const page = await browser.newPage({ viewport: { width: 375, height: 700 }, colorScheme: "dark" }); // one for all: each starts a process
const brand = { organisation: "Example Inc.", welcomeUrl: "https://example.com/start" };
const { world } = await service({ ...brand, timeZone: "Asia/Tokyo" });

/** Whether the words around the first isolated name are where they belong: before it on its left, behind it on its right or below. */
const IS_IN_ORDER = `(() => {
  const name = document.querySelector("main bdi ~ bdi, main p:not(.organisation) bdi");
  const place = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return range.getBoundingClientRect();
  };
  const { left, right, bottom } = name.getBoundingClientRect();
  const before = name.previousSibling?.textContent.trim() ? name.previousSibling : undefined;
  const behind = name.nextSibling;
  const next = place(behind, 0, behind.textContent.search(/\\S/u) + 1);
  return (!before || place(before, 0, 1).left < left) && (next.right > right || next.top >= bottom - 1);
})()`;

test.each([
  ["en", "دانا الزهراء", "Verify my address", "You are verified", "Go to Example Inc."],
  ["de", "דנה לוי", "Meine Adresse bestätigen", "Ihre Adresse ist bestätigt", "Weiter zu Example Inc."],
  ["ja", "山田 太郎", "メールアドレスを確認する", "確認が完了しました", "Example Inc. へ進む"],
])("in %s, %s confirms on a phone, with every sentence in order", async (locale, name, button, heading, next) => {
  const email = `${locale}@example.com`;
  await world.start({ user_id: locale, email, name, locale });
  await page.goto(await world.link(email));
  expect(await page.evaluate(IS_IN_ORDER)).toBe(true);
  await takePicture(page, `language-${locale}-ask`, { fullPage: true });
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("heading", { name: heading, exact: true }).waitFor();
  expect(await page.evaluate(IS_IN_ORDER)).toBe(true);
  expect(await page.getByRole("link", { name: next }).getAttribute("href")).toBe("https://example.com/start");
  expect(await page.evaluate("[document.documentElement.lang, document.documentElement.scrollWidth]")).toEqual([
    locale,
    375,
  ]);
  await takePicture(page, `language-${locale}-verified`, { fullPage: true });
  expect(await complaints(page)).toEqual([]);
});
