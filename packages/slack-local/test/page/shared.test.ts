import { Hono } from "hono";
import { html } from "hono/html";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { changes } from "../../src/live-page/changes.ts";
import { sharedPage } from "../../src/live-page/shared.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** A page that says how often it was rendered. */
function counting() {
  const { announce, subscribe } = changes();
  const serve = sharedPage("default-src 'none'", subscribe);
  let renders = 0;
  const app = new Hono().get("/", (c) => serve(c, async () => html`<p>${(renders += 1)}</p>`));
  return { announce, look: async (address = "/") => (await app.request(address)).text(), app };
}

test("a page is rendered once for all who ask before the next change", async () => {
  const { announce, look } = counting();
  expect(await Promise.all([look(), look()])).toEqual(["<p>1</p>", "<p>1</p>"]);
  announce();
  expect(await look()).toBe("<p>2</p>");
  expect(await look("/?as=U0SECOND")).toBe("<p>3</p>");
  expect(await look()).toBe("<p>2</p>");
});

test("a change during rendering is shown to everyone who asks afterwards", async () => {
  const { announce, look } = counting();
  const before = look();
  announce();
  expect([await look(), await before]).toEqual(["<p>2</p>", "<p>1</p>"]);
});

test("a page is rendered anew after a moment, since it tells the time", async () => {
  const { look } = counting();
  await look();
  vi.advanceTimersByTime(100);
  expect(await look()).toBe("<p>2</p>");
});

test("a page is HTML that no browser keeps, and loads what it is allowed to", async () => {
  const { headers } = await counting().app.request("/");
  expect(Object.fromEntries(headers)).toEqual({
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'",
    "content-type": "text/html; charset=UTF-8",
  });
});
