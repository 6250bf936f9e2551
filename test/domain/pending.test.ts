import { describe, expect, test } from "vitest";
import { BOUNDS, pendingPage, type PendingQuery } from "../../src/domain/pending.ts";
import type { User } from "../../src/domain/user.ts";
import { memoryUsers, NOW, pendingUser } from "../../testkit/fakes.ts";

const DAY = 86_400_000;

/**
 * A table of the pending whose deadlines follow their order here. Executions named "ended…" have ended. Looking one up takes
 * `milliseconds`, and reading a batch `reading`.
 */
function table(users: readonly Partial<User>[], { milliseconds = 0, reading = 0 } = {}) {
  const stored = memoryUsers();
  let [asked, clock] = [0, NOW.getTime()];
  for (const [n, user] of users.entries()) {
    const expiresAt = new Date(NOW.getTime() + DAY + n).toISOString();
    const each = pendingUser({ userId: `u-${n}`, execution: `running-${n}`, expiresAt, ...user });
    stored.all.set(each.userId, each);
  }
  const executions = {
    async find(execution: string) {
      asked += 1;
      clock += milliseconds;
      return { outcome: execution.startsWith("ended") ? ("stopped" as const) : ("running" as const), input: undefined };
    },
  };
  const listPending = (...args: Parameters<typeof stored.listPending>) => {
    clock += reading;
    return stored.listPending(...args);
  };
  const ports = { users: { listPending }, executions, now: () => new Date(clock) };
  return {
    stored,
    asked: () => asked,
    page: async (query: Partial<PendingQuery> = {}) => {
      const page = await pendingPage(ports, { size: 10, ...query });
      return { ids: page.users.map(({ userId }) => userId), next: page.next, cutShort: page.cutShort };
    },
  };
}

/** Everyone that is found by following the cursors, and how many pages that took. */
async function followed({ page }: Pick<ReturnType<typeof table>, "page">, query: Partial<PendingQuery> = {}) {
  const ids: string[] = [];
  let pages = 0;
  for (let cursor: string | undefined; (pages === 0 || cursor !== undefined) && pages < 100; pages += 1) {
    const { ids: some, next } = await page({ ...query, cursor });
    ids.push(...some);
    cursor = next;
  }
  return { ids, pages };
}

const many = (count: number, user: Partial<User> = {}) => Array.from({ length: count }, () => user);
const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `u-${n + from}`);
const ended = { execution: "ended" };

describe("the pending, page by page", () => {
  test("are all reached, the earliest deadline first, each once", async () => {
    expect(await followed(table(many(100)))).toEqual({ ids: numbered(100), pages: 10 });
    expect(await followed(table(many(105)))).toEqual({ ids: numbered(105), pages: 11 });
  });

  test("have no next page where nobody is left to decide", async () => {
    expect(await table([]).page()).toEqual({ ids: [], next: undefined, cutShort: false });
    expect(await table(many(11)).page()).toMatchObject({ ids: numbered(10), cutShort: false });
    expect(await table([...many(10), ended]).page()).toEqual({ ids: numbered(10), next: undefined, cutShort: false });
  });

  test("are shown behind those whose executions have ended, however these stand in the way", async () => {
    const page = await table([...many(12, ended), ...many(3)]).page();
    expect(page).toEqual({ ids: numbered(3, 12), next: undefined, cutShort: false });
    expect((await followed(table([...many(300, ended), {}]))).ids).toEqual(["u-300"]);
  });

  test("go on where they were, even if the last one shown has ended", async () => {
    const { page, stored } = table(many(30));
    const { next } = await page();
    stored.all.delete("u-9");
    expect((await page({ cursor: next })).ids).toEqual(numbered(10, 10));
  });

  const late = "2099-01-01T00:00:00.000Z u-1";
  test.each(["", "nonsense", "2026-11-24T09:00:00.000Z", " u-1", `x ${late}`, `${late} x`])(
    "begin anew with what is no cursor: %j",
    async (cursor) => {
      expect((await table(many(3)).page({ cursor })).ids).toEqual(numbered(3));
    },
  );
});

describe("a page", () => {
  test("looks up four executions for each place at most, and says that it may not be complete", async () => {
    const { page, asked } = table(many(300, ended));
    const { ids, next, cutShort } = await page({ size: 4 });
    expect([ids, cutShort, asked()]).toEqual([[], true, 20]);
    expect(next).toContain(" u-19");
  });

  test("looks up nobody twice on the way to the next one", async () => {
    const { page, asked } = table(many(20));
    await page();
    expect(asked()).toBe(11);
  });

  test("begins nothing more after a second", async () => {
    const { page, asked } = table(many(300, ended), { milliseconds: 100 });
    expect(await page()).toMatchObject({ ids: [], cutShort: true });
    expect(asked()).toBe(11);
  });

  test("ends with its second, in looking up and in reading", async () => {
    const lookingUp = table(many(300, ended), { milliseconds: 200 });
    expect(await lookingUp.page({ size: 4 })).toMatchObject({ ids: [], cutShort: true });
    expect(lookingUp.asked()).toBe(5);
    const { next, cutShort } = await table(many(300), { reading: 1_000 }).page({ search: "zoe" });
    expect([next, cutShort]).toEqual([expect.stringContaining(" u-99"), true]);
  });

  test("reads some 2,000 profiles at most, and leads on from there", async () => {
    const all = table([...many(BOUNDS.profiles + 50), { name: "Zoe" }]);
    const { ids, next, cutShort } = await all.page({ search: "zoe" });
    expect([ids, next, cutShort]).toEqual([[], expect.stringContaining(" u-1999"), true]);
    expect(await all.page({ search: "zoe", cursor: next })).toMatchObject({ ids: ["u-2050"], cutShort: false });
  });
});

describe("a search", () => {
  const people = [
    { name: "Ada Lovelace", email: "countess@example.com", requestedBy: "U0ONE" },
    { name: "Grace Hopper", email: "grace@navy.example", requestedBy: "U0TWO" },
    { name: "Zoë Ångström", email: "zoe@example.com", requestedBy: "U0ONE" },
  ];

  test.each([
    [{ search: "LOVE" }, ["u-0"]],
    [{ search: "navy." }, ["u-1"]],
    [{ search: "zoe\u0308 a\u030Angstro\u0308m" }, ["u-2"]],
    [{ search: "" }, ["u-0", "u-1", "u-2"]],
    [{ search: ".*" }, []],
    [{ requestedBy: "U0ONE" }, ["u-0", "u-2"]],
    [{ requestedBy: "U0ONE", search: "ada" }, ["u-0"]],
    [{ requestedBy: "U0NOBODY" }, []],
  ])("for %j finds %j", async (query, ids) => {
    expect((await table(people).page(query)).ids).toEqual(ids);
  });

  test("looks up only those that it finds, and fills its pages with them", async () => {
    const all = table(
      Array.from({ length: 300 }, (_, n) => ({ name: n % 10 === 0 ? "Ada" : "Bob", email: "x@example.com" })),
    );
    const { ids } = await followed(all, { search: "ada", size: 7 });
    expect(ids).toEqual(Array.from({ length: 30 }, (_, n) => `u-${n * 10}`));
    expect(all.asked()).toBeLessThanOrEqual(5 * 8);
  });
});
