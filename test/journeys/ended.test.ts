import { StopDurableExecutionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Stack } from "../../local/stack.ts";
import { userIdOf } from "../../src/slack/user-id.ts";
import { expectSoon, outside } from "./outside.ts";
import { startService } from "./start.ts";

let stack: Stack;
let world: ReturnType<typeof outside>;
beforeAll(async () => {
  stack = await startService();
  world = outside(stack);
});
afterAll(() => stack.close());

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
  expect(await typed(`${email} Ada Lovelace`)).toContain("has started");
  const card = await world.pendingCard(email);
  const userId = userIdOf(email);
  await expectSoon(() => world.profile(userId)).toMatchObject({ card: { permalink: expect.any(String) } });
  const execution = String((await world.profile(userId))?.["execution"]);
  await world.lambda.send(new StopDurableExecutionCommand({ DurableExecutionArn: execution }));
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
    expect(await world.profile(`email#${email}`)).toBeUndefined();
    expect(await typed("list", "U0ADMIN")).not.toContain(email);
    expect(await typed(`${email} Ada Lovelace`)).toContain("has started");
    await expectSoon(async () => (await world.cards(email)).length).toBe(2);
  });
});

describe("an onboarding that the workflow refuses", () => {
  test("is told to whoever was told that it started, with a reason, and once", async () => {
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
