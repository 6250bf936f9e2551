import { describe, expect, expectTypeOf, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { de } from "../../src/messages/de.ts";
import { en } from "../../src/messages/en.ts";
import { ja } from "../../src/messages/ja.ts";
import { type Arguments, type Key, translation } from "../../src/messages/messages.ts";
import { type Markup, named, wordsFor } from "../../src/messages/words.ts";

const AT = new Date("2026-11-25T14:05:00.000Z");
const NAME = "山田 太郎";

/** What any message may take: each with a choice made both ways, and counted one, and more than one. */
const takenBy = (isSo: boolean, count: number) => ({
  name: NAME,
  email: "ada@example.com",
  address: "help@example.com",
  organisation: "Example Inc.",
  until: AT,
  at: AT,
  count,
  left: count,
  hasOrganisation: isSo,
  hasCode: isSo,
  hasNext: isSo,
  byAdmin: isSo,
  byRequester: isSo,
});

const keys = Object.keys(en) as Key[];
const both = [true, false].flatMap((isSo) => [1, 7].map((count) => takenBy(isSo, count)));

describe.each(LANGUAGES)("in %s", (language) => {
  const words = wordsFor([language], { language: "en", timeZone: "UTC" });
  // These cover every message's arguments; that each message gets its own is the compiler's to check.
  const text = words.text as (key: Key, args: object) => string;
  const html = words.html as (key: Key, args: object) => Markup;

  test.each(keys)("%s says something, with everything in it that it takes", async (key) => {
    for (const taken of both) {
      const said = text(key, taken);
      expect(said).not.toBe("");
      expect(said).not.toMatch(/[{}#]|undefined|\[object|null|  |^\s|\s$/u);
      expect(
        String(await html(key, taken))
          .replaceAll(/<\/?bdi>/gu, "")
          .replaceAll("&#39;", "'"),
      ).toBe(said);
    }
  });

  test("each time names its zone", () => {
    const times = keys.filter((key) => /\{(?:at|until), date, moment\}/u.test(en[key]));
    expect(times.length).toBeGreaterThan(10);
    for (const key of times) {
      expect(text(key, takenBy(true, 2))).toMatch(/2026.*\bUTC/u);
    }
  });
});

describe.each([
  ["de", de],
  ["ja", ja],
] as const)("%s", (_, messages) => {
  test("says each thing in words of its own", () => {
    const same = keys.filter((key) => messages[key] === en[key]);
    expect(same.filter((key) => key !== "ask.name")).toEqual([]); // a German's name is a Name too
  });
});

test("the compiler refuses a message that is missing or superfluous, and an argument that English has not, or has", () => {
  // @ts-expect-error a message is missing
  translation({ ...de, "email.hello": undefined });
  const { "email.hello": _, ...others } = de;
  // @ts-expect-error a message is missing
  translation(others);
  const whole = { ...en };
  expect(translation(whole)).toEqual(en);
  // @ts-expect-error English has no such message
  translation({ ...whole, "email.goodbye": "Tschüs" } as const);
  // @ts-expect-error an argument is misspelt
  translation({ ...whole, "email.hello": "Guten Tag {nmae}," } as const);
  // @ts-expect-error an argument is missing
  translation({ ...whole, "email.hello": "Guten Tag," } as const);
  // @ts-expect-error what English counts is taken for text
  translation({ ...whole, "code.wrong": "Noch {left} Versuche" } as const);
});

test("the compiler asks for each argument by its name and its kind", () => {
  expectTypeOf<Arguments<"email.until.days", string>>().toEqualTypeOf<{ count: number; until: Date }>();
  expectTypeOf<Arguments<"ask.who", string>>().toEqualTypeOf<{
    name: string;
    organisation: string;
    hasOrganisation: boolean;
  }>();
  const words = wordsFor([], { language: "en", timeZone: "UTC" });
  // @ts-expect-error it takes a name
  expect(() => words.text("email.hello")).toThrow("name");
  // @ts-expect-error a misspelt argument
  expect(() => words.text("email.hello", { nmae: NAME })).toThrow("name");
});

describe("a reader", () => {
  const usual = { language: "de", timeZone: "Asia/Tokyo" } as const;

  test.each([
    [["ja"], "2026年11月25日 23:05 JST"],
    [["en"], "25 November 2026 at 23:05 GMT+9"],
    [["en-US"], "November 25, 2026 at 11:05 PM GMT+9"],
    [["fr", "de-AT"], "25. November 2026 um 23:05 GMT+9"],
    [["fr"], "25. November 2026 um 23:05 GMT+9"],
    [[undefined], "25. November 2026 um 23:05 GMT+9"],
    [["ja-JP-u-ca-japanese-nu-fullwide"], "2026年11月25日 23:05 JST"],
  ])("who asks for %j reads times as %s", (tags, time) => {
    expect(wordsFor(tags, usual).text("ask.until", { until: AT }).replaceAll(/\s/gu, " ")).toContain(time);
  });

  test("reads the language that they ask for, or the deployment's", () => {
    expect(wordsFor(["ja-JP"], usual).language).toBe("ja");
    expect(wordsFor(["tlh"], usual).language).toBe("de");
  });
});

describe("what others wrote", () => {
  const { text, html } = wordsFor([], { language: "en", timeZone: "UTC" });

  test.each(["نور", "דנה", "Dana דנה", "𞤀𞤣𞤢"])(
    "from right to left leaves the words around it in their order: %s",
    (name) => {
      expect(text("email.hello", { name })).toBe(`Hello \u2068${name}\u2069,`);
    },
  );

  test.each(["Ada Lovelace", NAME, "Zoë", "ธานี"])("from left to right stays as it is in plain text: %s", (name) => {
    expect(text("email.hello", { name })).toBe(`Hello ${name},`);
  });

  test("is escaped and isolated in HTML, and markup of ours stays markup", async () => {
    expect(String(await html("email.hello", { name: "<b>{name}</b> '" }))).toBe(
      "Hello <bdi>&lt;b&gt;{name}&lt;/b&gt; &#39;</bdi>,",
    );
    const address = await html("email.hello", { name: "x" });
    expect(String(await html("page.support", { address }))).toBe("Questions? Write to Hello <bdi>x</bdi>,.");
  });

  test("is an organisation that messages name, or none", () => {
    expect(text("welcome.subject", named("Example Inc."))).toBe("Welcome to Example Inc.");
    expect(text("welcome.subject", named(undefined))).toBe("Welcome");
  });
});
