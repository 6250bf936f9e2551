import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { running } from "../running.ts";
import { button, CARD, CHANNEL, FORM, menu, plain, section } from "../samples.ts";

let browser: Browser;
let page: Page; // one for all: each starts a process
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(() => browser.close());

async function open(url: string, colorScheme: "light" | "dark" = "light"): Promise<void> {
  onTestFinished(async () => void (await page.goto("about:blank"))); // which leaves Slack's page
  await page.emulateMedia({ colorScheme });
  await page.goto(url);
}

const rejection = {
  type: "actions" as const,
  elements: [
    button("reject", {
      style: "danger",
      confirm: {
        title: plain("Reject this user?"),
        text: plain("For good."),
        confirm: plain("Reject"),
        deny: plain("Keep"),
      },
    }),
    menu("more", "reason"),
  ],
};

test("a card appears, its button asks first, and the change shows without a reload", async () => {
  const { slack, web, app } = await running();
  await open(slack.url);
  const { ts = "" } = await web.chat.postMessage({
    channel: CHANNEL,
    text: "a",
    blocks: [section("*Ada* waits."), rejection],
  });
  const press = page.getByRole("button", { name: "reject" });
  await press.click();
  await page.getByRole("button", { name: "Keep" }).click();
  expect(app.received).toEqual([]);

  app.reply = async () => {
    await web.chat.update({ channel: CHANNEL, ts, text: "a", blocks: [section("Rejected by <@U0ADMIN>.")] });
    return {};
  };
  await press.click();
  await page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
  await page.getByText("Rejected by @Ada Admin.").waitFor();
  expect(await press.count()).toBe(0);
});

test("a press counts even if the message changes between press and release", async () => {
  const { slack, web, app } = await running();
  const card = (text: string) => ({ channel: CHANNEL, text, blocks: [section(text), rejection] });
  const { ts = "" } = await web.chat.postMessage(card("*Ada* waits."));
  await open(slack.url);
  await page.getByLabel("More actions").click();
  await page.getByRole("button", { name: "Choose reason" }).hover();
  await page.mouse.down();
  const refreshed = page.waitForResponse((response) => response.url() === page.url());
  await web.chat.update({ ts, ...card("*Ada* has waited for long.") });
  await (await refreshed).finished();
  await page.mouse.up();
  await expect.poll(() => app.received).toHaveLength(1);
  await page.getByText("Ada has waited for long.").waitFor();
});

test("what is typed while a command is under way is the next one", async () => {
  const { slack, app } = await running();
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  app.reply = async ({ form }) => {
    await (form["text"] === "list" ? answered : undefined);
    return { body: `That was ${form["text"]}.` };
  };
  await open(slack.url);
  const composer = page.getByLabel(/^Command in/u);
  for (const command of ["/request list", "/request help"]) {
    await composer.fill(command);
    await page.keyboard.press("Enter");
  }
  await page.getByText("That was help.").waitFor();
  await composer.fill("/request");
  answer();
  await page.getByText("That was list.").waitFor();
  expect(await composer.inputValue()).toBe("/request");
});

test("the menu's option, the command box and the private answer, as another person", async () => {
  const { slack, web, app } = await running();
  await web.chat.postMessage({ channel: CHANNEL, text: "a", blocks: [section("*Ada* waits."), rejection] });
  app.reply = ({ payload }) => ({ body: payload ? "" : "Nobody waits." });
  await open(slack.url);
  await page.getByLabel("You are:").selectOption({ label: "Sam Second" });
  await page.waitForURL(/as=U0SECOND/u);
  await page.getByLabel("More actions").click();
  await page.getByRole("button", { name: "Choose reason" }).click();
  await expect
    .poll(() => app.received[0]?.payload)
    .toMatchObject({
      user: { id: "U0SECOND" },
      actions: [{ selected_option: { value: "reason" } }],
    });
  await page.getByPlaceholder("/request a new laptop").fill("/request list");
  await page.keyboard.press("Enter");
  const answer = page.getByRole("article").filter({ hasText: "Only visible to you" });
  await answer.getByText("Nobody waits.").waitFor();
  await answer.getByRole("button", { name: "Dismiss" }).click();
  await answer.waitFor({ state: "detached" });
});

test("a modal keeps what was typed next to the app's errors, and closes when it is taken", async () => {
  const { slack, web, app } = await running();
  app.reply = async ({ form, payload }) => {
    if (form["command"]) {
      await web.views.open({ trigger_id: form["trigger_id"] ?? "", view: FORM });
      return {};
    }
    const isSecond = payload?.view?.state.values["email"]?.["value"]?.value === "grace@example.com";
    return isSecond ? {} : { body: JSON.stringify({ response_action: "errors", errors: { email: "In use." } }) };
  };
  await open(slack.url);
  await page.getByLabel(/^Command in/u).fill("/request");
  await page.keyboard.press("Enter");
  const modal = page.getByRole("dialog", { name: "Request access" });
  await modal.getByLabel("E-mail").fill("ada@example.com");
  await modal.getByLabel("Note").fill("From London");
  await modal.getByRole("button", { name: "Start" }).click();
  await modal.getByText("In use.").waitFor();
  expect(await modal.getByLabel("Note").inputValue()).toBe("From London");
  await modal.getByLabel("E-mail").fill("grace@example.com");
  await modal.getByRole("button", { name: "Start" }).click();
  await modal.waitFor({ state: "detached" });
  expect(slack.modal("U0ADMIN")).toBeUndefined();
});

test("the home tab is asked for when it is opened", async () => {
  const { slack, web, app } = await running();
  app.reply = async ({ payload }) => {
    await web.views.publish({
      user_id: payload?.event?.user ?? "",
      view: { type: "home", blocks: [section("Nobody waits.")] },
    });
    return {};
  };
  await open(slack.url);
  await page.getByRole("link", { name: "Home" }).click();
  await page.getByText("Nobody waits.").waitFor();
  expect(app.received).toHaveLength(1);
});

const NARROW = 260; // with the few channels of the tests

test("on a narrow screen every conversation's link is in sight", async () => {
  const { slack } = await running();
  const wide = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: 700 });
  onTestFinished(async () => void (wide && (await page.setViewportSize(wide))));
  await open(slack.url);
  const links = page.getByRole("navigation").getByRole("link");
  const boxes = await Promise.all((await links.all()).map((link) => link.boundingBox()));
  expect(boxes.length).toBeGreaterThan(3);
  expect(boxes.map((box) => box && box.x + box.width <= NARROW)).toEqual(boxes.map(() => true));
});

test.each(["light", "dark"] as const)(
  "nothing is in the way of a screen reader or a keyboard, %s",
  async (colorScheme) => {
    const { slack, web } = await running();
    const { ts = "" } = await web.chat.postMessage(CARD);
    await web.chat.postMessage({ channel: CHANNEL, text: "Reminder, <@U0ADMIN>", thread_ts: ts });
    await web.chat.postEphemeral({ channel: CHANNEL, user: "U0ADMIN", text: "<!channel> `a`" });
    await slack.command({ user: "U0ADMIN", command: "/nonsense", text: "" });
    const heading = { type: "header" as const, text: plain("Pending") };
    const linked = section("See <https://example.com|her card> for more.");
    await web.chat.postMessage({ channel: CHANNEL, text: "a", blocks: [heading, linked] });
    await open(slack.url, colorScheme);
    await page.getByText("1 reply").click();
    await page.evaluate(axe.source);
    const complaints = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    });
    expect(complaints).toEqual([]);
  },
);
