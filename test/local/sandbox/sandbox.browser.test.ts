import { beforeEach, expect, onTestFinished, test } from "vitest";
import { complaints } from "../../../testkit/axe.ts";
import { browserForTests, takePicture } from "../../../testkit/browser-for-tests.ts";
import { service } from "../../journeys/start.ts";

const NOON = Date.parse("2030-11-24T12:00:00Z"); // far from midnight in every zone that is drawn, and from the browser's own time

const began = performance.now();
const browser = await browserForTests();
const { stack } = await service({ reminders: [3600], now: () => NOON + Math.round(performance.now() - began) });
const SCREEN = { width: 1440, height: 900 };
const person = await browser.newContext();
const page = await person.newPage(); // one for all: each starts a process

beforeEach(async () => {
  await page.setViewportSize(SCREEN);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(stack.urls.service);
  await page.evaluate("globalThis.isTheSamePage = true");
});

const slack = () => page.frameLocator("iframe[name=slack]");
const cardOf = (name: string) =>
  slack().getByRole("article").filter({ hasText: "Requested" }).filter({ hasText: name });
const inbox = () => page.getByRole("region", { name: "Inbox" });
const execution = () => page.getByRole("region", { name: "Execution", exact: true });
const shot = (name: string) => takePicture(page, `sandbox-${name}`);
const expectNoReload = async () => expect(await page.evaluate("globalThis.isTheSamePage")).toBe(true);

async function start(name: string) {
  await page.getByLabel("Onboard", { exact: true }).selectOption(name);
  await page.getByRole("button", { name: "Start" }).click();
  await execution()
    .getByRole("heading", { name: `${name} pending` })
    .waitFor();
  await execution().getByText("Asleep since").waitFor();
}

test("the empty page teaches; an admin presses Verify, and inbox and execution follow without a reload", async () => {
  await shot("empty");
  await page.getByRole("button", { name: "Onboard Ada Lovelace" }).click();
  await inbox()
    .getByRole("link", { name: /^Verify your address/u })
    .waitFor();
  await execution().getByText("Asleep since").waitFor();
  await shot("asleep");

  await cardOf("Ada Lovelace").getByRole("button", { name: "Verify" }).click();
  await inbox()
    .getByRole("link", { name: /^Welcome/u })
    .waitFor();
  await execution().getByRole("heading", { name: "Ada Lovelace active" }).waitFor();
  await execution().getByText("Verified by Ada Admin in Slack.").waitFor();
  await execution().getByText("activate-user").waitFor();
  await cardOf("Ada Lovelace").getByText("Verified by").first().waitFor();
  await shot("verified");
  await expectNoReload();
});

test("a new user follows the link in the inbox, and a past onboarding stays a press away", async () => {
  await start("Alan Turing");
  await start("Grace Hopper");
  await inbox().getByRole("link", { name: "Show as plain text" }).click();
  await inbox().getByText("Hello Grace Hopper,").waitFor();
  await inbox().getByRole("link", { name: "Show as HTML" }).click();
  const opened = person.waitForEvent("page");
  await inbox().frameLocator("iframe").getByRole("link", { name: "Verify my address" }).click();
  const verification = await opened;
  await verification.getByRole("button", { name: "Verify my address" }).click();
  await verification.getByRole("heading", { name: "You are verified" }).waitFor();
  await verification.close();
  await execution().getByText("Verified by the emailed link.").waitFor();
  await cardOf("Grace Hopper").getByText("Verified by the emailed link").first().waitFor();

  await execution()
    .getByRole("link", { name: /^Alan Turing/u })
    .click();
  await execution().getByRole("heading", { name: "Alan Turing pending" }).waitFor();
  const address = page.url();
  await page.goBack();
  await execution().getByRole("heading", { name: "Grace Hopper active" }).waitFor();
  await expectNoReload();
  await page.goto(address);
  await execution().getByRole("heading", { name: "Alan Turing pending" }).waitFor();
  await execution().getByRole("link", { name: "Show its card" }).click();
  await slack().locator("article:focus").filter({ hasText: "Alan Turing" }).waitFor();
});

test("time moves to the reminder, and on to expiry; who uses the keyboard keeps their place", async () => {
  await start("Katherine Johnson");
  await page.getByRole("button", { name: "To the reminder" }).focus();
  await page.keyboard.press("Enter");
  await inbox()
    .getByRole("link", { name: /^Reminder: verify your address/u })
    .waitFor();
  await execution().getByText("until-reminder is over").waitFor();
  await page.getByText("1 h ahead").waitFor();
  const [text, inReadersOwn, time] = await page.evaluate<[string, string, number]>(`(() => {
    const { textContent, dateTime } = document.querySelector("#face time");
    const part = (options) => new Intl.DateTimeFormat(undefined, options).format(new Date(dateTime));
    return [textContent, part({ dateStyle: "medium" }) + " " + part({ timeStyle: "medium" }), Date.parse(dateTime)];
  })()`);
  expect([text, Math.floor((time - NOON) / 600_000)]).toEqual([inReadersOwn, 6]);
  await page.locator("#time-expiry:not([aria-busy])").waitFor(); // until then time is passing
  expect(await page.evaluate("document.activeElement.id")).toBe("time-reminder");

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await execution().getByRole("heading", { name: "Katherine Johnson expired" }).waitFor();
  await cardOf("Katherine Johnson").getByText("Nobody decided by today at ").first().waitFor();
  expect(await page.getByRole("button", { name: "To expiry" }).isDisabled()).toBe(true);
  await shot("expired");
  await expectNoReload();
});

test("Slack goes down: the mail goes out, the card is tried again, and it comes once Slack is up", async () => {
  await page.getByRole("group", { name: "Slack" }).getByLabel("up").focus();
  await page.keyboard.press("ArrowRight");
  await page.getByText("every call gets 429").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByText("every call gets HTTP 500").waitFor();
  await start("Mary Jackson");
  await inbox()
    .getByRole("link", { name: /^Verify your address/u })
    .waitFor();
  await execution()
    .getByText(/SlackUnavailable/u)
    .filter({ visible: true }) // the attempt's state says so too, folded away
    .first()
    .waitFor();
  await shot("slack-down");
  await page.getByRole("group", { name: "Slack" }).getByText("up").click();
  await page.getByRole("button", { name: "+1 h" }).click();
  await cardOf("Mary Jackson").getByRole("button", { name: "Verify" }).waitFor();
  await expectNoReload();
});

test("Tab reaches every control in the order of the page, and each shows that it has the focus", async () => {
  await start("Edsger Dijkstra");
  const email = inbox().getByRole("link", { name: /^Verify your address/u });
  await Promise.all([email.waitFor(), cardOf("Edsger Dijkstra").waitFor()]); // nothing that comes later moves a control
  // Controls go by what they are called: a part that shows what has just changed may be replaced, and keeps the focus.
  const controls = await page.evaluate<string[]>(`(() => {
    globalThis.nameOf = (one) => [one.localName, one.id, one.name, one.value, one.textContent.trim()].join(" ");
    const canAct = "a[href], button, select, summary, input:not([type=radio]), input:checked, [tabindex='0']";
    return [...document.querySelectorAll(canAct)].filter((one) => one.checkVisibility()).map(nameOf);
  })()`);
  await page.evaluate("document.activeElement.blur(); getSelection().setPosition(document.body, 0)");
  const reached: string[] = [];
  const unmarked: string[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const [kind, name, marked] = await page.evaluate<[string, string, boolean]>(`(() => {
      const { activeElement: one } = document;
      const shown = one.type === "radio" ? one.nextElementSibling : one;
      return [one.localName, nameOf(one), getComputedStyle(shown).outlineStyle !== "none"];
    })()`);
    if (kind === "body") {
      break;
    }
    if (kind !== "iframe") {
      reached.push(name);
      unmarked.push(...(marked ? [] : [name]));
    }
  }
  expect([reached, unmarked]).toEqual([controls, []]);
});

test("a stack that stops is reported, and the page goes on by itself once it is back; what was said fades", async () => {
  const own = await browser.newPage({ viewport: SCREEN }); // whose clock can't be given back
  onTestFinished(() => own.context().close());
  await own.route("**/changes", (route) => route.abort());
  await own.goto(stack.urls.service);
  await own.getByRole("alert").getByText("The local stack has stopped.").waitFor();
  await own.unroute("**/changes");
  await own.getByRole("alert").waitFor({ state: "hidden" });

  await own.clock.install();
  await own.getByText("Someone else").click();
  await own.getByLabel("Name", { exact: true }).fill(" ");
  await own.getByLabel("Email address").fill("ada@example.com");
  await own.getByRole("button", { name: "Onboard", exact: true }).click();
  const notice = own.locator("#notice.shown");
  await notice.getByText("The name is empty").waitFor();
  await own.clock.runFor(20_000);
  expect(await notice.count()).toBe(0);
});

test("nothing is in the way of a keyboard or a screen reader, light and dark, on a wide screen, a narrow one and a phone", async () => {
  for (const [colorScheme, viewport] of [
    ["light", SCREEN],
    ["dark", { width: 1024, height: 800 }],
    ["dark", { width: 375, height: 740 }],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    const panes = viewport.width < 800 ? ["Slack", "Inbox", "Execution", "Controls"] : [""];
    for (const pane of panes) {
      if (pane) {
        await page.getByRole("link", { name: pane, exact: true }).click();
      }
      // Slack's page is looked at by a test of its own, and a mail is its writer's.
      const found = await complaints(page, { exclude: ["iframe"] });
      const isTooWide = await page.evaluate<boolean>("document.documentElement.scrollWidth > window.innerWidth");
      await shot(`${viewport.width}-${colorScheme}-${pane.slice(0, 4)}`);
      expect([viewport.width, pane, found, isTooWide]).toEqual([viewport.width, pane, [], false]);
    }
  }
});
