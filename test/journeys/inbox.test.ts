import { describe, expect, test } from "vitest";
import { userIdOf } from "../../src/domain/start.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

// U0ADMIN and U0SECOND approve, as members of a user group; U0REQUESTER may start.
const { stack, world } = await service();

async function started(name: string, by = "U0ADMIN") {
  const email = `${name}@example.com`;
  await stack.slack.command({ user: by, text: `${email} Ada Lovelace` });
  const card = await world.linkedCard(email);
  const execution = String((await world.profile(card.userId))?.["execution"]);
  return { email, card, userId: card.userId, blockId: `onboarding:${execution.slice(execution.lastIndexOf("/") + 1)}` };
}

/** A person's home tab as it stands, and a use of one of its controls. */
function home(user: string) {
  const view = () => stack.slack.home(user);
  return {
    open: async () => expect(await stack.slack.openHome(user)).toMatchObject({ status: 200, problem: undefined }),
    shown: () => JSON.stringify(view()?.view.blocks),
    press: async (actionId: string, used: { blockId?: string; value?: string }) => {
      const pressed = await stack.slack.press({ user, viewId: view()?.id, actionId, ...used });
      expect(pressed).toMatchObject({ status: 200, problem: undefined });
    },
  };
}

const isActive = (userId: string) => expectSoon(() => world.status(userId)).toBe("ACTIVE");

describe("the home tab", () => {
  test("decides, and tells someone who looks at an old one who was first", async () => {
    const { email, blockId, userId } = await started("at-home");
    const [first, second] = [home("U0ADMIN"), home("U0SECOND")];
    await first.open();
    await second.open();
    await first.press("home-verify", { blockId });
    expect(first.shown()).toMatch(/"You ".*"verified".*at-home@example\.com/u);
    expect(first.shown()).not.toContain(blockId);
    await isActive(userId);

    await second.press("home-reject", { blockId });
    expect(JSON.stringify(stack.slack.modal("U0SECOND")?.view)).toMatch(/Nothing was changed.*already verified/u);
    expect(second.shown()).not.toContain(blockId);
    await expectSoon(async () => (await world.card(email)).buttons).toEqual([]);

    await first.open();
    const [, past] = first.shown()?.split("Recent decisions") ?? [];
    expect(past).toMatch(/at-home@example\.com.*is active\..*Verified.*U0ADMIN/u);
  });

  test("is searched, and verifies with a comment", async () => {
    const { email, blockId, userId } = await started("searched");
    const admin = home("U0ADMIN");
    await admin.open();
    await admin.press("home-search", { value: "SEARCHED@" });
    expect(admin.shown()).toContain(email);
    await admin.press("home-more", { blockId, value: `${userId}#verified` });
    const submitted = await stack.slack.submit({ user: "U0ADMIN", values: { comment: "Known to me." } });
    expect(submitted).toMatchObject({ status: 200, errors: {} });
    await isActive(userId);
    await expectSoon(async () => JSON.stringify((await world.card(email)).message.blocks)).toContain("Known to me.");
  });

  test("shows a requester their own requests, to nudge about and to withdraw", async () => {
    const { email, blockId, userId, card } = await started("own", "U0REQUESTER");
    const requester = home("U0REQUESTER");
    await requester.open();
    expect(requester.shown()).toContain(email);
    await requester.press("home-nudge", { blockId });
    expect(requester.shown()).toContain("The approvers are being asked again");
    const below = () => stack.slack.messages().filter(({ thread_ts }) => thread_ts === card.ts);
    await expectSoon(async () => below().length).toBeGreaterThan(0);
    await requester.press("home-withdraw", { blockId });
    await expectSoon(() => world.status(userId)).toBe("CANCELLED");
    expect(requester.shown()).not.toContain(blockId);

    await requester.open();
    const [, past] = requester.shown()?.split("Your past requests") ?? [];
    expect(past).toMatch(/own@example\.com.*was withdrawn\./u);
    await stack.slack.command({ user: "U0REQUESTER", text: "status" });
    expect(stack.slack.ephemerals("U0REQUESTER").at(-1)?.text).toMatch(
      /^Your requests\n.*own@example\.com\) was withdrawn/u,
    );
  });
});

describe("/onboard list", () => {
  const listed = (user: string) => stack.slack.ephemerals(user).findLast(({ blocks }) => blocks !== undefined);

  test("decides, and tells someone who looks at an old one who was first", async () => {
    const { email, blockId, userId } = await started("in-list");
    await stack.slack.command({ user: "U0ADMIN", text: "list" });
    await stack.slack.command({ user: "U0SECOND", text: "list" });
    const press = async (user: string, actionId: string) => {
      const pressed = await stack.slack.press({ user, ts: listed(user)?.ts, actionId, blockId });
      expect(pressed).toMatchObject({ status: 200, problem: undefined });
      return JSON.stringify(listed(user)?.blocks);
    };
    const after = await press("U0ADMIN", "list-reject");
    expect(after).toMatch(/"You ".*"rejected".*in-list@example\.com/u);
    expect(after).not.toContain(blockId);
    await expectSoon(() => world.status(userId)).toBe("REJECTED");

    expect(await press("U0SECOND", "list-verify")).not.toContain(blockId);
    expect(JSON.stringify(stack.slack.modal("U0SECOND")?.view)).toMatch(/Nothing was changed.*already rejected/u);
    await expectSoon(async () => (await world.card(email)).buttons).toEqual([]);
    expect(userId).toBe(userIdOf(email));
  });
});

test("several onboardings are started from one form, and those that no time was left for by pressing Start again", async () => {
  const lines = Array.from({ length: 4 }, (_, n) => `bulk-${n}@example.com User ${n}`);
  const requester = home("U0REQUESTER");
  await requester.open();
  await requester.press("start-many", {});
  const modal = () => stack.slack.modal("U0REQUESTER")?.view;
  for (let left = lines.join("\n"), times = 0; left !== "" && times < 4; times += 1) {
    const sent = await stack.slack.submit({ user: "U0REQUESTER", values: { lines: left } });
    expect(sent).toMatchObject({ status: 200, problem: undefined, errors: {} });
    const shown = modal()?.blocks.flatMap((block) => (block.type === "input" ? [block.element] : [])) ?? [];
    left = shown.map((element) => ("initial_value" in element ? element.initial_value : "")).join("");
  }
  expect(JSON.stringify(modal())).toMatch(/\d+ of \d+ started/u);
  for (const line of lines) {
    await world.pendingCard(line.split(" ")[0] ?? "");
  }
});

test("several who are selected are decided on at once, and the report says who was first with one of them", async () => {
  const [one, two] = [await started("first-of-two"), await started("second-of-two")];
  const admin = home("U0ADMIN");
  await admin.open();
  await admin.press("home-search", { value: "of-two" });
  for (const { blockId, userId } of [one, two]) {
    await admin.press("home-select", { blockId, value: userId });
  }
  await admin.press("home-verify-selected", {});
  const modal = () => JSON.stringify(stack.slack.modal("U0ADMIN")?.view);
  expect(modal()).toContain("Verify 2 users?");
  await stack.slack.press({ user: "U0SECOND", ts: two.card.ts, actionId: "reject" });
  await expectSoon(() => world.status(two.userId)).toBe("REJECTED");
  const sent = await stack.slack.submit({ user: "U0ADMIN", values: { comment: "Known to me." } });
  expect(sent).toMatchObject({ status: 200, problem: undefined, errors: {} });
  expect(modal()).toContain("1 of 2 verified");
  expect(modal()).toMatch(/already rejected/u);
  await isActive(one.userId);
});
