import { describe, expect, test } from "vitest";
import { NOW, pendingUser } from "../../testkit/fakes.ts";
import { decision, pageWorld } from "../../testkit/web/page-world.ts";

const heading = async (response: Response) => /<h1>([^<]*)<\/h1>/u.exec(await response.text())?.[1];
const rejected = {
  outcome: "rejected",
  source: "slack",
  by: "U0ADMIN",
  reason: "left",
  at: NOW.toISOString(),
} as const;

/** The form that opens a link anew. */
const again = (label: string, link: string) =>
  new RegExp(
    `<form method="get" action="\\?">\\s*<input type="hidden" name="token" value="${link.split("=")[1]}" />\\s*<button type="submit">${label}</button>`,
    "u",
  );

describe("reading the page", () => {
  test("shows who is about to be verified, the address masked, and one button", async () => {
    const response = await pageWorld().get();
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain("Ada Lovelace");
    expect(page).toContain("a•••@example.com");
    expect(page).not.toContain("ada@example.com");
    expect(page).toContain("good until 25 November 2026 at 09:00 UTC");
    expect(page.match(/<button/gu)).toHaveLength(1);
    expect(page).not.toContain("<script");
  });

  test.each(["GET", "HEAD"])("by %s decides nothing, however often", async (method) => {
    const it = pageWorld();
    for (let times = 0; times < 3; times += 1) {
      expect((await it.app.request(await it.link(), { method })).status).toBe(200);
    }
    expect(it.decided).toEqual([]);
  });

  test("escapes a name", async () => {
    const page = await (await pageWorld(pendingUser({ name: '<script>alert("x")</script>' })).get()).text();
    expect(page).not.toContain("<script");
    expect(page).toContain("&lt;script&gt;");
  });

  test.each([
    [pendingUser({ status: "ACTIVE", decision: decision() }), 200, "You are already verified"],
    [pendingUser({ status: "ACTIVE", decision: decision("U0ADMIN") }), 200, "You are already verified"],
    [pendingUser({ status: "REJECTED", decision: rejected }), 410, "This request was turned down"],
    [pendingUser({ status: "CANCELLED", decision: rejected }), 410, "This invitation was withdrawn"],
    [pendingUser({ status: "EXPIRED" }), 410, "This link has expired"],
    [pendingUser({ status: "FAILED" }), 410, "This onboarding has ended"],
    [pendingUser({ expiresAt: NOW.toISOString() }), 410, "This link has expired"],
  ])("tells how it stands: %o", async (user, status, title) => {
    const it = pageWorld(user);
    for (const response of [await it.get(), await it.app.request(await it.link(), { method: "HEAD" })]) {
      expect(response.status).toBe(status);
    }
    expect(await heading(await it.get())).toBe(title);
  });

  test("names the organisation, where there is one", async () => {
    const page = await (await pageWorld(pendingUser(), { brand: { organisation: "Example & Co." } }).get()).text();
    expect(page).toContain("An account at <bdi>Example &amp; Co.</bdi> is being set up for you. Is this you?");
    expect(await (await pageWorld().get()).text()).not.toContain("An account at");
  });

  test.each([
    ["withdrawn", "The person who requested it withdrew it"],
    ["cancelled", "An approver cancelled it"],
  ] as const)("says who ended an invitation, and when: %s", async (outcome, said) => {
    const user = pendingUser({ status: "CANCELLED", decision: { ...rejected, outcome } });
    const page = await (await pageWorld(user).get()).text();
    expect(page.replaceAll(/\s+/gu, " ")).toContain(`${said} on 24 November 2026 at 09:00 UTC`);
  });

  test("shows beside the heading a sign that screen readers skip", async () => {
    for (const response of [
      await pageWorld().get(),
      await pageWorld().get("/verify?token=x"),
      await pageWorld().press(),
    ]) {
      expect(await response.text()).toMatch(/<svg class="\w+"[^>]* aria-hidden="true"[^>]*>\s*<path d="M[^"]+" \/>/u);
    }
  });

  test("keeps an admin's reason to the admins", async () => {
    const page = await (await pageWorld(pendingUser({ status: "REJECTED", decision: rejected })).get()).text();
    expect(page).not.toContain("left");
  });
});

describe("pressing the button", () => {
  test("verifies", async () => {
    const it = pageWorld();
    const response = await it.press();
    expect(response.status).toBe(200);
    expect(await heading(response)).toBe("You are verified");
    expect(it.users.all.get("u-ada")?.decision).toEqual({
      outcome: "verified",
      source: "email",
      at: "2026-11-24T09:00:00.000Z",
    });
  });

  test("takes the token from the address as well", async () => {
    const it = pageWorld();
    expect((await it.app.request(await it.link(), { method: "POST" })).status).toBe(200);
    expect(it.decided).toEqual(["u-ada"]);
  });

  test("twice verifies once, and is no error", async () => {
    const it = pageWorld();
    const [first, second] = [await it.press(), await it.press()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await heading(second)).toBe("You are already verified");
    expect(it.decided).toHaveLength(1);
  });

  test("twice before the workflow wakes says that an answer came, and blames nobody", async () => {
    const it = pageWorld(pendingUser(), { asleep: true });
    const [first, second] = [await it.press(), await it.press()];
    expect([first.status, second.status]).toEqual([200, 409]);
    const page = await second.text();
    expect(page).toContain("<h1>Almost done</h1>");
    expect(page).toMatch(again("Check again", await it.link()));
  });

  test.each(["multipart/form-data; boundary=x", "multipart/form-data", "application/json"])(
    "with a garbled %s body is not a valid link, and no trouble of ours",
    async (type) => {
      const it = pageWorld();
      const request = { method: "POST", body: "garbage", headers: { "content-type": type } };
      expect((await it.app.request("/verify", request)).status).toBe(400);
      expect(it.log).toEqual([]);
    },
  );

  test.each([
    [pendingUser({ status: "REJECTED", decision: rejected }), 410],
    [pendingUser({ status: "CANCELLED", decision: rejected }), 410],
    [pendingUser({ status: "EXPIRED" }), 410],
  ])("too late changes nothing: %o", async (user, status) => {
    const it = pageWorld(user);
    expect((await it.press()).status).toBe(status);
    expect(it.decided).toEqual([]);
  });
});

describe("a press that takes too long", () => {
  const never = () => new Promise<never>(() => {});

  test("is told that nothing was changed, and nothing is delivered afterwards", async () => {
    const held = Promise.withResolvers<void>();
    const it = pageWorld(pendingUser(), { deadlineMilliseconds: 30 });
    it.users.find = async (userId) => {
      await held.promise;
      return it.users.all.get(userId);
    };
    const response = await it.press();
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining("Nothing was changed.")]);
    held.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(it.decided).toEqual([]);
  });

  test("after it was sent is told that it may have counted", async () => {
    const it = pageWorld(pendingUser(), { deadlineMilliseconds: 30 });
    it.decisions.deliver = (_callback, _decision, deadline) => {
      deadline.beforeSending();
      return never();
    };
    const page = await (await it.press()).text();
    expect(page).toContain("Your confirmation may have counted.");
    expect(page).not.toContain("Nothing was changed");
  });

  test("on an onboarding that was stopped is told that it has ended", async () => {
    const it = pageWorld(pendingUser(), { outcome: "stopped" });
    it.decisions.deliver = async () => false;
    const response = await it.press();
    expect([response.status, await heading(response)]).toEqual([410, "This onboarding has ended"]);
  });
});

describe("every answer", () => {
  test("is a page with the right status for what cannot be asked", async () => {
    const it = pageWorld();
    const put = await it.app.request("/verify", { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
    expect((await it.app.request("/nowhere")).status).toBe(404);
    const huge = new URLSearchParams({ token: "x".repeat(10_000) });
    expect((await it.app.request("/verify", { method: "POST", body: huge })).status).toBe(413);
  });

  test("to trouble of ours asks to try again, and logs the kind of trouble alone", async () => {
    const it = pageWorld();
    it.users.find = async () => {
      throw new TypeError("connect ECONNREFUSED while reading ada@example.com");
    };
    for (const response of [await it.get(), await it.press()]) {
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "60"]);
      const page = await response.text();
      expect(page).toContain("<h1>Please try again</h1>");
      expect(page).toMatch(again("Try again", await it.link()));
    }
    expect(it.log).toEqual(Array(2).fill('verification page failed {"reason":"TypeError"}'));
  });
});
