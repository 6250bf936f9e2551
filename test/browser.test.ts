import { expect, test } from "vitest";
import { pageLocale } from "../testkit/browser.ts";
import { browserForTests } from "../testkit/browser-for-tests.ts";

const browser = await browserForTests();

test("a page has the drawn time, time zone and locale, unless a test asks for others or reads English", async () => {
  const { timeZone: zone, locale: drawn } = new Intl.DateTimeFormat().resolvedOptions();
  const locale = pageLocale(drawn);
  const seen = async (options = {}) =>
    (await browser.newPage(options)).evaluate<[number, string, string, string]>(`(() => {
      const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
      return [Date.now(), timeZone, locale, navigator.language];
    })()`);
  const [now, ...place] = await seen();
  expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
  expect(place).toEqual([zone, locale, locale]);
  expect((await seen({ timezoneId: "UTC", locale: "en-GB" })).slice(1)).toEqual(["UTC", "en-GB", "en-GB"]);
});
