import { describe, expect, test } from "vitest";
import { contentOf } from "../../../../src/slack/blocks/message.ts";
import { start } from "../../../../src/slack/listeners/commands/start.ts";
import { userIdOf } from "../../../../src/slack/user-id.ts";
import { memoryUsers, NOW, pendingUser } from "../../../fakes.ts";
import { accessOf, actor, REFUSED } from "../../actors.ts";
import { memoryStarts } from "../../fakes.ts";

const userId = userIdOf("ada@example.com");
const CARD = { channel: "C0APPROVALS", ts: "1.1", permalink: "https://slack.example/p11" };

async function typed(
  email: string,
  name: string,
  { users = memoryUsers(), starts = memoryStarts(), by = "U0REQUESTER" } = {},
) {
  const answer = await start({ users, starts, access: accessOf(), now: () => NOW }, actor(by), { email, name });
  return { said: contentOf(answer).text, started: starts.started };
}

function profile(overrides: Parameters<typeof pendingUser>[0]) {
  const users = memoryUsers();
  const user = pendingUser({ userId, card: CARD, ...overrides });
  users.all.set(user.userId, user);
  return users;
}

describe("/onboard with an address and a name", () => {
  test("starts an onboarding in the name of who typed it, and says so", async () => {
    const { said, started } = await typed("Ada@example.com", "Ada Lovelace");
    expect(started).toEqual([
      {
        request: { userId, email: "Ada@example.com", name: "Ada Lovelace", requestedBy: "U0REQUESTER" },
        previous: undefined,
      },
    ]);
    expect(said).toBe(
      "The onboarding of Ada Lovelace (Ada@example.com) has started: an email with a link is on its way, and so is the card.",
    );
  });

  test("starts nothing for someone who waits already, and links to the card", async () => {
    const { said, started } = await typed("ada@example.com", "Ada Lovelace", { users: profile({}) });
    expect(started).toEqual([]);
    expect(said).toMatch(
      /^Nothing was started: Ada Lovelace .* already waits for a decision, since <!date\^1795510800/u,
    );
    expect(said).toContain("<https://slack.example/p11|Open the card>");
  });

  test("starts nothing for someone who is active", async () => {
    const { said, started } = await typed("ada@example.com", "Ada Lovelace", { users: profile({ status: "ACTIVE" }) });
    expect(started).toEqual([]);
    expect(said).toContain("Nothing was started: Ada Lovelace (ada@example.com) is an active user already.");
  });

  test("starts nothing where another user ID holds the address", async () => {
    const users = profile({ userId: "by-a-program", email: "ADA@example.com" });
    const { said, started } = await typed("ada@example.com", "Ada Lovelace", { users });
    expect(started).toEqual([]);
    expect(said).toContain("already waits for a decision");
  });

  test.each(["REJECTED", "EXPIRED", "FAILED"] as const)("starts anew after one that ended %s", async (status) => {
    const users = profile({ status });
    const { started } = await typed("ada@example.com", "Ada Lovelace", { users });
    expect(started).toMatchObject([{ previous: users.all.get(userId) }]);
  });

  test("says when the same address is being onboarded under another name this very moment", async () => {
    const { said } = await typed("ada@example.com", "Ada King", { starts: memoryStarts("other-request-running") });
    expect(said).toBe("Nothing was started: someone else is just starting an onboarding of this address.");
  });

  test("pings nobody", async () => {
    const { said } = await typed("ada@example.com", "<!channel>");
    expect(said).toContain("&lt;!channel&gt;");
    expect(said).not.toContain("<!channel>");
  });

  test.each([
    ["ada@example", "Ada Lovelace", "email: is not an email address, write it like ada@example.com."],
    ["ada@example.com", "", "name: is empty, write the person's full name."],
    ["ada@example.com", "Ada\u0007", "name: contains an invisible control character, type it again by hand."],
    ["ada@example.com", "x".repeat(101), "name: is longer than 100 characters."],
  ])("says what is wrong and how to write it: %j %j", async (email, name, fault) => {
    const { said, started } = await typed(email, name);
    expect(started).toEqual([]);
    expect(said).toBe(`Nothing was started. ${fault}\nWrite it like this: \`/onboard ada@example.com Ada Lovelace\``);
  });

  test("is refused to others, before anything is looked at", async () => {
    const { said, started } = await typed("not an address", "", { by: "U0OTHER" });
    expect(started).toEqual([]);
    expect(said).toMatch(REFUSED);
  });
});
