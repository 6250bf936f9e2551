import { describe, expect, test } from "vitest";
import { pendingUser } from "../../testkit/fakes.ts";
import { decision, pageWorld } from "../../testkit/web/page-world.ts";
import { digitsIn } from "../../src/web/code-page.ts";

const byCode = (user = pendingUser()) => pageWorld(user, { confirm: "code" });
const heading = (html: string) => /<h1>([^<]*)<\/h1>/u.exec(html)?.[1];
const seen = async (response: Response) => {
  const html = await response.text();
  return { status: response.status, title: heading(html), html };
};

/** Another code than this. */
const wrong = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, "0");

describe("a link that takes a code", () => {
  test("asks for the six digits, and never shows them", async () => {
    const it = byCode();
    const { status, html } = await seen(await it.get());
    expect(status).toBe(200);
    expect(html).toMatch(
      /<label for="code">[^<]+<\/label>\s*<input\s+id="code"[^>]*inputmode="numeric"[^>]*autocomplete="one-time-code"/u,
    );
    expect(html).not.toContain(await it.code());
  });

  test("verifies with one code and one press", async () => {
    const it = byCode();
    const answer = await seen(await it.type(await it.code()));
    expect([answer.status, answer.title, it.decided]).toEqual([200, "You are verified", ["u-ada"]]);
  });

  test("alone verifies nothing, however it is pressed", async () => {
    const it = byCode();
    for (const response of [
      await it.press(),
      await it.app.request(await it.link(), { method: "POST" }),
      await it.app.request(`${await it.link()}&code=${await it.code()}`, { method: "POST" }),
      await it.type(""),
    ]) {
      expect((await seen(response)).title).toBe("Please check the code");
    }
    expect(it.decided).toEqual([]);
  });

  test("takes no code of another onboarding, or of another user", async () => {
    const it = byCode();
    const others = [pendingUser({ execution: "arn:aws:lambda:…/ada/2222" }), pendingUser({ userId: "u-bob" })];
    for (const other of others) {
      const code = await it.code(other);
      expect(code).not.toBe(await it.code());
      expect((await it.type(code)).status).toBe(422);
    }
    expect(it.decided).toEqual([]);
  });

  test.each(["12345", "1234567", "abcdef", "１２３", "12 34 5", "½23456"])(
    "says that %s is no code, and takes no try for it",
    async (typed) => {
      const it = byCode();
      for (let times = 0; times < 11; times += 1) {
        const { status, html } = await seen(await it.type(typed));
        expect([status, html]).toEqual([422, expect.stringContaining("A code has six digits. Nothing was changed.")]);
        expect(html).toContain('aria-invalid="true" aria-describedby="problem"');
      }
      expect((await it.type(await it.code())).status).toBe(200);
    },
  );

  test("takes nine wrong codes, says so each time, and then still the right one", async () => {
    const it = byCode();
    for (let by = 1; by <= 9; by += 1) {
      const { status, html } = await seen(await it.type(wrong(await it.code(), by)));
      const left = by === 9 ? "once more" : `${10 - by} more times`;
      expect([status, html]).toEqual([
        422,
        expect.stringContaining(`not the code in the email. Nothing was changed. You can try ${left}.`),
      ]);
    }
    expect(it.decided).toEqual([]);
    expect((await it.type(await it.code())).status).toBe(200);
  });

  test("takes no code after ten wrong ones, not even the right one, however many come at once", async () => {
    const it = byCode();
    const code = await it.code();
    await Promise.all(Array.from({ length: 30 }, (_, by) => it.type(wrong(code, by + 1))));
    const { status, title } = await seen(await it.type(code));
    expect([status, title, it.decided]).toEqual([410, "Too many codes were tried", []]);
  });

  test.each([
    [{ status: "ACTIVE", decision: decision("U0ADMIN") }, "You are already verified"],
    [{ status: "EXPIRED" }, "This link has expired"],
    [{ expiresAt: "2026-11-24T09:00:00.000Z" }, "This link has expired"],
  ] as const)("says how it stands before it looks at a code: %o", async (end, title) => {
    const it = byCode(pendingUser(end));
    expect([(await seen(await it.type("1"))).title, (await seen(await it.get())).title]).toEqual([title, title]);
  });
});

test("a link that was emailed while a press was enough stays so", async () => {
  const [before, after] = [pageWorld(), byCode()];
  const token = new URL(await before.link(), "http://localhost").searchParams.get("token") ?? "";
  const pressed = await after.app.request("/verify", { method: "POST", body: new URLSearchParams({ token }) });
  expect([pressed.status, after.decided]).toEqual([200, ["u-ada"]]);
});

test.each(["042137", " 042 137 ", "042-137", "042–137", "０４２１３７", "０４２　１３７", "0\u00a042137"])(
  "%j is read as six digits",
  (typed) => expect(digitsIn(typed)).toBe("042137"),
);
