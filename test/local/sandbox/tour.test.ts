import { expect, test } from "vitest";
import { addressOf } from "../../../local/sandbox/examples.ts";
import { expectSoon } from "../../../testkit/outside.ts";
import { service } from "../../journeys/start.ts";
import { pageOf } from "./page.ts";

const { stack, world } = await service({ reminders: [3600] });
const { act, look } = pageOf(stack);

const clock = (page: string) => Number(/data-now="(\d+)"/u.exec(page)?.[1]);

/** The page after a scene, what it says there was to see, and whom it was about. */
async function watch(scene: string) {
  expect(await act("tour", { scene })).toEqual({ status: 200 });
  const page = await look();
  const [, name = ""] = /<title>([^:]*):/u.exec(page) ?? [];
  const seen = /id="seen" role="status"> (.*?) <\/p>/u.exec(page)?.[1] ?? "";
  return { page, seen, name, email: addressOf(name) };
}

test("killed mid-step: one more invocation, in which what had a result is not done again; one card, one email", async () => {
  const { page, seen, email } = await watch("killed");
  expect(page).toMatch(/cut off.*Runtime\.ExitError.*Paused.*Invocation 2.*replayed.*send-verification-email/u);
  expect(seen).toContain("It took 2 invocations.");
  expect(await world.cards(email)).toHaveLength(1);
  expect(await world.mails(email)).toHaveLength(1);
});

test("Slack down for an hour: the card comes with the next attempt, and the switch is up again", async () => {
  const before = clock(await look());
  const { page, seen, email } = await watch("slack-down");
  const minutes = (clock(page) - before) / 60_000;
  expect(minutes).toBeGreaterThanOrEqual(60);
  expect(minutes).toBeLessThan(60 + 15); // a quarter of an hour is the longest pause between attempts
  expect(Number(/tried again in (\d+) further invocations/u.exec(seen)?.[1])).toBeGreaterThan(3);
  expect(page).toContain("SlackUnavailable: Slack answered with HTTP status 500.");
  expect(page.match(/SlackUnavailable, as before/gu)?.length).toBeGreaterThan(3);
  expect((await world.pendingCard(email)).buttons).toEqual(["verify", "reject"]);
  expect(page).not.toContain("every call gets HTTP 500");
});

test("a day without an answer: it expires", async () => {
  const { page, seen, name } = await watch("unanswered");
  expect(seen).toContain(`Nobody decided on ${name} for a day.`);
  expect(page).toContain("Nobody decided in time.");
});

test("the email bounces: the card and the inbox say so, the next emails go out, and what was open in Slack is closed", async () => {
  await stack.slack.command({ user: "U0ADMIN", text: "" });
  expect(stack.slack.modal("U0ADMIN")).toBeDefined();
  const { page, seen, email } = await watch("bounces");
  expect(stack.slack.modal("U0ADMIN")).toBeUndefined();
  expect(seen).toContain("the mailbox refused it");
  expect(page).toContain('<span class="undelivered">bounced</span>');
  expect((await world.card(email)).buttons).toContain("again");
  expect(page).not.toContain("SES accepts each email");
});

test("two admins at once: one decision, and the other admin is told who was first; meanwhile no other scene plays", async () => {
  const [{ page, seen, name, email }, another] = await Promise.all([
    watch("two-admins"),
    act("tour", { scene: "killed" }),
  ]);
  expect(another).toEqual({ status: 409, message: "A scene is playing. Wait until it ends." });
  expect(seen).toMatch(/Two admins pressed Verify .* The user is active/u);
  expect(seen).toContain(name);
  expect(page.match(/>activate-user</gu)).toHaveLength(1);
  const told = async () =>
    ["U0ADMIN", "U0SECOND"]
      .map((user) => JSON.stringify(stack.slack.modal(user)?.view.blocks ?? []))
      .filter((text) => /was already verified|has just decided/u.test(text));
  await expectSoon(told).toHaveLength(1);
  expect((await world.mails(email)).slice(-2).map(({ subject }) => subject)).toEqual([
    "Verify your address",
    "Welcome",
  ]);
});

test("twelve at once, though too few examples are left: the names go on with numbers", async () => {
  const { page, seen } = await watch("twelve");
  expect(seen).toContain("12 onboardings began at once, and all of them were asleep");
  expect(page).toContain(">Grace Hopper 2<");
  expect(page.match(/id="onboarding-/gu)).toHaveLength(17);
});

test("anyone can be onboarded, by a name and an address of one's own", async () => {
  const name = `Wilhelmina ${"van der Verylongsurname ".repeat(3)}Ångström`;
  expect(await act("start", { name, email: "w.angstrom@example.com" })).toEqual({ status: 200 });
  expect(await look()).toContain(name);
  expect(await act("start", { name: " ", email: "x@example.com" })).toMatchObject({
    status: 409,
    message: expect.stringContaining("The name is empty"),
  });
});
