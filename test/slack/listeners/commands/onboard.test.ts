import { describe, expect, test } from "vitest";
import { onboard } from "../../../../src/slack/listeners/commands/onboard.ts";
import { userIdOf } from "../../../../src/slack/user-id.ts";
import { memoryUsers, pendingUser } from "../../../fakes.ts";
import { memoryStarts } from "../../fakes.ts";

const userId = userIdOf("ada@example.com");

async function typed(text: string, { users = memoryUsers(), starts = memoryStarts() } = {}) {
  return { said: await onboard({ users, starts }, { text, user_id: "U0REQUESTER" }), started: starts.started };
}

function profile(overrides: Parameters<typeof pendingUser>[0]) {
  const users = memoryUsers();
  users.all.set(userId, pendingUser({ userId, ...overrides }));
  return users;
}

describe("/onboard with an address and a name", () => {
  test("starts an onboarding in the name of who typed it, and says so", async () => {
    const { said, started } = await typed("Ada@example.com Ada Lovelace");
    expect(started).toEqual([
      {
        request: { userId, email: "Ada@example.com", name: "Ada Lovelace", requestedBy: "U0REQUESTER" },
        previous: undefined,
      },
    ]);
    expect(said).toBe(
      "The onboarding of Ada Lovelace (Ada@example.com) has started: a mail with a link is on its way, and so is the card.",
    );
  });

  test("starts nothing for someone who waits already", async () => {
    const { said, started } = await typed("ada@example.com Ada Lovelace", { users: profile({}) });
    expect(started).toEqual([]);
    expect(said).toMatch(
      /^Nothing was started: Ada Lovelace .* already waits for a decision, since <!date\^1795510800/u,
    );
  });

  test("starts nothing for someone who is active", async () => {
    const { said, started } = await typed("ada@example.com Ada Lovelace", { users: profile({ status: "ACTIVE" }) });
    expect(started).toEqual([]);
    expect(said).toBe("Nothing was started: Ada Lovelace (ada@example.com) is an active user already.");
  });

  test.each(["REJECTED", "EXPIRED", "FAILED"] as const)("starts anew after one that ended %s", async (status) => {
    const users = profile({ status });
    const { started } = await typed("ada@example.com Ada Lovelace", { users });
    expect(started).toMatchObject([{ previous: users.all.get(userId) }]);
  });

  test("says when the same address is being onboarded under another name this very moment", async () => {
    const { said } = await typed("ada@example.com Ada King", { starts: memoryStarts("other-request-running") });
    expect(said).toBe("Nothing was started: an onboarding of this address with another name is just starting.");
  });

  test("pings nobody", async () => {
    const { said } = await typed("ada@example.com &lt;!channel&gt;");
    expect(said).toContain("&lt;!channel&gt;");
    expect(said).not.toContain("<!channel>");
  });
});

describe("/onboard with anything else", () => {
  test.each([
    ["ada@example Ada Lovelace", "email: is not an e-mail address, write it like ada@example.com."],
    ["ada@example.com", "name: is empty, write the person's full name."],
    ["ada@example.com Ada\u0007", "name: contains an invisible control character, type it again by hand."],
    [`ada@example.com ${"x".repeat(101)}`, "name: is longer than 100 characters."],
  ])("says what is wrong and how to write it: %j", async (text, fault) => {
    const { said, started } = await typed(text);
    expect(started).toEqual([]);
    expect(said).toBe(`Nothing was started. ${fault}\nWrite it like this: \`/onboard ada@example.com Ada Lovelace\``);
  });

  test.each(["", "help"])("helps: %j", async (text) => {
    const { said, started } = await typed(text);
    expect(started).toEqual([]);
    expect(said).toContain("`/onboard &lt;e-mail&gt; &lt;full name&gt;` starts an onboarding");
  });
});
