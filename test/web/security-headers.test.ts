import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { observatory, score } from "./observatory.ts";
import { pageWorld } from "../../testkit/web/page-world.ts";

/** An answer of every status that the page has, but the redirection and the cookie that it never gives. */
async function answers(): Promise<Response[]> {
  const it = pageWorld();
  const other = (request: RequestInit) => it.app.request("/verify", { body: null, ...request });
  const given = [
    await it.get(),
    await it.get("/verify"),
    await it.get("/nowhere"),
    await it.press(),
    await other({ method: "HEAD" }),
    await other({ method: "PUT" }),
    await other({ method: "POST", body: "x".repeat(10_000) }),
  ];
  it.users.find = async () => {
    throw new Error("down");
  };
  return [...given, await it.get()];
}

const AT_TIMES = ["allow", "content-length", "retry-after"];
const STATUSES = [200, 400, 404, 200, 400, 405, 413, 503];

describe("every answer", () => {
  test("has the strict headers, and no other that says anything about us", async () => {
    const given = await answers();
    expect(given.map((answer) => answer.status)).toEqual(STATUSES);
    for (const { headers } of given) {
      const always = [...headers].filter(([name]) => !AT_TIMES.includes(name));
      expect(Object.fromEntries(always)).toEqual({
        "cache-control": "no-store",
        "content-security-policy": expect.stringMatching(
          /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/u,
        ),
        "content-type": "text/html; charset=UTF-8",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "origin-agent-cluster": "?1",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "referrer-policy": "no-referrer",
        "strict-transport-security": "max-age=63072000; includeSubDomains",
        "x-content-type-options": "nosniff",
        "x-dns-prefetch-control": "off",
        "x-download-options": "noopen",
        "x-frame-options": "DENY",
        "x-permitted-cross-domain-policies": "none",
        "x-robots-tag": "noindex, nofollow",
        "x-xss-protection": "0",
      });
    }
  });

  test("scores all that Mozilla's Observatory has for a page without cookies and scripts: 130, an A+", async () => {
    for (const answer of await answers()) {
      const judged = observatory(answer.headers, await answer.text());
      expect(Object.entries(judged).filter(([, points]) => points < 0)).toEqual([]);
      expect(score(judged)).toBe(130);
    }
  });

  test("has its stylesheet allowed by its very hash", async () => {
    const response = await pageWorld().get();
    const style = /<style>([^]*)<\/style>/u.exec(await response.text())?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(response.headers.get("content-security-policy")).toContain(`'sha256-${hash}'`);
  });
});

describe("the score", () => {
  test.each([
    ["without a policy", { "content-security-policy": "" }, -25],
    ["with inline scripts", { "content-security-policy": "default-src 'none'; script-src 'unsafe-inline'" }, -20],
    ["without HSTS", { "strict-transport-security": "" }, -20],
    ["with a short HSTS", { "strict-transport-security": "max-age=60" }, -10],
    ["with sniffing", { "x-content-type-options": "" }, -5],
    ["with a cookie", { "set-cookie": "a=b" }, -20],
    ["with a loose referrer", { "referrer-policy": "unsafe-url" }, -5],
  ])("falls %s", async (_, changed, points) => {
    const { headers } = await pageWorld().get();
    for (const [name, value] of Object.entries(changed)) {
      headers.set(name, value);
    }
    const judged = observatory(headers, "");
    expect(Object.values(judged)).toContain(points);
    expect(score(judged)).toBeLessThan(130);
  });
});
