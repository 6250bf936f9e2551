import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { NOW, pendingUser } from "../../testkit/fakes.ts";
import { LINK_SECRET, pageWorld } from "../../testkit/web/page-world.ts";

const DAY = 86_400;

/** A token as a forger or a former life of ours would make it. */
function token({ secret = LINK_SECRET, alg = "HS256", purpose = "verify-user", subject = "u-ada", from = 0 } = {}) {
  const issued = NOW.getTime() / 1000 + from * DAY;
  return new SignJWT({ onboarding: "1111" })
    .setProtectedHeader({ alg })
    .setSubject(subject)
    .setAudience(purpose)
    .setIssuedAt(issued)
    .setExpirationTime(issued + DAY)
    .sign(new TextEncoder().encode(secret));
}

async function withoutAlgorithm() {
  const [, claims] = (await token()).split(".");
  return `${Buffer.from('{"alg":"none"}').toString("base64url")}.${claims}.`;
}

/** Everything that is no valid link, by what is wrong with it, and how often the table is read for it. */
const WRONG: [string, string | Promise<string>, reads: number][] = [
  ["nothing", "", 0],
  ["garbage", "x.y.z", 0],
  ["markup", '"><script>alert(1)</script>', 0],
  ["more than a link holds", "x".repeat(3_000), 0],
  ["a changed bit", token().then((good) => good.replace(/^e/u, "d")), 0],
  ["another key", token({ secret: "another-secret-of-thirty-two-bytes!" }), 0],
  ["another algorithm", token({ alg: "HS512", secret: LINK_SECRET.repeat(2) }), 0],
  ["no algorithm", withoutAlgorithm(), 0],
  ["another purpose", token({ purpose: "reset-password" }), 0],
  ["expired", token({ from: -2 }), 0],
  ["of a user who is not known", token({ subject: "u-nobody" }), 1],
  [
    "of another onboarding of the same user",
    pageWorld().tokenOf(pendingUser({ execution: "arn:aws:lambda:…/durable-execution/ada/0000" })),
    1,
  ],
];

/** All that a stranger sees of an answer. */
async function seen(response: Response) {
  return JSON.stringify([response.status, [...response.headers], await response.text()]);
}

test("every invalid link gets the same answer to the byte, headers included", async () => {
  const it = pageWorld();
  const read = new Set<string>();
  const pressed = new Set<string>();
  for (const [, wrong] of WRONG) {
    const path = `/verify?token=${encodeURIComponent(await wrong)}`;
    read.add(await seen(await it.get(path)));
    pressed.add(await seen(await it.press(path)));
    expect((await it.app.request(path, { method: "HEAD" })).status).toBe(400);
  }
  expect([...read]).toEqual([...pressed]);
  expect([...read]).toEqual([expect.stringContaining("This is not a valid link")]);
  expect(it.decided).toEqual([]);
});

test.each(WRONG)("the table is read only for who once had a link of ours: %s", async (_, wrong, reads) => {
  const it = pageWorld();
  const asked: string[] = [];
  it.users.find = async (userId) => {
    asked.push(userId);
    return it.users.all.get(userId);
  };
  await it.get(`/verify?token=${encodeURIComponent(await wrong)}`);
  expect(asked).toHaveLength(reads);
});
