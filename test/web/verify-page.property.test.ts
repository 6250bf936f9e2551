import fc from "fast-check";
import { handle } from "hono/aws-lambda";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bodiless } from "../../src/web/mangled.ts";
import { anyCharacter, harmless, hostileText, hostileUser } from "../../testkit/hostile.ts";
import { markupOf } from "../../testkit/markup.ts";
import { holds } from "../../testkit/property.ts";
import { pageWorld } from "../../testkit/web/page-world.ts";
import { verifyEvent } from "../../testkit/web/verify-event.ts";

const MARK = "Xq7Reflected";
const marked = hostileText.map((text) => `${MARK}${text}`);

test("a page has the very markup that it has for a harmless name", () =>
  holds(hostileUser, async (user) => {
    const [it, usual] = [pageWorld(user), pageWorld(harmless(user))];
    for (const [page, other] of [
      [await it.get(), await usual.get()],
      [await it.press(), await usual.press()],
    ] as const) {
      expect(page.status).toBe(other.status);
      expect(markupOf(await page.text())).toBe(markupOf(await other.text()));
    }
    expect(it.log).toEqual([]);
  }));

const printable = fc.stringMatching(/^[!-~]{0,60}$/u);
const token = marked.map((text) => `token=${encodeURIComponent(text.toWellFormed())}`);
const body = fc.oneof(marked, token, fc.constant("x".repeat(20_000))).map((text) => Buffer.from(text));
const inPath = fc.oneof(
  fc.constantFrom(..."aZ09-._~!$&'()*+,;=:@/".split("")),
  anyCharacter.map((character) => encodeURIComponent(character.toWellFormed())),
);
const path = fc.array(inPath).map((pieces) => `/${pieces.join("")}`);
const zipped = fc.constant(gzipSync("x".repeat(1_000_000)));

/** Requests as API Gateway hands them over, all but one with a link of ours. */
const asked = fc.record({
  method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "OPTIONS"),
  path: fc.oneof(fc.constantFrom("/verify", ""), path),
  query: fc.oneof(token, printable, fc.constantFrom("token=%zz", "token=%", "token", "token=a&token=b", "%00=%0d%0a")),
  headers: fc.dictionary(
    fc.constantFrom("content-type", "content-encoding", "cookie", "host", "x-forwarded-for", "x-http-method-override"),
    fc.oneof(printable, fc.constantFrom("multipart/form-data; boundary=x", "application/json", "gzip", "POST")),
  ),
  body: fc.option(
    fc.oneof(body, zipped).map((bytes) => bytes.toString("base64")),
    { nil: undefined },
  ),
  isBase64Encoded: fc.constant(true),
});

test("any request is answered by a page of ours that repeats nothing of it, decides nothing and raises no alarm", () =>
  holds(asked, async (request) => {
    const it = pageWorld();
    const { statusCode, headers, body: page } = await handle(it.app)(bodiless(verifyEvent(request)));
    expect([400, 404, 405, 413]).toContain(statusCode);
    expect(headers).toMatchObject({ "content-type": "text/html; charset=UTF-8", "x-frame-options": "DENY" });
    expect(`${page}${JSON.stringify(headers)}`).not.toContain(MARK);
    expect([it.decided, it.log]).toEqual([[], []]);
  }));
