import { SignJWT } from "jose";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { jwtLinks, usableLinkSecret } from "../../src/aws/links.ts";
import { someOf } from "../../testkit/effort.ts";
import { NOW, pendingUser } from "../../testkit/fakes.ts";
import { flipped } from "../../testkit/flipped.ts";

const SECRET = "a-secret-long-enough-for-the-longest-hash-of-64-bytes-as-for-ours-of-32";
const ada = pendingUser();
const AHEAD = { hour: 3_600_000, day: 86_400_000 };
const links = (secret = SECRET, now = NOW) => jwtLinks({ secret: async () => secret, now: () => now });
const later = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function* otherCharacters(token: string) {
  for (let at = 0; at < token.length; at += 1) {
    for (const character of BASE64URL.replace(token[at] ?? "", "")) {
      yield token.slice(0, at) + character + token.slice(at + 1);
    }
  }
}

/** A token with these claims, signed with the right secret by default. */
const forged = ({ aud = "verify-user", claims = { onboarding: "1111" }, alg = "HS256", secret = SECRET } = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg })
    .setSubject("u-ada")
    .setAudience(aud)
    .setIssuedAt(NOW)
    .setExpirationTime(later(AHEAD.day))
    .sign(new TextEncoder().encode(secret));

test("a token says for whom, for what and until when, and emailed links keep saying it so", async () => {
  const token = await links().issue(ada);
  const [header, claims] = token.split(".").map((part) => Buffer.from(part, "base64url").toString());
  expect([header, JSON.parse(claims ?? "")]).toEqual([
    '{"alg":"HS256"}',
    {
      onboarding: "1111",
      sub: "u-ada",
      aud: "verify-user",
      iat: NOW.getTime() / 1000,
      exp: Date.parse(ada.expiresAt) / 1000 + 7 * 86_400,
    },
  ]);
});

test("a token names the user and the onboarding, and nothing that is secret or personal", async () => {
  const token = await links().issue(ada);
  expect(await links().read(token)).toEqual({ userId: "u-ada", onboardingId: "1111" });
  const content = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  for (const secret of [ada.callbackId, ada.email, ada.name, ada.execution]) {
    expect(content).not.toContain(secret);
  }
});

test("a token outlives the window by a week, for the page to say that it has expired, and no longer", async () => {
  const token = await links().issue(ada);
  expect(await links(SECRET, later(7 * AHEAD.day + 23 * AHEAD.hour)).read(token)).toBeDefined();
  expect(await links(SECRET, later(8 * AHEAD.day + AHEAD.hour)).read(token)).toBeUndefined();
});

describe("refused without a word why", () => {
  test("a change of a single bit, and another character in any place", async () => {
    const ours = links();
    const token = await ours.issue(ada);
    const changed = [
      ...Array.from(flipped(Buffer.from(token)), (bytes) => bytes.toString("latin1")),
      ...otherCharacters(token),
    ];
    const taken: string[] = [];
    for (const other of someOf(changed)) {
      taken.push(...((await ours.read(other)) ? [other] : []));
    }
    expect(taken).toEqual([]);
    expect(changed.length).toBeGreaterThan(token.length * 70);
  });

  test.each([
    ["padded", (token: string) => `${token}=`],
    ["with a line break", (token: string) => `${token}\n`],
    ["with a space inside", (token: string) => `${token.slice(0, -3)} ${token.slice(-3)}`],
    ["with a fourth part", (token: string) => `${token}.`],
    [
      "with bits at its end that no byte needs",
      (token: string) => token.replace(/.$/u, (last) => BASE64URL[BASE64URL.indexOf(last) ^ 1] ?? ""),
    ],
    ["in capitals", (token: string) => token.toUpperCase()],
  ])("another spelling of one signature: %s", async (_, respell) => {
    expect(await links().read(respell(await links().issue(ada)))).toBeUndefined();
  });

  test.each([
    ["another key", () => links("another-secret-of-thirty-two-bytes!").issue(ada)],
    ["another purpose", () => forged({ aud: "reset-password" })],
    ["another algorithm", () => forged({ alg: "HS512" })],
    [
      "no expiry",
      () =>
        new SignJWT({ onboarding: "1111" })
          .setProtectedHeader({ alg: "HS256" })
          .setSubject("u-ada")
          .setAudience("verify-user")
          .setIssuedAt(NOW)
          .sign(new TextEncoder().encode(SECRET)),
    ],
    ["no onboarding", () => forged({ claims: {} as { onboarding: string } })],
    [
      "no algorithm at all",
      async () => {
        const [, claims] = (await links().issue(ada)).split(".");
        return `${Buffer.from('{"alg":"none"}').toString("base64url")}.${claims}.`;
      },
    ],
    ["nothing", async () => ""],
    ["garbage", async () => "not.a.token"],
    ["more than a link holds", () => forged({ claims: { onboarding: "1".repeat(3_000) } })],
  ])("%s", async (_, token) => {
    expect(await links().read(await token())).toBeUndefined();
  });
});

test("a secret shorter than the hash is refused, by its length and not its content", async () => {
  const refusal = { name: "LinkSecretTooShort", message: "The link secret must have at least 32 bytes." };
  await expect(links("s".repeat(31)).issue(ada)).rejects.toMatchObject(refusal);
  expect(() => usableLinkSecret("s".repeat(31))).toThrow(expect.objectContaining(refusal));
  expect(usableLinkSecret("s".repeat(32))).toBe("s".repeat(32));
  expect(await links("s".repeat(32)).read(await links("s".repeat(32)).issue(ada))).toBeDefined();
});

test("a token of 2,048 characters is read, and no longer one", async () => {
  const ofLength = (characters: number) => forged({ claims: { onboarding: "1".repeat(characters) } });
  const { length } = await ofLength(0);
  const longest = Math.ceil(((2_048 - length) * 3) / 4);
  const [fits, tooLong] = await Promise.all([ofLength(longest), ofLength(longest + 1)]);
  expect([fits.length, tooLong.length > 2_048]).toEqual([2_048, true]);
  expect(await links().read(fits)).toMatchObject({ userId: "u-ada" });
  expect(await links().read(tooLong)).toBeUndefined();
  expect(links().claimed(fits)).toMatchObject({ userId: "u-ada" });
  expect(links().claimed(tooLong)).toBeUndefined();
});

test("signatures are compared by WebCrypto, which does so in constant time", () => {
  const verifying = new URL("lib/jws_verify.js", import.meta.resolve("jose"));
  expect(readFileSync(verifying, "utf8")).toContain("verified = await crypto.subtle.verify(");
});

test("a link that was signed with another good secret is read, and one that was signed with none of them is not", async () => {
  const rotated = jwtLinks({
    secret: async () => `new-${SECRET}`,
    otherSecrets: async () => [`old-${SECRET}`, SECRET],
    now: () => NOW,
  });
  const user = pendingUser();
  const issuedWith = (secret: string) => links(secret).issue(user);
  for (const secret of [`new-${SECRET}`, `old-${SECRET}`, SECRET]) {
    expect(await rotated.read(await issuedWith(secret))).toMatchObject({ userId: user.userId });
  }
  expect(await rotated.read(await issuedWith(`stolen-${SECRET}`))).toBeUndefined();
});

test("a token names the user's language, if that is known, also to someone who can't check it", async () => {
  const about = { userId: "u-ada", onboardingId: "1111" };
  const token = await links().issue(pendingUser({ locale: "de-AT" }));
  expect(await links().read(token)).toEqual({ ...about, locale: "de-AT" });
  expect(links().claimed(token)).toEqual({ ...about, locale: "de-AT" });
  expect(await links().read(await links().issue(ada))).toEqual(about);
});

describe("what a token claims that is none, or no longer", () => {
  test.each<[string, (token: string) => string]>([
    ["damaged in its signature", (token) => `${token.slice(0, -6)}AAAAAA`],
    ["with something around it", (token) => `3D${token})`],
    ["of another secret", (token) => token],
  ])("can be read all the same: %s", async (_, damage) => {
    const token = damage(await links("another secret, long enough for the hash").issue(ada));
    expect(await links().read(token)).toBeUndefined();
    expect(links().claimed(token)).toEqual({ userId: "u-ada", onboardingId: "1111" });
  });

  test.each(["", "x.y.z", "x".repeat(3_000), `x.${Buffer.from('{"sub":"u-ada"}').toString("base64url")}.x`])(
    "is nothing where it names no onboarding: %s",
    (token) => {
      expect(links().claimed(token)).toBeUndefined();
    },
  );
});

describe("the code of an onboarding", () => {
  const coded = (secret = SECRET, others: string[] = []) =>
    jwtLinks({ secret: async () => secret, otherSecrets: async () => others, confirm: "code", now: () => NOW });
  const about = { userId: "u-ada", onboardingId: "1111" };

  test("is six digits, the same in each email, and only where links take one", async () => {
    const code = await coded().code(ada);
    expect(code).toMatch(/^\d{6}$/u);
    expect(await coded(SECRET, ["x".repeat(40)]).code(pendingUser({ name: "Ada King" }))).toBe(code);
    expect(await links().code(ada)).toBeUndefined();
  });

  test("is asked for by the link itself", async () => {
    expect(await links().read(await coded().issue(ada))).toEqual({ ...about, takesCode: true });
    expect(await coded().read(await links().issue(ada))).toEqual(about);
  });

  test("is good under the secrets that links are read with, and under no other", async () => {
    const code = String(await coded().code(ada));
    const next = "another-secret-of-thirty-two-bytes!";
    expect(await coded().isCode(about, code)).toBe(true);
    expect(await coded(next, [SECRET]).isCode(about, code)).toBe(true);
    expect(await coded(next).isCode(about, code)).toBe(false);
    expect(await coded().isCode({ ...about, onboardingId: "2222" }, code)).toBe(false);
    expect(await coded().isCode({ ...about, userId: "u-bob" }, code)).toBe(false);
    expect(await coded().isCode(about, code.slice(1))).toBe(false);
  });

  test("is spread evenly, leading zeros included", async () => {
    const codes = await Promise.all(
      Array.from({ length: 1_000 }, async (_, each) => coded().code(pendingUser({ userId: `u-${each}` }))),
    );
    expect(codes.every((code) => code?.length === 6)).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(990);
    expect(new Set(codes.map((code) => code?.[0])).size).toBe(10);
  });
});
