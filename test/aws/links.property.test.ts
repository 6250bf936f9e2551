import fc from "fast-check";
import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { jwtLinks } from "../../src/aws/links.ts";
import { NOW, pendingUser } from "../../testkit/fakes.ts";
import { hostileText } from "../../testkit/hostile.ts";
import { holds } from "../../testkit/property.ts";

const SECRET = "a-secret-of-thirty-two-bytes-or-more";
const links = jwtLinks({ secret: async () => SECRET, now: () => NOW });
const part = (value: unknown) => Buffer.from(JSON.stringify(value) ?? "").toString("base64url");

const heads = fc.record({ alg: fc.constantFrom("HS256", "none", "HS512", "RS256", "") }, { requiredKeys: [] });
const forged = fc
  .tuple(fc.oneof(heads, fc.anything()), fc.anything(), fc.oneof(fc.base64String(), hostileText))
  .map(([head, claims, signature]) => [part(head), part(claims), signature].join("."));

test("no text that is not signed by us is a link, and none makes reading throw", () =>
  holds(fc.oneof(hostileText, fc.string({ maxLength: 3_000 }), forged), async (token) => {
    expect(await links.read(token)).toBeUndefined();
  }));

test("a change of any few characters makes it none", async () => {
  const token = await links.issue(pendingUser());
  const edits = fc.array(fc.tuple(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 2 })), {
    minLength: 1,
    maxLength: 4,
  });
  await holds(edits, async (changes) => {
    const other = changes.reduce((text, [at, put]) => text.slice(0, at) + put + text.slice(at + 1), token);
    expect((await links.read(other)) === undefined).toBe(other !== token);
  });
});

const now = NOW.getTime() / 1000;
const or = (usual: unknown, others: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others });
const claims = fc
  .record({
    sub: or("u-ada", fc.anything()),
    onboarding: or("1111", fc.anything()),
    aud: or("verify-user", fc.string()),
    iat: or(now, fc.constantFrom(undefined, "now")),
    exp: or(now + 60, fc.oneof(fc.integer({ max: now }), fc.constantFrom(undefined, "never"))),
    nbf: or(undefined, fc.integer({ min: now + 1, max: now + 60 })),
  })
  .map((payload) => JSON.parse(JSON.stringify(payload)) as Record<string, unknown>);

test("even of what is signed by us, only a token with all its claims is a link", () =>
  holds(claims, async (payload) => {
    const token = await new SignJWT(payload)
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(SECRET));
    const { sub, onboarding, aud, iat, exp, nbf } = payload;
    const isWhole =
      typeof sub === "string" &&
      typeof onboarding === "string" &&
      aud === "verify-user" &&
      iat === now &&
      exp === now + 60 &&
      nbf === undefined;
    expect(await links.read(token)).toEqual(isWhole ? { userId: sub, onboardingId: onboarding } : undefined);
  }));
