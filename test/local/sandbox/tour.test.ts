import { expect, test } from "vitest";
import { service } from "../../journeys/start.ts";

const { stack, world } = await service({ reminders: [3600] });

async function act(action: string, input: object) {
  const response = await fetch(`${stack.urls.service}/actions/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

/** The page after a scene, and what it says there was to see. */
async function watch(scene: string) {
  expect(await act("tour", { scene })).toEqual({ status: 200 });
  const page = (await (await fetch(stack.urls.service)).text()).replaceAll(/\s+/gu, " ");
  return { page, seen: /id="seen" role="status"> (.*?) <\/p>/u.exec(page)?.[1] ?? "" };
}

test("two admins at once: one decision, and the other admin is told who was first", async () => {
  const { page, seen } = await watch("two-admins");
  expect(seen).toMatch(/Two admins pressed Verify for Ada Lovelace .* The user is active/u);
  expect(page.match(/>activate-user</gu)).toHaveLength(1);
  expect((await world.mails("ada@example.com")).map(({ subject }) => subject)).toEqual([
    "Verify your address",
    "Welcome",
  ]);
});

test("killed mid-step: one more invocation, one card, one email", async () => {
  const { seen } = await watch("killed");
  expect(seen).toContain("It took 2 invocations.");
  expect(await world.cards("grace@example.com")).toHaveLength(1);
  expect(await world.mails("grace@example.com")).toHaveLength(1);
});

test("Slack down for an hour: the card comes once it is back, and the switch is up again", async () => {
  const { page, seen } = await watch("slack-down");
  expect(seen).toMatch(/tried again in \d+ further invocations/u);
  expect((await world.pendingCard("katherine@example.com")).buttons).toEqual(["verify", "reject"]);
  expect(page).not.toContain("every call gets HTTP 500");
});

test("a day without an answer: it expires", async () => {
  const { page, seen } = await watch("unanswered");
  expect(seen).toContain("Nobody decided on Mary Jackson for a day.");
  expect(page).toContain("Nobody decided in time.");
});

test("the email bounces: the inbox says so, and the next emails go out", async () => {
  const { page, seen } = await watch("bounces");
  expect(seen).toContain("the mailbox refused it");
  expect(page).toContain('<span class="undelivered">bounced</span>');
  expect(page).not.toContain("SES accepts each email");
});

test("twelve at once, though too few examples are left: the names go on with numbers", async () => {
  const { page, seen } = await watch("twelve");
  expect(seen).toContain("12 onboardings began at once, and all of them were asleep");
  expect(page).toContain(">Grace Hopper 2<");
});

test("only one scene is played at a time", async () => {
  const first = act("tour", { scene: "two-admins" });
  expect(await act("tour", { scene: "killed" })).toEqual({
    status: 409,
    message: "The tour is under way. Wait until it has said what there was to see.",
  });
  await first;
});

test("anyone can be onboarded, by a name and an address of one's own", async () => {
  const name = `Wilhelmina ${"van der Verylongsurname ".repeat(3)}Ångström`;
  expect(await act("start", { name, email: "w.angstrom@example.com" })).toEqual({ status: 200 });
  const page = await (await fetch(stack.urls.service)).text();
  expect(page).toContain(name);
  expect(await act("start", { name: " ", email: "x@example.com" })).toMatchObject({
    status: 409,
    message: expect.stringContaining("name: is empty"),
  });
});
