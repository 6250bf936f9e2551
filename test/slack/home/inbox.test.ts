import { describe, expect, test } from "vitest";
import { viewErrors } from "../../../packages/slack-local/src/block-kit.ts";
import { accessOf } from "../../../testkit/slack/actors.ts";
import { memoryDecisions } from "../../../testkit/slack/fakes.ts";
import { atHome, change, crowd, valueOf } from "../../../testkit/slack/home.ts";

/** The people in the rows of the list. */
const names = (text: string) => text.match(/User \d+(?= \(user-\d+@example\.com\)[^\n]*\nRequested)/gu) ?? [];
const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `User ${from + n}`);
const row = (n: number) => ({ value: `u-${n}`, block_id: `onboarding:e-${n}` });

describe("an approver's home tab", () => {
  test("lists all the pending, the earliest deadline first, page by page and back", async () => {
    const home = atHome({ users: crowd(100) });
    await home.open();
    const seen: string[] = [];
    for (let page = 0; page < 10; page += 1) {
      expect(viewErrors({ type: "home", blocks: home.blocks() })).toEqual([]);
      seen.push(...names(await home.text()));
      const value = valueOf(home.blocks(), "home-next");
      expect(value === undefined).toBe(page === 9);
      await home.press("home-next", { value: value ?? "\n" });
    }
    expect(seen).toEqual(numbered(1, 100));
    await home.open();
    await home.press("home-next", { value: valueOf(home.blocks(), "home-next") ?? "" });
    await home.press("home-previous", { value: valueOf(home.blocks(), "home-previous") ?? "" });
    expect(names(await home.text())).toEqual(numbered(1, 10));
    expect(valueOf(home.blocks(), "home-previous")).toBeUndefined();
  });

  test("leads back page by page", async () => {
    const home = atHome({ users: crowd(30) });
    await home.open();
    for (const actionId of ["home-next", "home-next", "home-previous"]) {
      await home.press(actionId, { value: valueOf(home.blocks(), actionId) ?? "" });
    }
    expect(names(await home.text())).toEqual(numbered(11, 20));
  });

  test("leaves out whom someone else decided on, though the list does not know it yet", async () => {
    const users = crowd(2);
    const { users: pending } = await users.listPending({ limit: 9 });
    const home = atHome({ users: { ...users, listPending: async () => ({ users: pending }) } });
    await home.open();
    change(users, "u-1", { status: "EXPIRED" });
    await home.press("home-verify", row(1));
    expect(names(await home.text())).toEqual(["User 2"]);
  });

  test("finds people by name or address, and shows all again", async () => {
    const home = atHome({ users: crowd(30) });
    await home.open();
    await home.search(" user-3 ");
    expect(names(await home.text())).toEqual(["User 3", "User 30"]);
    await home.search("USER-30@");
    expect(names(await home.text())).toEqual(["User 30"]);
    await home.search("nobody at all");
    expect(await home.text()).toContain("Nobody who is waiting has “nobody at all” in their name or email address.");
    await home.press("home-all", { value: valueOf(home.blocks(), "home-all") ?? "" });
    expect(names(await home.text())).toEqual(numbered(1, 10));
    await home.search(null);
    expect(names(await home.text())).toEqual(numbered(1, 10));
  });

  test.each([
    ["home-verify", "verified"],
    ["home-reject", "rejected"],
  ])("decides by %s: says so at the top, and the person is gone while the page stays", async (actionId, outcome) => {
    const decisions = memoryDecisions();
    const home = atHome({ users: crowd(25), decisions });
    await home.open();
    await home.press("home-next", { value: valueOf(home.blocks(), "home-next") ?? "" });
    expect(await home.press(actionId, row(12))).toMatchObject({ statusCode: 200 });
    expect(decisions.delivered.get("callback-12")).toMatchObject({ outcome, by: "U0ADMIN" });
    const text = await home.text();
    expect(text).toMatch(new RegExp(`^Onboarding\nYou ${outcome} User 12 \\(user-12@example\\.com\\)\\.`, "u"));
    expect(names(text)).toEqual(numbered(11, 20).filter((name) => name !== "User 12"));
    expect(home.views.opened).toEqual([]);
  });

  test("says in a modal who was first, and the person is gone from the list", async () => {
    const users = crowd(3);
    const home = atHome({ users });
    await home.open();
    const decision = { outcome: "rejected", source: "slack", by: "U0SECOND", at: "2026-11-24T09:00:00.000Z" } as const;
    change(users, "u-2", { status: "REJECTED", decision });
    await home.press("home-verify", row(2));
    expect(JSON.stringify(home.views.opened)).toMatch(/Nothing was changed.*already rejected/u);
    expect(names(await home.text())).toEqual(["User 1", "User 3"]);
  });

  test("says in a modal that this person may not decide any more", async () => {
    const home = atHome({ users: crowd(1), access: accessOf({ approvers: ["U0OTHER"] }) });
    await home.press("home-verify", row(1));
    expect(JSON.stringify(home.views.opened)).toContain("Sorry, you can't decide on new users.");
  });

  test("is read again where another press of the same person was faster", async () => {
    const users = crowd(2);
    const home = atHome({ users });
    await home.open();
    const stale = { isInView: { hash: "hash-0", private_metadata: "" } };
    await home.press("home-verify", { ...row(1), ...stale });
    expect(home.views.hashes.get("U0ADMIN")).toBe("hash-2");
    expect(names(await home.text())).toEqual(["User 2"]);
  });

  test("leads back to the page before where nobody is left on this one", async () => {
    const home = atHome({ users: crowd(11) });
    await home.open();
    await home.press("home-next", { value: valueOf(home.blocks(), "home-next") ?? "" });
    await home.press("home-verify", row(11));
    expect(names(await home.text())).toEqual(numbered(1, 10));
  });

  test("opens the form for a comment, and emails again without taking the person off the list", async () => {
    const home = atHome({ users: crowd(1) });
    await home.open();
    await home.choose("home-more", { ...row(1), value: "u-1#verified" });
    expect(home.views.opened).toEqual([["1.2.3", expect.objectContaining({ callback_id: "decide" })]]);
    await home.choose("home-more", { ...row(1), value: "u-1#resend" });
    expect(await home.text()).toMatch(/is being sent again\.[^]*User 1 \(user-1@example\.com\)\nRequested/u);
  });

  test("has no buttons to decide on one's own request where four eyes are wanted", async () => {
    const users = crowd(1, { requestedBy: "U0ADMIN" });
    const home = atHome({ users, access: accessOf({ fourEyes: true }) });
    await home.open();
    const shown = JSON.stringify(home.blocks());
    expect(shown).not.toContain("home-verify");
    expect(shown).toContain("home-withdraw");
  });

  test("says what was not delivered", async () => {
    const home = atHome({ users: crowd(1, { undelivered: ["verification-email", "card"] }) });
    await home.open();
    expect(await home.text()).toContain(
      "User 1 (user-1@example.com) · verification email not delivered · no card in Slack",
    );
  });
});

/** Two who wait, and three who don't any more: of U0REQUESTER's requests one was verified and one rejected, in that order. */
function crowdWithPast() {
  const users = crowd(5);
  const by = (outcome: "verified" | "rejected", minute: number) =>
    ({ outcome, source: "slack", by: "U0ADMIN", at: `2026-11-24T08:0${minute}:00.000Z` }) as const;
  change(users, "u-3", { status: "ACTIVE", decision: by("verified", 1), undelivered: ["welcome-email"] });
  change(users, "u-4", { status: "REJECTED", decision: { ...by("rejected", 2), comment: "No desk." } });
  change(users, "u-5", { status: "REJECTED", decision: by("rejected", 3), requestedBy: "U0OTHER" });
  return users;
}

describe("what has ended lately", () => {
  test("is below the pending for an approver, the latest first, with who decided, why and what was not delivered", async () => {
    const home = atHome({ users: crowdWithPast() });
    await home.open();
    const text = await home.text();
    expect(names(text)).toEqual(["User 1", "User 2"]);
    const [, past = ""] = text.split("Recent decisions\n");
    expect(past.match(/User \d/gu)).toEqual(["User 5", "User 4", "User 3"]);
    expect(past).toContain("User 3 (user-3@example.com) is active · welcome email not delivered.\nVerified by @");
    expect(past).toContain("Reason: No desk.");
  });

  test("is a requester's own only, and shown to one who has nothing waiting", async () => {
    const users = crowdWithPast();
    change(users, "u-1", { requestedBy: "U0OTHER" });
    change(users, "u-2", { requestedBy: "U0OTHER" });
    const home = atHome({ users }, "U0REQUESTER");
    await home.open();
    const [, past = ""] = (await home.text()).split("Your past requests\n");
    expect(past.match(/User \d/gu)).toEqual(["User 4", "User 3"]);
  });

  test("is left out of a search and of further pages", async () => {
    const users = crowd(25);
    change(users, "u-25", { status: "EXPIRED" });
    const home = atHome({ users });
    await home.open();
    expect(await home.text()).toContain("Recent decisions\nUser 25 (user-25@example.com) expired without a decision.");
    await home.press("home-next", { value: valueOf(home.blocks(), "home-next") ?? "" });
    expect(await home.text()).not.toContain("Recent decisions");
    await home.search("User 2");
    expect(await home.text()).not.toContain("Recent decisions");
  });
});

describe("a requester's home tab", () => {
  test("lists their own requests, which they nudge about and withdraw", async () => {
    const users = crowd(3);
    change(users, "u-3", { requestedBy: "U0OTHER" });
    const card = { channel: "C0APPROVALS", ts: "1.1" };
    change(users, "u-1", { card });
    const decisions = memoryDecisions();
    const home = atHome({ users, decisions }, "U0REQUESTER");
    await home.open();
    expect(names(await home.text())).toEqual(["User 1", "User 2"]);
    expect(JSON.stringify(home.blocks())).not.toContain("home-verify");
    await home.press("home-nudge", row(1));
    expect(await home.text()).toMatch(/being asked again about User 1[^]*User 1 \(user-1@example\.com\)\nRequested/u);
    await home.press("home-withdraw", row(2));
    expect(decisions.delivered.get("callback-2")).toMatchObject({ outcome: "withdrawn", by: "U0REQUESTER" });
    expect(await home.text()).toMatch(/You withdrew User 2/u);
    expect(names(await home.text())).toEqual(["User 1"]);
  });
});
