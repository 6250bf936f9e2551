import { expect, test } from "vitest";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

const ada = { user_id: "ada", email: "ada@example.com", name: "Ada Lovelace" };
const { stack, world } = await service({ reminders: [3_600] });

test("an onboarding that nobody decides is reminded once, expires, and says so to latecomers", async () => {
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
