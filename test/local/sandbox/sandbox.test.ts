import { afterEach, describe, expect, test } from "vitest";
import { service } from "../../journeys/start.ts";
import { expectSoon } from "../../../testkit/outside.ts";
import { pageOf } from "./page.ts";

const { stack, world } = await service({ reminders: [3600] });
const { act, look: lookAt } = pageOf(stack);
afterEach(() => Promise.all(["slack", "mail"].map((part) => act("fault", { part, mode: "well" }))));

/** What the page shows: of the newest onboarding, or of the one whose ID is given. */
const look = (execution?: string) => lookAt(execution ? { execution } : {});

/** Starts an example, and gives its address and its execution's ID, which the page links to first. */
async function started(name: string) {
  expect(await act("start", { name })).toEqual({ status: 200 });
  const [, id = ""] = /href="\/\?execution=([\w-]+)"/u.exec(await look()) ?? [];
  return { id, email: `${name.split(" ", 1)[0]?.toLowerCase()}@example.com` };
}
const expectAsleep = (id: string) => expectSoon(() => look(id)).toContain("Asleep, using no compute");
const subjects = async (email: string) => (await world.mails(email)).map(({ subject }) => subject);

describe("the page", () => {
  test("shows an execution by its link, and neither a callback ID nor anything that it could run", async () => {
    const { id, email } = await started("Ada Lovelace");
    await expectAsleep(id);
    const { userId } = await world.card(email);
    const { callback_id, letterbox } = (await world.profile(userId)) as { callback_id: string; letterbox: string };
    const page = await look(id);
    expect(page).toContain("Ada Lovelace");
    expect(page).toContain("send-verification-email");
    expect(page).not.toContain(callback_id);
    expect(page).not.toContain(letterbox);
    expect(page.match(/<script/gu)).toHaveLength(1);
    expect(await look("ffffffff-ffff-ffff-ffff-ffffffffffff")).toContain("There is no such execution here.");
  });

  test("says who requests and who approves, as the card and the Slack pane do", async () => {
    const { id, email } = await started("Donald Knuth");
    await world.pendingCard(email);
    const [, requester = "", approver = ""] = /(\w+ \w+) requests it; (\w+ \w+) approves\./u.exec(await look(id)) ?? [];
    const slackPane = await (await fetch(stack.urls.slack)).text();
    expect(slackPane).toMatch(new RegExp(`selected>\\s*${approver || "nobody"}\\s*<`, "u"));
    expect(slackPane).toMatch(new RegExp(`Requested by\\s(?:<[^>]*>|@)*${requester || "nobody"}`, "u"));
  });

  test("lists what matches a search and a state, and says where nothing does", async () => {
    const people = async (asked: Record<string, string>) =>
      [...(await lookAt(asked)).matchAll(/class="who">([^<]*)</gu)].map(([, name]) => name);
    expect(await people({ find: "LOVELACE" })).toEqual(["Ada Lovelace"]);
    expect(await people({ find: "ada@example.com", state: "pending" })).toEqual(["Ada Lovelace"]);
    expect(await people({ find: "ada", state: "expired" })).toEqual([]);
    expect(await lookAt({ find: "ada", state: "expired" })).toContain("No onboarding matches.");
  });

  test.each([[[]], [{ user_id: "" }], [{ user_id: "x", email: "<script>", name: 7 }]])(
    "shows an execution that was started with %j, and why it failed",
    async (payload) => {
      const arn = await world.start(payload as Record<string, unknown>);
      const id = arn.slice(arn.lastIndexOf("/") + 1);
      await expectSoon(() => look(id)).toContain("It failed. InvalidRequest:");
    },
  );

  test("shows an email as a document that runs nothing and opens its links beside", async () => {
    const { id, email } = await started("Alan Turing");
    await expectSoon(() => subjects(email)).toHaveLength(1);
    const [, src = ""] = /<iframe class="letter"[^>]*src="([^"]+)"/u.exec(await look(id)) ?? [];
    const letter = await fetch(`${stack.urls.service}${src}`);
    expect(letter.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox allow-popups/u);
    expect(await letter.text()).toContain('<head><base target="_blank">');
    expect((await fetch(`${stack.urls.service}/sandbox/mail/none`)).status).toBe(404);
  });

  test("finds the emails of an address that was given with blanks around it", async () => {
    const arn = await world.start({ user_id: "blanks", email: " blanks@example.com ", name: "Ada Lovelace" });
    const id = arn.slice(arn.lastIndexOf("/") + 1);
    await expectSoon(() => look(id)).toContain('class="subject">Verify your address');
  });

  test.each([
    ["local/sandbox/client/page.js", 200],
    ["packages/slack-local/assets/live/base.css", 200],
    ["local/sandbox/sandbox.ts", 404],
    ["local/sandbox/client/..%2f..%2fstack.ts", 404],
  ])("serves its scripts and style sheets and nothing else: %s %d", async (path, status) => {
    expect((await fetch(`${stack.urls.service}/assets/${path}`)).status).toBe(status);
  });

  test("tells that something changed", async () => {
    const response = await fetch(`${stack.urls.service}/changes`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain("data: listening");
    await act("fault", { part: "mail", mode: "throttled" });
    expect((await reader?.read())?.value).toContain("data: changed");
    await reader?.cancel();
  });

  test.each([
    [
      "start",
      { name: "Ada", email: "ada" },
      "Nothing was started. The email is not an email address; write it like ada@example.com.",
    ],
    ["start", { name: "Ada Lovelace" }, "Ada Lovelace already has a pending onboarding. Choose someone else."],
    ["time", { to: "expiry", execution: "none" }, "This onboarding has no expiry ahead of it."],
    ["fault", { part: "function", mode: "throttled" }, "function can't be throttled."],
  ])("says why it can't %s with %j", async (action, input, message) => {
    expect(await act(action, input)).toEqual({ status: 409, message });
  });
});

describe("time", () => {
  test("passes event by event: the reminder comes at its hour, expiry after a day, and everybody tells the same", async () => {
    const { id, email } = await started("Grace Hopper");
    const { userId } = await world.pendingCard(email);
    const { expires_at = "" } = (await world.profile(userId)) ?? {};
    const expiry = Math.floor(Date.parse(String(expires_at)) / 1000);
    expect(await act("time", { to: "expiry", execution: id })).toEqual({ status: 200 });
    expect(await look(id)).toContain("Nobody decided in time.");

    const [first, reminder, ...more] = await world.mails(email);
    expect([first?.subject, reminder?.subject, more]).toEqual([
      "Verify your address",
      "Reminder: verify your address",
      [],
    ]);
    expect(reminder?.body.text).toContain("within 23 hours");
    const { blocks, edited } = (await world.card(email)).message;
    expect(JSON.stringify(blocks)).toContain(`"Nobody decided by "},{"type":"date","timestamp":${expiry},`);
    expect(Number(edited?.ts)).toBeGreaterThanOrEqual(expiry);
    expect(await (await fetch(await world.link(email))).text()).toContain("This link has expired");
    expect(await act("time", { to: "reminder", execution: id })).toMatchObject({ status: 409 });
  });

  test("that has passed does not keep Slack's requests from the app, nor a new onboarding from its window", async () => {
    const answer = await stack.slack.command({ user: "U0ADMIN", text: "barbara@example.com Barbara Liskov" });
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining("has started") });
    const { ts } = await world.pendingCard("barbara@example.com");
    expect(await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" })).toMatchObject({ problem: undefined });
    await expectSoon(() => subjects("barbara@example.com")).toEqual(["Verify your address", "Welcome"]);
    expect((await world.mails("barbara@example.com"))[0]?.body.text).toContain("within 24 hours");
  });
});

describe("a fault", () => {
  test("of email that bounces is shown in the inbox and on the card, which offers to start again with another address", async () => {
    await act("fault", { part: "mail", mode: "bounces" });
    const { id, email } = await started("Margaret Hamilton");
    await expectSoon(() => subjects(email)).toEqual(["Verify your address"]);
    expect(await look(id)).toMatch(/SES accepts each email, and the mailbox refuses it.*bounced/su);
    await expectSoon(async () => (await world.card(email)).text).toContain(`The email to ${email} bounced`);
    expect((await world.card(email)).buttons).toEqual(["verify", "reject", "again"]);
  });

  test("of email that is throttled is retried, and the email goes out once that is over", async () => {
    await act("fault", { part: "mail", mode: "throttled" });
    const { id, email } = await started("Mary Jackson");
    await expectSoon(() => look(id)).toMatch(/Throttled: .*send-verification-email<\/span>: attempt 2/u);
    await act("fault", { part: "mail", mode: "well" });
    await act("time", { to: "hour" });
    expect((await world.pendingCard(email)).buttons).toEqual(["verify", "reject"]);
    expect(await subjects(email)).toContain("Verify your address");
  });
});
