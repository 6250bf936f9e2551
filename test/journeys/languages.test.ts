import { afterAll, beforeAll, expect, test } from "vitest";
import { userIdOf } from "../../src/domain/start.ts";
import type { Stack } from "../../local/stack.ts";
import { expectSoon, outside } from "../../testkit/outside.ts";
import { startService } from "./start.ts";

let stack: Stack;
let world: ReturnType<typeof outside>;
beforeAll(async () => {
  stack = await startService({
    language: "ja",
    timeZone: "Asia/Tokyo",
    organisation: "Example Inc.",
    welcomeUrl: "https://example.com/start",
    supportEmail: "help@example.com",
  });
  world = outside(stack);
});
afterAll(() => stack.close());

const subjects = async (email: string) => (await world.mails(email)).map(({ subject }) => subject);

/** What is seen of an onboarding by someone who presses the button of their link, and by the approvers. */
async function walked(userId: string, email: string, accepted = "*") {
  const link = await world.link(email);
  const asked = await (await fetch(link, { headers: { "accept-language": accepted } })).text();
  const pressed = await (await world.pressPage(link)).text();
  await expectSoon(() => world.status(userId)).toBe("ACTIVE");
  await expectSoon(async () => (await subjects(email)).length).toBe(2);
  await expectSoon(async () => (await world.card(email)).buttons).toEqual([]);
  return { asked, pressed, subjects: await subjects(email), card: (await world.card(email)).text };
}

test.each([
  {
    locale: "en",
    name: "Dana דנה",
    asked: "An account at <bdi>Example Inc.</bdi> is being set up for you. Is this you?",
    pressed: "Thank you, <bdi>Dana דנה</bdi>.",
    subjects: ["Verify your address for Example Inc.", "Welcome to Example Inc."],
  },
  {
    locale: "de-AT",
    name: "Zoë Müller",
    asked: "für Sie wird ein Konto bei <bdi>Example Inc.</bdi> eingerichtet. Sind Sie das?",
    pressed: "Vielen Dank, <bdi>Zoë Müller</bdi>.",
    subjects: ["Bestätigen Sie Ihre E\u2011Mail-Adresse für Example Inc.", "Willkommen bei Example Inc."],
  },
  {
    locale: "ja",
    name: "山田 太郎",
    asked: "<bdi>山田 太郎</bdi>\u00A0様の <bdi>Example Inc.</bdi> アカウントを準備しています。",
    pressed: "<bdi>山田 太郎</bdi>\u00A0様、ありがとうございます。",
    subjects: ["【Example Inc.】メールアドレスのご確認", "Example Inc. へようこそ"],
  },
])("a program's request in $locale is written and shown in that language, and the card in English", async (by) => {
  const email = `${by.locale.toLowerCase()}@example.com`;
  await world.start({ user_id: by.locale, email, name: by.name, locale: by.locale });
  const seen = await walked(by.locale, email, "en;q=0.5, ja, de");
  expect(seen.subjects).toEqual(by.subjects);
  expect(seen.asked).toContain(by.asked);
  expect(seen.pressed).toContain(by.pressed);
  expect(seen.pressed).toContain('<a class="go" href="https://example.com/start">');
  expect(seen.card).toContain("is active");
  expect(seen.card).not.toContain("Example Inc.");
});

test.each([
  ["as the form was opened, in the stage's language", {}, "ja", "Example Inc. へようこそ"],
  ["as it was chosen in the form", { locale: "de" }, "de", "Willkommen bei Example Inc."],
])("a requester's form sends the language %s", async (_, chosen, locale, welcome) => {
  const email = `form-${locale}@example.com`;
  await stack.slack.command({ user: "U0REQUESTER", text: "" });
  const values = { email, name: "Ada Lovelace", note: "", ...chosen };
  expect(await stack.slack.submit({ user: "U0REQUESTER", values })).toMatchObject({ errors: {}, problem: undefined });
  await stack.slack.cancel({ user: "U0REQUESTER" });
  await world.pendingCard(email);
  expect(await world.profile(userIdOf(email))).toMatchObject({ locale });
  expect((await walked(userIdOf(email), email)).subjects.at(-1)).toBe(welcome);
});

test("without a language the email is in the stage's, in its zone, and the page in the browser's", async () => {
  const email = "unknown@example.com";
  await world.start({ user_id: "unknown", email, name: "Ada Lovelace" });
  const { asked, subjects: written } = await walked("unknown", email, "fr, en-US;q=0.8");
  expect(written[0]).toBe("【Example Inc.】メールアドレスのご確認");
  expect((await world.mails(email))[0]?.body.text).toMatch(/（20\d\d年\d+月\d+日 \d+:\d\d JSTまで）/u);
  expect(asked).toMatch(/The link is good until \w+ \d+, 20\d\d at \d+:\d\d\s[AP]M GMT\+9\./u);
});

test("what is no language is refused with a sentence, and starts nothing", async () => {
  const arn = await world.start({ user_id: "bad", email: "bad@example.com", name: "Ada", locale: "ja_JP" });
  await expectSoon(() => world.execution(arn)).toMatchObject({ status: "FAILED" });
  expect(await world.profile("bad")).toBeUndefined();
});
