import type { HomeView } from "@slack/types";
import { WebClient } from "@slack/web-api";
import { Hono } from "hono";
import { createAdaptorServer } from "@hono/node-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { close, listen } from "../../local/servers.ts";
import { WORKSPACE } from "../../local/workspace.ts";
import { startSlack } from "../../packages/slack-local/src/slack.ts";
import { pendingCard } from "../../src/slack/card.ts";
import { decideForm } from "../../src/slack/decide-form.ts";
import { decideManyForm } from "../../src/slack/decide-many.ts";
import { homeTab } from "../../src/slack/home-view.ts";
import { list } from "../../src/slack/list.ts";
import { startModal } from "../../src/slack/start-form.ts";
import { startManyForm } from "../../src/slack/start-many.ts";
import { contentOf } from "../../src/slack/words.ts";
import { browserForTests } from "../../testkit/browser-for-tests.ts";
import { pendingUser } from "../../testkit/fakes.ts";
import { actor, looker } from "../../testkit/slack/actors.ts";
import { fakeDeps } from "../../testkit/slack/deps.ts";
import { crowd } from "../../testkit/slack/home.ts";

// What Slack's own clients do with Tab, Enter and the focus is Slack's, and no test of ours can see it. Here is what is ours: the
// order of the controls, and the name of each, which a screen reader says alone. The page is the stand-in's.

const browser = await browserForTests();
const page = await browser.newPage(); // one for all: each starts a process

const ada = pendingUser({ requestedBy: "U0REQUESTER", note: "Starts on Monday." });

interface Payload {
  type: string;
  trigger_id: string;
  actions?: { action_id: string; value?: string; selected_option?: { value: string } }[];
  view?: { callback_id: string };
}

/** A Slack whose app notes what it is sent, and opens this view when something is pressed. */
async function slackPage(path: string, { home, modal }: { home?: HomeView; modal?: object } = {}) {
  const used: string[] = [];
  const app = new Hono().post("*", async (c) => {
    const { payload } = await c.req.parseBody();
    if (typeof payload === "string") {
      const { type, actions = [], view, trigger_id } = JSON.parse(payload) as Payload;
      used.push(...actions.map((one) => [one.action_id, one.selected_option?.value].filter(Boolean).join(" ")));
      used.push(...(type === "view_submission" ? [`submit ${view?.callback_id}`] : []));
      await (actions.length > 0 && modal ? web.views.open({ trigger_id, view: modal as never }) : undefined);
    }
    return c.body(null, 200);
  });
  const server = createAdaptorServer(app);
  const slack = await startSlack({ workspace: WORKSPACE, appUrl: `${await listen(server, 0)}/` });
  const web = new WebClient(WORKSPACE.app.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  await web.chat.postMessage({ channel: "C0APPROVALS", ...pendingCard(ada) });
  await (home && web.views.publish({ user_id: "U0ADMIN", view: home }));
  onTestFinished(async () => {
    await page.goto("about:blank"); // which leaves Slack's page
    await slack.close();
    await close(server);
  });
  await page.goto(`${slack.url}${path}`);
  return { used, web };
}

const FOCUSED = `(() => {
  const { activeElement: at } = document;
  const label = at.labels?.[0] ?? at;
  return at.getAttribute("aria-label") ?? label.textContent.trim().replace(/\\s+/g, " ");
})()`;

/** Where the keyboard is, as a screen reader names it. */
const focused = () => page.evaluate<string>(FOCUSED);

/** Goes on with Tab from `first`, up to and including `last`, and gives the names of all the stops. */
async function walk(first: string, last: string): Promise<string[]> {
  const stops: string[] = [];
  for (let steps = 0; steps < 60 && stops.at(-1) !== last; steps += 1) {
    await page.keyboard.press("Tab");
    const name = await focused();
    if (stops.length > 0 || name === first) {
      stops.push(name);
    }
  }
  return stops;
}

/** Presses Tab until the control with this name has the focus. */
async function goTo(name: string): Promise<void> {
  expect(await walk(name, name)).toEqual([name]);
}

const VERIFY = "Verify Ada Lovelace (ada@example.com)";
const REJECT = "Reject Ada Lovelace (ada@example.com)";
const MORE = "More actions"; // Slack's own name for an overflow menu

describe("by keyboard alone", () => {
  test("a card's controls come in reading order, each can be pressed, and a question gives the focus back", async () => {
    const { used } = await slackPage("/?as=U0ADMIN&in=C0APPROVALS");
    expect(await walk(VERIFY, MORE)).toEqual([VERIFY, REJECT, MORE]);
    await page.keyboard.press("Enter");
    const choices = await walk("Verify Ada Lovelace with a comment…", "Start Ada Lovelace again with another address…");
    expect(choices).toEqual([
      "Verify Ada Lovelace with a comment…",
      "Reject Ada Lovelace with a reason…",
      "Resend the email to Ada Lovelace",
      "Start Ada Lovelace again with another address…",
    ]);
    await page.keyboard.press("Enter");
    await expect.poll(() => used).toEqual(["more u-ada#again"]);
    expect(await focused()).toBe(MORE);

    await page.reload();
    await goTo(VERIFY);
    await page.keyboard.press("Enter");
    await expect.poll(() => used.at(-1)).toBe("verify");

    await goTo(REJECT);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Reject this user?" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await focused()).toBe(REJECT);
    await page.keyboard.press("Enter");
    await goTo("Reject");
    await page.keyboard.press("Enter");
    await expect.poll(() => used.at(-1)).toBe("reject");
  });

  test.each([
    [
      "start form",
      startModal("C0APPROVALS", "en", { name: "Ada Lovelace" }),
      "submit start",
      ["Email", "Full name", "Note (optional)", "Language"],
    ],
    ["form for several", startManyForm("C0APPROVALS"), "submit start-many", ["New users, one on each line"]],
    ["form for a reason", decideForm(ada, "rejected", "C0APPROVALS"), "submit decide", ["Reason"]],
  ])(
    "the %s opens at its first input, is filled and submitted, and gives the focus back",
    async (_, modal, sent, inputs) => {
      const { used } = await slackPage("/?as=U0ADMIN&in=C0APPROVALS", { modal });
      const submit = modal.submit?.text ?? "";
      await goTo(VERIFY);
      await page.keyboard.press("Enter");
      await page.getByRole("dialog", { name: modal.title.text }).waitFor();
      expect(await focused()).toBe(inputs[0]);
      await page.keyboard.type("ada@example.com");
      const stops = [inputs[0], ...(await walk(inputs[1] ?? "Cancel", submit))];
      expect(stops).toEqual([...inputs, "Cancel", submit]);
      await page.keyboard.press("Enter");
      await expect.poll(() => used.at(-1)).toBe(sent);
      await page.getByRole("dialog").waitFor({ state: "detached" });
      expect(await focused()).toBe(VERIFY);

      await page.keyboard.press("Enter");
      await page.getByRole("dialog", { name: modal.title.text }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      expect(await focused()).toBe(VERIFY);
    },
  );

  test("the form that decides on several is reached, filled and submitted, and gives the focus back", async () => {
    const modal = decideManyForm([ada, pendingUser({ userId: "u-bob", name: "Bob Noyce" })], "verified");
    const { used } = await slackPage("/?as=U0ADMIN&in=C0APPROVALS", { modal });
    await goTo(VERIFY);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Verify 2 users?" }).waitFor();
    await goTo("Comment (optional)");
    await page.keyboard.type("Both start on Monday");
    expect(await walk("Cancel", "Verify")).toEqual(["Cancel", "Verify"]);
    await page.keyboard.press("Enter");
    await expect.poll(() => used.at(-1)).toBe("submit decide-many");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe(VERIFY);
  });

  test("the rows of /onboard list come in reading order, and can be decided on and turned", async () => {
    const users = crowd(11);
    const { text, blocks } = contentOf(await list(fakeDeps({ users }), actor("U0ADMIN")));
    const { used, web } = await slackPage("/?as=U0ADMIN&in=C0APPROVALS");
    await web.chat.postEphemeral({ channel: "C0APPROVALS", user: "U0ADMIN", text, blocks: blocks ?? [] });
    await page.getByText("User 1 (").first().waitFor();
    const rows = text.match(/User \d+ \(user-\d+@example\.com\)/gu) ?? [];
    expect(rows.length).toBeGreaterThan(5);
    const stops = await walk(`Verify ${rows[0]}`, "Next page of the list");
    expect(stops).toEqual([...rows.flatMap((who) => [`Verify ${who}`, `Reject ${who}`]), "Next page of the list"]);
    await page.keyboard.press("Enter");
    await expect.poll(() => used).toEqual(["next"]);
    await goTo(`Verify ${rows.at(-1)}`);
    await page.keyboard.press("Enter");
    await expect.poll(() => used.at(-1)).toBe("list-verify");
  });

  test("the Home tab's controls come in reading order, and each can be used", async () => {
    const bob = pendingUser({ userId: "u-bob", name: "Bob Noyce", email: "bob@example.com", execution: "arn/bob" });
    const home = homeTab({
      looker: looker(),
      mayStart: true,
      page: { users: [ada, bob], next: `${ada.expiresAt} u-bob`, cutShort: false },
    });
    const { used } = await slackPage("/?as=U0ADMIN&in=home", { home });
    await page.getByText("Bob Noyce").first().waitFor();
    const row = (who: string, name: string) => [`Verify ${who}`, `Reject ${who}`, MORE, `Select ${name}`];
    const stops = await walk("Start an onboarding", "Next page of the list");
    expect(stops).toEqual([
      "Start an onboarding",
      "Start several onboardings",
      "Search by name or email address (optional)",
      ...row("Ada Lovelace (ada@example.com)", "Ada Lovelace"),
      ...row("Bob Noyce (bob@example.com)", "Bob Noyce"),
      "Verify everyone who is selected above",
      "Reject everyone who is selected above",
      "Next page of the list",
    ]);
    await page.keyboard.press("Enter");
    await expect.poll(() => used).toEqual(["home-next"]);
    await goTo("Search by name or email address (optional)");
    await page.keyboard.type("bob");
    await page.keyboard.press("Enter");
    await expect.poll(() => used.at(-1)).toBe("home-search");
    await goTo("Select Bob Noyce");
    await page.keyboard.press("Space");
    await expect.poll(() => used.at(-1)).toBe("home-select");
    await page.getByRole("checkbox", { name: "Select Bob Noyce", checked: true }).waitFor();
    expect(await focused()).toBe("Select Bob Noyce");
    await goTo("Verify everyone who is selected above");
    await page.keyboard.press("Enter");
    await expect.poll(() => used.at(-1)).toBe("home-verify-selected");
  });
});
