import { describe, expect, test } from "vitest";
import { blockErrors } from "../../packages/slack-local/src/block-kit.ts";
import { list } from "../../src/slack/list.ts";
import { readPlace } from "../../src/slack/place.ts";
import { contentOf } from "../../src/slack/words.ts";
import { memoryUsers, NOW, pendingUser } from "../../testkit/fakes.ts";
import { accessOf, actor, REFUSED } from "../../testkit/slack/actors.ts";
import { fakeDeps } from "../../testkit/slack/deps.ts";
import { change, valueOf } from "../../testkit/slack/home.ts";
import { overLimits } from "../../testkit/slack/limits.ts";
import { memoryExecutions } from "../../testkit/slack/fakes.ts";

const WINDOW = 30 * 86_400_000;
const day = (number: number) => new Date(Date.UTC(2026, 10, number, 9)).toISOString();

function waiting(count: number, overrides: Parameters<typeof pendingUser>[0] = {}) {
  const users = memoryUsers();
  for (let number = count; number >= 1; number -= 1) {
    const card = { channel: "C0APPROVALS", ts: `${number}.1`, permalink: `https://slack.example/p${number}` };
    const email = `user-${number}@example.com`;
    const times = { createdAt: day(number), expiresAt: new Date(Date.parse(day(number)) + WINDOW).toISOString() };
    const own = { userId: `u-${number}`, execution: `arn/e-${number}` };
    const user = pendingUser({ ...own, email, ...times, card, ...overrides });
    users.all.set(user.userId, user);
  }
  return users;
}

const listed = async (users: ReturnType<typeof memoryUsers>, by = "U0ADMIN", executions = memoryExecutions()) =>
  contentOf(await list(fakeDeps({ users, executions }), actor(by))).text;

/** A page's lines, and the cursor behind it. */
async function page(users: ReturnType<typeof memoryUsers>, cursor?: string, executions = memoryExecutions()) {
  const { text, blocks = [] } = contentOf(
    await list(fakeDeps({ users, executions }), actor("U0ADMIN"), readPlace(cursor)),
  );
  expect(blockErrors(blocks)).toEqual([]);
  expect(overLimits({ text, blocks })).toEqual([]);
  const next = valueOf(blocks, "next");
  return { lines: text.split("\n"), next, previous: valueOf(blocks, "previous") };
}

describe("/onboard list", () => {
  test("shows who waits, since when, until when and where, the earliest deadline first", async () => {
    const lines = (await listed(waiting(2))).split("\n");
    expect(lines).toEqual([
      expect.stringMatching(
        /^• Ada Lovelace \(user-1@example\.com\) requested <!date\^1793523600.*>, decide by <!date\^1796115600.*>\. <https:\/\/slack\.example\/p1\|Open the card>$/u,
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

  test("shows as many as one message holds, with buttons that lead to the others and back", async () => {
    const users = waiting(100);
    const shown: string[] = [];
    const places: (string | undefined)[] = [];
    for (let next: string | undefined = "\n"; next !== undefined && places.length < 50;) {
      const { lines, previous, ...each } = await page(users, next);
      shown.push(...lines.flatMap((line) => /user-\d+/u.exec(line) ?? []));
      expect(lines.at(-1) === "There are more. Press Next to see them.").toBe(each.next !== undefined);
      expect(lines.length).toBeGreaterThanOrEqual(each.next === undefined ? 1 : 6);
      places.push(previous);
      next = each.next;
    }
    expect(shown).toEqual(Array.from({ length: 100 }, (_, n) => `user-${n + 1}`));
    const second = await page(users, (await page(users)).next);
    expect([places[0], (await page(users, second.previous)).lines]).toEqual([undefined, (await page(users)).lines]);
  });

  test("has buttons for each, but for one's own request where four eyes are wanted", async () => {
    const users = waiting(2);
    change(users, "u-2", { requestedBy: "U0ADMIN" });
    const deps = fakeDeps({ users, access: accessOf({ fourEyes: true }) });
    const { blocks = [] } = contentOf(await list(deps, actor("U0ADMIN")));
    const buttons = blocks.flatMap((block) => (block.type === "actions" ? [block] : []));
    expect(buttons).toMatchObject([
      { block_id: "onboarding:e-1", elements: [{ action_id: "list-verify" }, { action_id: "list-reject" }] },
    ]);
  });

  test("shows as many as Slack takes of the longest names, and the others behind them", async () => {
    const users = waiting(10, { name: "<".repeat(100) });
    for (const [n, user] of [...users.all.values()].entries()) {
      users.all.set(user.userId, { ...user, email: `${n}${"&".repeat(240)}@example.com` });
    }
    const shown: string[] = [];
    for (let next: string | undefined = ""; next !== undefined && shown.length < 20;) {
      const { lines, ...each } = await page(users, next);
      expect(lines.join("\n").length).toBeLessThanOrEqual(4_000);
      shown.push(...lines.filter((line) => line.startsWith("•")));
      next = each.next;
    }
    expect(new Set(shown).size).toBe(10);
    expect(shown).toHaveLength(10);
  });

  test("says that there may be more where looking took too long, and leads on", async () => {
    const { lines, next } = await page(waiting(100), undefined, memoryExecutions("stopped"));
    expect(lines).toEqual(["There may be more. Press Next to go on."]);
    expect(next).toBeDefined();
  });

  test("says when nobody waits", async () => {
    expect(await listed(memoryUsers())).toBe("Nobody is waiting for a decision.");
  });

  test.each(["U0REQUESTER", "U0OTHER"])("is refused to %s", async (by) => {
    expect(await listed(waiting(1), by)).toMatch(REFUSED);
  });
});
