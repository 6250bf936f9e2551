import { codePage, noTriesPage } from "../../src/web/code-page.ts";
import * as written from "../../src/web/pages.ts";
import type { User } from "../../src/domain/user.ts";
import { ADA, AT, PEOPLE } from "./people.ts";
import type { Sample } from "./sample.ts";

const decided = (outcome: "verified" | "rejected" | "cancelled", source: "email" | "slack"): User => ({
  ...ADA,
  decision: { outcome, source, at: AT },
});
const toEverybody = (page: (user: User) => unknown) =>
  Object.fromEntries(Object.entries(PEOPLE).map(([who, user]) => [who, page(user)]));

type Writer = {
  [Name in keyof typeof written]: (typeof written)[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof typeof written];

/** Each page, by the function that writes it: the type checker misses one that is not here. */
const PAGES: Record<Writer | "codePage" | "noTriesPage", Record<string, unknown>> = {
  askPage: toEverybody((user) => written.askPage(user, "token", "Example Inc.")),
  codePage: {
    "by a code": codePage(ADA, "token"),
    "no code": codePage(ADA, "token", { problem: "not-a-code" }),
    "a wrong code": codePage(ADA, "token", { problem: 3 }),
  },
  noTriesPage: { "": noTriesPage() },
  verifiedPage: toEverybody(written.verifiedPage),
  alreadyVerifiedPage: {
    "by the link": written.alreadyVerifiedPage(decided("verified", "email")),
    "in Slack": written.alreadyVerifiedPage(decided("verified", "slack")),
  },
  rejectedPage: { "": written.rejectedPage(decided("rejected", "slack")) },
  cancelledPage: { "": written.cancelledPage(decided("cancelled", "slack")) },
  expiredPage: { "": written.expiredPage(ADA) },
  failedPage: { "": written.failedPage() },
  decidingPage: { "": written.decidingPage("token") },
  notALinkPage: { "": written.notALinkPage() },
  resentPage: { "": written.resentPage() },
  resendLaterPage: { "": written.resendLaterPage() },
  resendsUsedUpPage: { "": written.resendsUsedUpPage() },
  unwantedPage: { "": written.unwantedPage() },
  notResentPage: { "": written.notResentPage() },
  troublePage: {
    "on opening": written.troublePage("nothing", "token"),
    "after the press": written.troublePage("confirmation", "token"),
    "after asking for another email": written.troublePage("email", "token"),
  },
  noPage: { "": written.noPage("There is no such page.") },
};

/** Every page that a link leads to. */
export async function pages(): Promise<Sample[]> {
  const all = Object.entries(PAGES).flatMap(([writer, forms]) =>
    Object.entries(forms).map(async ([form, page]): Promise<Sample> => {
      const html = String(await page);
      const title = /<title>(?<title>[^<]*)/u.exec(html)?.groups?.["title"] ?? writer;
      return { group: "Pages", name: form === "" ? title : `${title}, ${form}`, kind: "html", html };
    }),
  );
  return Promise.all(all);
}
