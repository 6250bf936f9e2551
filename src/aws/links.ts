import { decodeJwt, jwtVerify, SignJWT } from "jose";
import { createHmac, timingSafeEqual } from "node:crypto";
import * as v from "valibot";
import type { Clock } from "../domain/clock.ts";
import { PermanentFailure } from "../domain/failures.ts";
import type { Linked, Links, Named } from "../domain/ports.ts";
import { onboardingId } from "../domain/user.ts";

const ALGORITHM = "HS256";
const PURPOSE = "verify-user";
const LEAST_SECRET_BYTES = 32; // the hash's own length, RFC 7518 section 3.2
const LONGEST_TOKEN = 2_048;
// base64url leaves 2 bits of the signature's last character unused, and decoders accept any, and padding: we accept one spelling.
// The signature itself covers the spelling of the rest.
const ONE_SPELLING = /\.[\w-]{42}[AEIMQUYcgkosw048]$/u;
// A late reader sees the truth, "expired", and not that the link is invalid.
const DAYS_BEYOND_WINDOW = 7;

const BY_CODE = "code";

const Claims = v.object({
  sub: v.string(),
  onboarding: v.string(),
  confirm: v.optional(v.literal(BY_CODE)),
  locale: v.optional(v.string()),
});

/** How a user confirms: by a press on the link's page, or by typing the email's code there. */
type Confirm = "button" | typeof BY_CODE;

/**
 * Links' tokens: JSON Web Tokens that name the user and this onboarding. The secret is fetched when it is first needed; one
 * shorter than 32 bytes is refused with a PermanentFailure. Links are also read with `otherSecrets`: during a rotation, sent links were
 * signed with another one.
 */
export function jwtLinks({
  secret,
  otherSecrets = async () => [],
  confirm = "button",
  now,
}: {
  secret: () => Promise<string>;
  otherSecrets?: () => Promise<string[]>;
  /** How new links are confirmed. Each link says so itself, so sent links don't change. */
  confirm?: Confirm;
  now: Clock;
}): Links {
  return {
    async issue(user) {
      const expires = new Date(user.expiresAt);
      expires.setUTCDate(expires.getUTCDate() + DAYS_BEYOND_WINDOW);
      const { locale } = user;
      return new SignJWT({
        onboarding: onboardingId(user),
        ...(confirm === BY_CODE ? { confirm } : {}),
        ...(locale === undefined ? {} : { locale }),
      })
        .setProtectedHeader({ alg: ALGORITHM })
        .setSubject(user.userId)
        .setAudience(PURPOSE)
        .setIssuedAt(now())
        .setExpirationTime(expires)
        .sign(linkKey(await secret()));
    },

    async read(token) {
      if (token.length > LONGEST_TOKEN || !ONE_SPELLING.test(token)) {
        return undefined;
      }
      // Outside any catch: a missing secret is our fault, not the link's.
      const named = await verified(token, linkKey(await secret()), now());
      if (named) {
        return named;
      }
      const others = (await otherSecrets()).map(linkKey);
      const read = await Promise.all(others.map((each) => verified(token, each, now())));
      return read.find((each) => each !== undefined);
    },

    async code(user) {
      const named = { userId: user.userId, onboardingId: onboardingId(user) };
      return confirm === BY_CODE ? codeOf(await secret(), named) : undefined;
    },

    async isCode(about, digits) {
      const isTheirs = (each: string) => isSame(codeOf(each, about), digits);
      return isTheirs(await secret()) || (await otherSecrets()).some(isTheirs);
    },

    claimed(token) {
      try {
        return namedIn(token.length > LONGEST_TOKEN ? {} : decodeJwt(token));
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * Six digits of a hash of the onboarding under the link secret: nothing is stored, and each email of an onboarding shows the same ones.
 * Tokens are never signed over text with a null character, so neither can be used as the other.
 */
function codeOf(secret: string, { userId, onboardingId: onboarding }: Named): string {
  const hash = createHmac("sha256", linkKey(secret)).update(`code\0${userId}\0${onboarding}`).digest();
  return String(hash.readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

/** A secret as a key; throws a PermanentFailure for one that is too short. */
function linkKey(secret: string): Uint8Array {
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length < LEAST_SECRET_BYTES) {
    throw new PermanentFailure("LinkSecretTooShort", `The link secret must have at least ${LEAST_SECRET_BYTES} bytes.`);
  }
  return bytes;
}

/** A secret for links, as it is. Throws a PermanentFailure for one that is too short. */
export function usableLinkSecret(text: string): string {
  linkKey(text);
  return text;
}

function namedIn(claims: unknown): Linked {
  const { sub, onboarding, confirm, locale } = v.parse(Claims, claims);
  return {
    userId: sub,
    onboardingId: onboarding,
    ...(confirm ? { takesCode: true } : {}),
    ...(locale === undefined ? {} : { locale }),
  };
}

async function verified(token: string, secret: Uint8Array, currentDate: Date): ReturnType<Links["read"]> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: [ALGORITHM],
      audience: PURPOSE,
      requiredClaims: ["exp", "iat"],
      currentDate,
    });
    return namedIn(payload);
  } catch {
    return undefined; // each of its faults makes it an invalid link
  }
}
