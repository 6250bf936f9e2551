import { LANGUAGES, LANGUAGE_NAMES, type Language } from "../../src/domain/language.ts";
import { wordsFor } from "../../src/messages/words.ts";
import { codePage } from "../../src/web/code-page.ts";
import type { Reader } from "../../src/web/layout.ts";
import * as written from "../../src/web/pages.ts";
import type { Decision, User } from "../../src/domain/user.ts";
import { ADA, AT, PEOPLE } from "./people.ts";
import type { Sample } from "./sample.ts";

const decided = (outcome: Decision["outcome"], source: Decision["source"]): Decision => ({ outcome, source, at: AT });
const toEverybody = (page: (user: User) => unknown) =>
  Object.fromEntries(Object.entries(PEOPLE).map(([who, user]) => [who, page(user)]));

type Writer = Extract<keyof typeof written, `${string}Page`>;

/** Each page, by the function that writes it: the type checker misses one that is not here. */
const pagesFor = (to: Reader): Record<Writer | "codePage", Record<string, unknown>> => ({
  askPage: toEverybody((user) => written.askPage(to, user, "token")),
  codePage: {
    "by a code": codePage(to, ADA, "token"),
    "no code": codePage(to, ADA, "token", "not-a-code"),
    "a wrong code": codePage(to, ADA, "token", 3),
    "a wrong code, the last but one": codePage(to, ADA, "token", 1),
  },
  noTriesPage: { "": written.noTriesPage(to) },
  verifiedPage: toEverybody((user) => written.verifiedPage(to, user)),
  alreadyVerifiedPage: {
    "by the link": written.alreadyVerifiedPage(to, decided("verified", "email")),
    "in Slack": written.alreadyVerifiedPage(to, decided("verified", "slack")),
  },
  rejectedPage: { "": written.rejectedPage(to, decided("rejected", "slack")) },
  cancelledPage: {
    "by an approver": written.cancelledPage(to, decided("cancelled", "slack")),
    "by the requester": written.cancelledPage(to, decided("withdrawn", "slack")),
  },
  expiredPage: { "": written.expiredPage(to, ADA) },
  failedPage: { "": written.failedPage(to) },
  decidingPage: { "": written.decidingPage(to, "token") },
  notALinkPage: { "": written.notALinkPage(to) },
  resentPage: { "": written.resentPage(to) },
  resendLaterPage: { "": written.resendLaterPage(to) },
  resendsUsedUpPage: { "": written.resendsUsedUpPage(to) },
  unwantedPage: { "": written.unwantedPage(to) },
  notResentPage: { "": written.notResentPage(to) },
  troublePage: {
    "on opening": written.troublePage(to, "nothing", "token"),
    "after the press": written.troublePage(to, "confirmation", "token"),
    "after asking for another email": written.troublePage(to, "email", "token"),
  },
  noAddressPage: { "no such address": written.noAddressPage(to) },
  noMethodPage: { "no such request": written.noMethodPage(to) },
  tooLargePage: { "too much at once": written.tooLargePage(to) },
});

const BRAND = {
  organisation: "Example Inc.",
  welcomeUrl: "https://example.com/start",
  supportEmail: "help@example.com",
};

/** Every page that a link leads to, in each language. */
export async function pages(): Promise<Sample[]> {
  return (await Promise.all(LANGUAGES.map(pagesIn))).flat();
}

function pagesIn(language: Language): Promise<Sample[]> {
  const words = wordsFor([], { language, timeZone: "UTC" });
  const group = language === "en" ? "Pages" : `Pages in ${LANGUAGE_NAMES[language]}`;
  const all = Object.entries(pagesFor({ words, brand: BRAND })).flatMap(([writer, forms]) =>
    Object.entries(forms).map(async ([form, page]): Promise<Sample> => {
      const html = String(await page);
      const title = /<h1>(?<title>[^<]*)/u.exec(html)?.groups?.["title"] ?? writer;
      return { group, name: form === "" ? title : `${title}, ${form}`, kind: "html", html };
    }),
  );
  return Promise.all(all);
}
