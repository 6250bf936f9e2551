import { describe, expect, test } from "vitest";
import { userIdOf } from "../../src/domain/start.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

const { stack, world } = await service({ reminders: [3_600] });

async function typed(text: string, user = "U0REQUESTER"): Promise<string> {
  const before = stack.slack.ephemerals(user).length;
  await stack.slack.command({ user, text });
  return stack.slack
    .ephemerals(user)
    .slice(before)
    .map((message) => message.text)
    .join("\n");
}

/** Direct messages to a person, oldest first. */
const told = (user: string) => stack.slack.messages(user.replace("U0", "D0")).map(({ text }) => text);

async function stopped(name: string) {
  const email = `${name}@example.com`;
  await world.start({ user_id: userIdOf(email), email, name: "Ada Lovelace", requested_by: "U0REQUESTER" });
  const card = await world.linkedCard(email);
  const userId = userIdOf(email);
  await world.stop(userId);
  return { email, userId, card };
}

describe("an execution that an operator stops", () => {
  test("has its profile and card closed, the requester told and the address freed, without anyone's doing", async () => {
    const { email, userId, card } = await stopped("halted");
    await expectSoon(() => world.profile(userId)).toMatchObject({
      status: "FAILED",
      failure: { name: "OnboardingStopped" },
      ttl: expect.any(Number),
      announced: true,
    });
    expect((await world.card(email)).buttons).toEqual([]);
    expect((await world.card(email)).ts).toBe(card.ts);
    expect(told("U0REQUESTER").filter((text) => text?.includes(email))).toHaveLength(1);
    expect(await world.profile(`email#${email}`)).toMatchObject({
      ended: { status: "FAILED" },
      ttl: expect.any(Number),
    });
    expect(await typed("list", "U0ADMIN")).not.toContain(email);
    await world.start({ user_id: userIdOf(email), email, name: "Ada Lovelace", requested_by: "U0REQUESTER" });
    await expectSoon(async () => (await world.cards(email)).length).toBe(2);
  });
});

describe("an execution that was stopped, and whose event was lost,", () => {
  test("is told as such by a press, cancel, start and the page", async () => {
    const { email, userId } = await stopped("unheard");
    await expectSoon(() => world.status(userId)).toBe("FAILED");
    await world.loseEnd(userId);

    const ended =
      /^Nothing was changed: the onboarding of Ada Lovelace .* ended before a decision took effect and is being closed/u;
    expect(await typed(`cancel ${email}`, "U0ADMIN")).toMatch(ended);
    expect(await typed(`${email} Ada Lovelace`)).toMatch(
      /^Nothing was started: the last onboarding of .* ended before/u,
    );
    const page = await world.pressPage(await world.link(email));
    expect([page.status, await page.text()]).toEqual([410, expect.stringContaining("This onboarding has ended")]);
  });
});

describe("an onboarding that the workflow refuses", () => {
  test("is reported once, with a reason, to the person who was told that it started", async () => {
    const started = { user_id: "refused-1", email: "refused@example.com", name: "Ada", requested_by: "U0REQUESTER" };
    await world.start(started);
    await world.pendingCard("refused@example.com");
    await world.start({ ...started, user_id: "refused-2", requested_by: "U0SECOND" });
    await expectSoon(async () => told("U0SECOND")).toEqual([
      "The onboarding of Ada (refused@example.com) that you requested did not start: this address already has an onboarding or an account. An approver can tell you more.",
    ]);
    expect(await world.status("refused-1")).toBe("PENDING_EMAIL_VERIFICATION");
    expect(told("U0REQUESTER").filter((text) => text?.includes("refused@"))).toEqual([]);
  });
});

test("an onboarding that nobody decides is reminded once, expires, and says so to latecomers", async () => {
  const ada = { user_id: "ada", email: "ada@example.com", name: "Ada Lovelace" };
  const arn = await world.start(ada);
  const card = await world.pendingCard(ada.email);
  const link = await world.link(ada.email);
  await stack.idle();
  stack.advance(3_600);
  await stack.idle();
  stack.advance(86_400);
  await expectSoon(() => world.execution(arn)).toMatchObject({
    status: "SUCCEEDED",
    result: { status: "EXPIRED", user_id: "ada" },
  });

  expect((await world.mails(ada.email)).map((mail) => mail.subject)).toEqual([
    "Verify your address",
    "Reminder: verify your address",
  ]);
  const thread = stack.slack.messages().filter((message) => message.thread_ts === card.ts && message.ts !== card.ts);
  expect(thread.map(({ text }) => text)).toEqual([
    expect.stringContaining("Reminder"),
    expect.stringContaining("Nobody decided"),
  ]);
  expect(await world.status("ada")).toBe("EXPIRED");
  expect((await world.card(ada.email)).buttons).toEqual([]);
  for (const answer of [await fetch(link), await fetch(link, { method: "POST" })]) {
    expect([answer.status, await answer.text()]).toEqual([410, expect.stringContaining("This link has expired")]);
  }
});
