import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidRequest } from "../../../src/domain/failures.ts";
import { parseDecision } from "../../../src/domain/decide.ts";
import { normaliseEmail } from "../../../src/domain/address.ts";
import { parseEmail, parseRequest } from "../../../src/domain/request.ts";
import type { OnboardingRequest } from "../../../src/domain/user.ts";
import { hostileEmail, hostileName, hostileText } from "../../../testkit/hostile.ts";
import { holds } from "../../../testkit/property.ts";

const MARK = "Xq7Secret";
const marked = hostileText.map((text) => `${MARK}${text}${MARK}`);
/** Mostly what is taken, so that a whole request often is. */
const field = (taken: fc.Arbitrary<unknown>, hostile: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 8, arbitrary: taken }, { weight: 3, arbitrary: hostile }, { weight: 1, arbitrary: fc.anything() });
const requests = fc.record({
  user_id: field(fc.constant("u-ada"), hostileText),
  email: field(fc.constant("ada@example.com"), hostileEmail),
  name: field(hostileName, hostileText),
  note: field(
    fc.option(
      hostileName.map((text) => text.repeat(5)),
      { nil: undefined },
    ),
    hostileText,
  ),
  requested_by: field(fc.constantFrom("U0ADMIN", undefined), hostileText),
});

/** What comes of it: a value, or the name of an error. */
function outcome<Value>(of: () => Value): Value | { error: string } {
  try {
    return of();
  } catch (error) {
    return { error: error instanceof Error ? error.constructor.name : String(error) };
  }
}

const isTaken = (came: OnboardingRequest | { error: string }): came is OnboardingRequest => !("error" in came);
const taken = requests.map((input) => outcome(() => parseRequest(input))).filter(isTaken);

test("every accepted request is bounded and on one line, and breaks no header", () =>
  holds(taken, ({ userId, email, name, note = "", requestedBy = "U0ADMIN" }) => {
    expect(userId).toMatch(/^[A-Za-z0-9][\w.:-]{0,127}$/u);
    expect(email).toMatch(/^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+$/u);
    expect(requestedBy).toMatch(/^[UW][A-Z0-9]{2,20}$/u);
    expect([email.length <= 254, name.length <= 100, note.length <= 500]).toEqual([true, true, true]);
    const texts = `${name}${note.replaceAll("\n", " ")}`;
    expect(texts.isWellFormed()).toBe(true);
    expect(texts).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}|[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/u);
  }));

test("what was taken once is taken again, and is the same", () =>
  holds(taken, (request) => {
    const { userId, requestedBy, ...same } = request;
    expect(parseRequest({ ...same, user_id: userId, requested_by: requestedBy })).toEqual(request);
  }));

test("a refusal repeats nothing of what it refuses", () => {
  const values = fc.oneof(marked, fc.constant([MARK]), fc.constant({ [MARK]: MARK }), fc.constant(7_788_990_011));
  const all = fc.record({ user_id: values, email: values, name: values, note: values, requested_by: values });
  return holds(all, (input) => {
    expect(() => parseRequest(input)).toThrow(InvalidRequest);
    expect(() => parseRequest(input)).not.toThrow(/Xq7Secret|7788990011/u);
  });
});

test("anything at all is a request, or is refused in a sentence", () =>
  holds(fc.oneof(fc.anything(), requests), (input) => {
    const came = outcome(() => parseRequest(input));
    expect(isTaken(came) || came.error === "InvalidRequest").toBe(true);
  }));

test("an address alone is taken as within a request", () =>
  holds(hostileEmail, (email) => {
    const within = outcome(() => parseRequest({ user_id: "u-ada", email, name: "Ada" }).email);
    expect(outcome(() => parseEmail(email))).toEqual(within);
  }));

test("an address in the form in which it is compared stays as it is", () =>
  holds(hostileEmail, (email) => {
    expect(normaliseEmail(normaliseEmail(email))).toBe(normaliseEmail(email));
  }));

test("what a callback carries is read as a valid decision, or as none", () => {
  const json = fc.oneof(
    hostileText,
    fc.json(),
    fc.anything().map((value) => JSON.stringify(value)),
  );
  return holds(json, (text) => {
    expect(["verified", "rejected", undefined]).toContain(parseDecision(text)?.outcome);
  });
});
