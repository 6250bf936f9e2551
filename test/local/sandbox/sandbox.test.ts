import { afterEach, describe, expect, test } from "vitest";
import { service } from "../../journeys/start.ts";
import { expectSoon } from "../../../testkit/outside.ts";

const { stack, world } = await service({ reminders: [3600] });
afterEach(() => Promise.all(["slack", "mail", "function"].map((part) => does("fault", { part, mode: "well" }))));

/** What the page shows: of the newest onboarding, or of the one whose ID is given. */
const look = (execution?: string) => lookAt(execution ? { execution } : {});

async function lookAt(asked: Record<string, string>): Promise<string> {
  const response = await fetch(`${stack.urls.service}/?${new URLSearchParams(asked).toString()}`);
  return (await response.text()).replaceAll(/\s+/gu, " ");
}

async function does(action: string, input: object): Promise<{ status: number; message?: string }> {
  const response = await fetch(`${stack.urls.service}/actions/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

/** Starts an example, and gives its address and its execution's ID, which the page links to first. */
async function started(name: string) {
  expect(await does("start", { name })).toEqual({ status: 200 });
  const [, id = ""] = /href="\/\?execution=([\w-]+)"/u.exec(await look()) ?? [];
  return { id, email: `${name.split(" ", 1)[0]?.toLowerCase()}@example.com` };
}
const expectAsleep = (id: string) => expectSoon(() => look(id)).toContain("Asleep at no cost");
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

  test("shows a mail as a document that runs nothing and opens its links beside", async () => {
    const { id, email } = await started("Alan Turing");
    await expectSoon(() => subjects(email)).toHaveLength(1);
    const [, src = ""] = /<iframe class="letter"[^>]*src="([^"]+)"/u.exec(await look(id)) ?? [];
    const mail = await fetch(`${stack.urls.service}${src}`);
    expect(mail.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox allow-popups/u);
    expect(await mail.text()).toContain('<head><base target="_blank">');
    expect((await fetch(`${stack.urls.service}/sandbox/mail/none`)).status).toBe(404);
  });

  test("finds the mails of an address that was given with blanks around it", async () => {
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
    await does("fault", { part: "mail", mode: "throttled" });
    expect((await reader?.read())?.value).toContain("data: changed");
    await reader?.cancel();
  });

  test.each([
    [
      "start",
      { name: "Ada", email: "ada" },
      "Nothing was started. email: is not an email address, write it like ada@example.com.",
    ],
    ["start", { name: "Ada Lovelace" }, "Ada Lovelace already has a pending onboarding. Choose someone else."],
    ["time", { to: "expiry", execution: "none" }, "This onboarding has no expiry ahead of it."],
    ["fault", { part: "function", mode: "throttled" }, "function can't be throttled."],
  ])("says why it can't %s with %j", async (action, input, message) => {
    expect(await does(action, input)).toEqual({ status: 409, message });
  });
});

describe("time", () => {
  test("passes event by event: the reminder comes at its hour, expiry after a day, and everybody tells the same", async () => {
    const { id, email } = await started("Grace Hopper");
    const { userId } = await world.pendingCard(email);
    const { expires_at = "" } = (await world.profile(userId)) ?? {};
    const expiry = Math.floor(Date.parse(String(expires_at)) / 1000);
    expect(await does("time", { to: "expiry", execution: id })).toEqual({ status: 200 });
    expect(await look(id)).toContain("Nobody decided in time.");

    const [first, reminder, ...more] = await world.mails(email);
    expect([first?.subject, reminder?.subject, more]).toEqual([
      "Verify your address",
      "Reminder: verify your address",
      [],
    ]);
    expect(reminder?.body.text).toContain("within 22 hours");
    const { blocks, edited } = (await world.card(email)).message;
    expect(JSON.stringify(blocks)).toContain(`"Nobody decided by "},{"type":"date","timestamp":${expiry},`);
    expect(Number(edited?.ts)).toBeGreaterThanOrEqual(expiry);
    expect(await (await fetch(await world.link(email))).text()).toContain("This link has expired");
    expect(await does("time", { to: "reminder", execution: id })).toMatchObject({ status: 409 });
  });

  test("that has passed does not keep Slack's requests from the app, nor a new onboarding from its window", async () => {
    const answer = await stack.slack.command({ user: "U0ADMIN", text: "barbara@example.com Barbara Liskov" });
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining("has started") });
    const { ts } = await world.pendingCard("barbara@example.com");
    expect(await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" })).toMatchObject({ problem: undefined });
    await expectSoon(() => subjects("barbara@example.com")).toEqual(["Verify your address", "Welcome"]);
    expect((await world.mails("barbara@example.com"))[0]?.body.text).toContain("within 23 hours");
  });
});

describe("a fault", () => {
  test("of email that bounces is shown in the inbox", async () => {
    await does("fault", { part: "mail", mode: "bounces" });
    const { id, email } = await started("Margaret Hamilton");
    await expectSoon(() => subjects(email)).toEqual(["Verify your address"]);
    expect(await look(id)).toMatch(/SES accepts each email, and the mailbox refuses it.*bounced/su);
    await does("fault", { part: "mail", mode: "well" });
  });

  test.each([
    ["slack", "down", "SlackUnavailable", "post-to-slack"],
    ["mail", "throttled", "Throttled", "send-verification-email"],
  ])("of %s that is %s is retried, and mended by what comes later", async (part, mode, reason, step) => {
    await does("fault", { part, mode });
    const { id, email } = await started(part === "slack" ? "Katherine Johnson" : "Mary Jackson");
    await expectSoon(() => look(id)).toMatch(new RegExp(`${reason}: .*${step}</span>: attempt 2`, "u"));
    await does("fault", { part, mode: "well" });
    await does("time", { to: "hour" });
    expect((await world.pendingCard(email)).buttons).toEqual(["verify", "reject"]);
    expect(await subjects(email)).toContain("Verify your address");
  });

  test("that kills the function mid-step costs one more invocation: what had a result is not done again", async () => {
    await does("fault", { part: "function", mode: "dies" });
    const { id, email } = await started("Radia Perlman");
    await expectSoon(() => look(id)).toContain("Its function died.");
    await does("time", { to: "hour" });
    const page = await look(id);
    expect(page).toMatch(/cut off.*Runtime\.ExitError.*Paused.*Invocation 2.*replayed.*send-verification-email/u);
    expect(await world.cards(email)).toHaveLength(1);
    expect((await subjects(email)).filter((subject) => subject === "Verify your address")).toHaveLength(1);
  });
});
