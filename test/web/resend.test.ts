import { describe, expect, test } from "vitest";
import type { User } from "../../src/domain/user.ts";
import { NOW, pendingUser } from "../../testkit/fakes.ts";
import { pageWorld } from "../../testkit/web/page-world.ts";

const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();

/** Presses *Email me a new link* behind a link that a gateway has damaged. */
async function resent(user: User = pendingUser(), damage = (token: string) => token.slice(0, -3), world = {}) {
  const it = pageWorld(user, world);
  const response = await it.resend(damage(await it.tokenOf(pendingUser())));
  return { status: response.status, html: await response.text(), sent: [...it.letters.values()], it };
}

describe("a damaged link", () => {
  test("offers a new email, and the form keeps the token in its own address", async () => {
    const it = pageWorld();
    const html = await (await it.get((await it.link()).slice(0, -3))).text();
    expect(html).toMatch(/<form method="post">\s*<button type="submit" name="resend" value="1">/u);
    expect(it.letters.size).toBe(0);
  });

  test.each<[string, (token: string) => string]>([
    ["with something behind it", (token) => `${token})`],
    ["with a quoted-printable sign before it", (token) => `3D${token}`],
    ["cut off in its signature", (token) => token.slice(0, -8)],
    ["in other letters", (token) => `${token.slice(0, -4)}AAAA`],
    ["that is none", (token) => token],
  ])("is emailed again: %s", async (_, damage) => {
    const { status, html, sent } = await resent(pendingUser(), damage);
    expect([status, html]).toEqual([200, expect.stringContaining("A new email is on its way")]);
    expect(sent).toEqual([{ kind: "resend-mail", id: expect.any(String), at: NOW.toISOString() }]);
    expect(html).not.toContain("example.com");
  });

  test.each<[string, (token: string) => string]>([
    ["nothing", () => ""],
    ["garbage", () => "x.y.z"],
    ["cut off in its claims", (token) => token.slice(0, 60)],
    ["more than a link holds", (token) => token.replace(".", `.${"x".repeat(3_000)}`)],
    ["JSON of another kind", () => `x.${Buffer.from('{"sub":1}').toString("base64url")}.x`],
    ["another onboarding", () => `x.${Buffer.from('{"sub":"u-ada","onboarding":"0000"}').toString("base64url")}.x`],
    ["nobody", () => `x.${Buffer.from('{"sub":"u-nobody","onboarding":"1111"}').toString("base64url")}.x`],
  ])("that names no open onboarding gets one answer, and sends nothing: %s", async (_, damage) => {
    const { status, html, sent } = await resent(pendingUser(), damage);
    expect([status, html, sent]).toEqual([400, expect.stringContaining("No email was sent"), []]);
  });

  test.each(["ACTIVE", "REJECTED", "CANCELLED", "EXPIRED", "FAILED"] as const)(
    "of an onboarding that has ended gets the same answer: %s",
    async (status) => {
      const nobody = await resent(pendingUser(), () => "x.y.z");
      const ended = await resent(pendingUser({ status }));
      expect([ended.status, ended.html, ended.sent]).toEqual([nobody.status, nobody.html, []]);
    },
  );

  test("decides nothing", async () => {
    const { it } = await resent(pendingUser(), (token) => token);
    expect(it.decided).toEqual([]);
    expect(it.users.all.get("u-ada")?.status).toBe("PENDING_EMAIL_VERIFICATION");
  });
});

describe("an email that has been asked for before", () => {
  test.each([
    [429, "Please wait a minute", pendingUser({ letters: { resends: 1, resentAt: ago(59) } })],
    [200, "A new email is on its way", pendingUser({ letters: { resends: 4, resentAt: ago(60) } })],
    [410, "No more emails can be sent", pendingUser({ letters: { resends: 5, resentAt: ago(3_600) } })],
    [410, "This address gets no more email", pendingUser({ mail: { state: "complained", reason: "", at: ago(60) } })],
    [410, "No more emails can be sent", pendingUser({ letterbox: undefined })],
  ] as const)("answers %i: %s", async (status, title, user) => {
    const answer = await resent(user);
    expect([answer.status, answer.html]).toEqual([status, expect.stringContaining(title)]);
    expect(answer.sent).toHaveLength(status === 200 ? 1 : 0);
  });

  test("is not sent where another letter came first and the letterbox stays shut", async () => {
    const it = pageWorld();
    const token = await it.tokenOf(pendingUser());
    expect((await it.resend(token)).status).toBe(200);
    expect((await it.resend(token)).status).toBe(429);
    expect(it.letters.size).toBe(1);
  });
});

test("a failure of ours says that nothing was sent, or that something may have been", async () => {
  const it = pageWorld();
  const token = await it.tokenOf(pendingUser());
  it.users.find = async () => {
    throw new Error("The table is down.");
  };
  const answer = await it.resend(token);
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("Nothing was changed.")]);

  const { status, html } = await resent(pendingUser(), (each) => each, {
    letters: {
      async send(_: string, __: unknown, deadline: { beforeSending(): void }) {
        deadline.beforeSending();
        throw new Error("Lambda answered nothing.");
      },
    },
  });
  expect([status, html]).toEqual([503, expect.stringContaining("A new email may be on its way.")]);
});
