import { describe, expect, test } from "vitest";
import { list } from "../../../src/slack/home.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { memoryUsers, NOW, pendingUser } from "../../../testkit/fakes.ts";
import { actor, REFUSED } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { memoryExecutions } from "../../../testkit/slack/fakes.ts";

const day = (number: number) => `2026-11-${String(number).padStart(2, "0")}T09:00:00.000Z`;

function waiting(count: number, overrides: Parameters<typeof pendingUser>[0] = {}) {
  const users = memoryUsers();
  for (let number = count; number >= 1; number -= 1) {
    const card = { channel: "C0APPROVALS", ts: `${number}.1`, permalink: `https://slack.example/p${number}` };
    const email = `user-${number}@example.com`;
    const user = pendingUser({ userId: `u-${number}`, email, createdAt: day(number), card, ...overrides });
    users.all.set(user.userId, user);
  }
  return users;
}

const listed = async (users: ReturnType<typeof memoryUsers>, by = "U0ADMIN", executions = memoryExecutions()) =>
  contentOf(await list(fakeDeps({ users, executions }), actor(by))).text;

describe("/onboard list", () => {
  test("shows who waits, since when, until when and where, oldest first", async () => {
    const lines = (await listed(waiting(2))).split("\n");
    expect(lines).toEqual([
      expect.stringMatching(
        /^• Ada Lovelace \(user-1@example\.com\) requested <!date\^1793523600.*>, decide by <!date\^1795597200.*>\. <https:\/\/slack\.example\/p1\|Open the card>$/u,
      ),
      expect.stringContaining("user-2@example.com"),
    ]);
  });

  test("leaves out who waits for nothing any more: stopped, or past its window", async () => {
    expect(await listed(waiting(2), "U0ADMIN", memoryExecutions("stopped"))).toBe("Nobody is waiting for a decision.");
    expect(await listed(waiting(1, { expiresAt: NOW.toISOString() }))).toBe("Nobody is waiting for a decision.");
  });

  test("leaves the link out while the card does not stand", async () => {
    expect(await listed(waiting(1, { card: undefined }))).not.toContain("Open the card");
  });

  test("shows ten, and says that there are more", async () => {
    const lines = (await listed(waiting(11))).split("\n");
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe("There are more. These have been waiting longest.");
    expect((await listed(waiting(10))).split("\n")).toHaveLength(10);
  });

  test("shows as many as Slack takes of the longest names, and says that there are more", async () => {
    const text = await listed(waiting(10, { name: "<".repeat(100), email: `${"&".repeat(240)}@example.com` }));
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text).toMatch(/^• .*\n(?:• .*\n)*There are more\./u);
  });

  test("says when nobody waits", async () => {
    expect(await listed(memoryUsers())).toBe("Nobody is waiting for a decision.");
  });

  test.each(["U0REQUESTER", "U0OTHER"])("is refused to %s", async (by) => {
    expect(await listed(waiting(1), by)).toMatch(REFUSED);
  });
});
