import { afterAll, beforeAll, expect, test } from "vitest";
import type { Stack } from "../../local/stack.ts";
import { expectSoon, outside } from "../../testkit/outside.ts";
import { startService } from "./start.ts";

let stack: Stack;
let world: ReturnType<typeof outside>;

beforeAll(async () => {
  stack = await startService({
    windowSeconds: 5,
    reminders: [1, 2],
    notify: "S0ADMINS",
    escalateTo: "U0SECOND",
  });
  world = outside(stack);
});
afterAll(() => stack.close());

test("an approval that nobody notices is asked for again twice, and escalated; then it expires", async () => {
  const email = "unnoticed@example.com";
  await world.start({ user_id: "unnoticed", email, name: "Ada Lovelace", requested_by: "U0REQUESTER" });
  const { ts, text } = await world.pendingCard(email);
  expect(text).toMatch(/<!subteam\^S0ADMINS>$/u);
  await expectSoon(() => world.status("unnoticed")).toBe("EXPIRED");

  const thread = () => stack.slack.messages().filter(({ thread_ts }) => thread_ts === ts);
  await expectSoon(async () => thread().at(-1)?.text).toMatch(/^Nobody decided by/u);
  expect(thread().map((line) => [line.text.split(":")[0]?.split(" ")[0], line.subtype])).toEqual([
    ["Reminder", "thread_broadcast"],
    ["Reminder", "thread_broadcast"],
    ["Nobody", "thread_broadcast"],
    ["Nobody", undefined],
  ]);
  expect(thread().map((line) => /<(?:@|!subteam\^)\w+>/u.exec(line.text)?.[0])).toEqual([
    "<!subteam^S0ADMINS>",
    "<!subteam^S0ADMINS>",
    "<@U0SECOND>",
    undefined,
  ]);
  expect((await world.mails(email)).map(({ subject }) => subject)).toHaveLength(2);
});
