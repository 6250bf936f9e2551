import { describe, expect, test } from "vitest";
import { NOW, pendingUser } from "../../testkit/fakes.ts";
import { pages } from "../../testkit/gallery/pages.ts";
import { htmlProblems } from "../../testkit/html.ts";
import { decision, pageWorld } from "../../testkit/web/page-world.ts";

const GERMAN = pendingUser({ locale: "de-AT" });
const languageOf = async (response: Response) => /<html lang="(\w+)">/u.exec(await response.text())?.[1];
const headingOf = (html: string) => /<h1>([^<]*)<\/h1>/u.exec(html)?.[1];

describe("the page", () => {
  test.each([
    ["that of the link, not the browser's", GERMAN, "ja, en;q=0.5", "de"],
    ["what the browser asks for first of ours", pendingUser(), "fr-CA, ja-JP;q=0.8, de;q=0.9", "de"],
    ["what the browser asks for, where the link's is none of ours", pendingUser({ locale: "tlh" }), "ja", "ja"],
    ["the deployment's, where nothing else is ours", pendingUser(), "fr, *;q=0.5, ja;q=0", "en"],
    ["the deployment's, where the browser asks for nothing", pendingUser(), undefined, "en"],
    ["the deployment's, where the browser asks for garbage", pendingUser(), ";;q=x, \u00e4, ja_JP", "en"],
  ])("is in %s", async (_, user, accepted, language) => {
    expect(await languageOf(await pageWorld(user).get(undefined, accepted))).toBe(language);
  });

  test("is in the deployment's language and time zone", async () => {
    const it = pageWorld(pendingUser(), { reading: { language: "ja", timeZone: "Asia/Tokyo" } });
    const html = await (await it.get()).text();
    expect(headingOf(html)).toBe("メールアドレスのご確認");
    expect(html).toContain("リンクの有効期限は2026年11月25日 18:00 JSTです。");
  });

  test("keeps the link's language after the press, where the token is in the body", async () => {
    const html = await (await pageWorld(GERMAN).press()).text();
    expect(headingOf(html)).toBe("Ihre Adresse ist bestätigt");
    expect(html).toContain("Vielen Dank, <bdi>Ada Lovelace</bdi>.");
  });

  test("keeps it where the profile can't be read, where the link is damaged, and where it asks for another email", async () => {
    const it = pageWorld(GERMAN);
    const damaged = (await it.tokenOf(GERMAN)).slice(0, -3);
    expect(await languageOf(await it.get(`/verify?token=${damaged}`))).toBe("de");
    expect(await languageOf(await it.resend(damaged))).toBe("de");
    it.users.find = () => Promise.reject(new Error("down"));
    expect(headingOf(await (await it.get()).text())).toBe("Bitte versuchen Sie es erneut");
    expect(headingOf(await (await it.press()).text())).toBe("Bitte versuchen Sie es erneut");
  });

  test("isolates the name and the address, wherever they are", async () => {
    const html = await (await pageWorld(pendingUser({ name: "דנה לוי" })).get()).text();
    expect(html).toContain("<p>Hello <bdi>דנה לוי</bdi>. Is this you?</p>");
    expect(html).toMatch(/<dd><bdi>דנה לוי<\/bdi><\/dd>.*<dd><bdi>a•••@example\.com<\/bdi><\/dd>/su);
  });

  test("repeats nothing of a language that a forged link names", async () => {
    const forged = (locale: string) => {
      const claims = JSON.stringify({ sub: "u-ada", onboarding: "1111", locale });
      return `/verify?token=${[`{"alg":"HS256"}`, claims].map((part) => Buffer.from(part).toString("base64url")).join(".")}.`;
    };
    for (const locale of ['ja"><script>', "ja-x-script", "x".repeat(500)]) {
      const html = await (await pageWorld().get(forged(locale))).text();
      expect(html).toMatch(/<html lang="(?:en|ja)">/u);
      expect(html).not.toMatch(/script|xxx/u);
    }
  });
});

const BRAND = {
  organisation: "Example & Co.",
  welcomeUrl: "https://example.com/start?a=1&b=2",
  supportEmail: "help@example.com",
};
const branded = (user = pendingUser()) => pageWorld(user, { brand: BRAND });

describe("of an organisation", () => {
  test("every page names it, above the heading and behind the title", async () => {
    const it = branded();
    const answers = [
      await it.get(),
      await it.get("/verify?token=x"),
      await it.get("/nowhere"),
      await it.app.request("/verify", { method: "PUT" }),
      await it.app.request("/verify", { method: "POST", body: "x".repeat(10_000) }),
      await it.resend(await it.tokenOf(pendingUser())),
      await it.press(),
      await it.press(),
      await branded(pendingUser({ status: "EXPIRED" })).get(),
    ];
    for (const html of await Promise.all(answers.map((answer) => answer.text()))) {
      expect(html).toContain('<p class="organisation"><bdi>Example &amp; Co.</bdi></p>');
      expect(html).toContain(`<title>${headingOf(html)} – Example &amp; Co.</title>`);
    }
    expect(await (await pageWorld().get()).text()).not.toMatch(/class="organisation"| – /u);
  });

  test.each([
    ["verified a moment ago", async () => branded().press()],
    ["verified before", async () => branded(pendingUser({ status: "ACTIVE", decision: decision() })).get()],
  ])("someone who was %s goes on from there", async (_, answer) => {
    const html = await (await answer()).text();
    expect(html).toMatch(
      /<a class="go" href="https:\/\/example\.com\/start\?a=1&amp;b=2">\s*Go to <bdi>Example &amp; Co\.<\/bdi><\/a\s*>/u,
    );
    expect(html).not.toContain("help@example.com");
  });

  test.each([
    ["no valid link", async () => branded().get("/verify?token=x")],
    ["an expired link", async () => branded(pendingUser({ expiresAt: NOW.toISOString() })).get()],
    [
      "a rejected request",
      async () =>
        branded(pendingUser({ status: "REJECTED", decision: { ...decision("U0ADMIN"), outcome: "rejected" } })).get(),
    ],
  ])("someone with %s reads whom to ask", async (_, answer) => {
    const html = await (await answer()).text();
    expect(html).toContain('Questions? Write to <a href="mailto:help@example.com">help@example.com</a>.');
    expect(html).not.toContain("example.com/start");
  });

  test("the question whether to verify leads nowhere else", async () => {
    expect(await (await branded().get()).text()).not.toMatch(/<a /u);
  });
});

// The one style element is allowed by its hash; the address of the page is the form's own.
const problems = htmlProblems({ "no-style-tag": "off", "long-title": "off" });

test.each((await pages()).map((sample) => [`${sample.group}: ${sample.name}`, sample] as const))(
  "%s is valid HTML",
  async (_, sample) => {
    expect(await problems("html" in sample ? sample.html : "")).toEqual([]);
  },
);
