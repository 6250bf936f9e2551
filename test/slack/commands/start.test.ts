import { describe, expect, test } from "vitest";
import { DeadlinePassed } from "../../../src/domain/deadline.ts";
import { start } from "../../../src/slack/commands.ts";
import { userIdOf } from "../../../src/domain/start.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { NOW, ample, memoryUsers, passed, pendingUser } from "../../../testkit/fakes.ts";
import { REFUSED, actor } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";
import { memoryExecutions, memoryStarts } from "../../../testkit/slack/fakes.ts";

const userId = userIdOf("ada@example.com");
const CARD = { channel: "C0APPROVALS", ts: "1.1", permalink: "https://slack.example/p11" };

async function typed(
  email: string,
  name: string,
  {
    users = memoryUsers(),
    starts = memoryStarts(),
    executions = memoryExecutions(),
    by = "U0ADMIN",
    deadline = ample(),
  } = {},
) {
  const ports = fakeDeps({ users, starts, executions });
  const answer = await start(ports, actor(by), { email, name }, deadline);
  return { said: contentOf(answer).text, started: starts.started };
}

function profile(overrides: Parameters<typeof pendingUser>[0]) {
  const users = memoryUsers();
  const user = pendingUser({ userId, card: CARD, ...overrides });
  users.all.set(user.userId, user);
  return users;
}

const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

describe("someone who may start and not see onboardings", () => {
  const NOBODY =
    "Nothing was started: this address already has an onboarding or an account. An approver can tell you more.";

  test.each([
    [{ status: "ACTIVE", name: "Ada King" }, "running"],
    [{ name: "Ada King" }, "running"],
    [{ userId: "by-a-program" }, "running"],
    [{}, "stopped"],
  ] as const)("learns that an address is taken, and not whose it is or how it stands: %j %s", async (user, outcome) => {
    const how = { users: profile(user), executions: memoryExecutions(outcome), by: "U0REQUESTER" };
    expect(await typed("ada@example.com", "Ada Lovelace", how)).toEqual({ said: NOBODY, started: [] });
  });

  test("sees the onboarding that they requested themselves", async () => {
    const users = profile({ requestedBy: "U0REQUESTER" });
    const { said } = await typed("ada@example.com", "Ada Lovelace", { users, by: "U0REQUESTER" });
    expect(said).toContain("has been waiting for a decision");
  });
});

describe("/onboard with an address and a name", () => {
  test("starts an onboarding in the name of who typed it, and says so", async () => {
    const { said, started } = await typed("Ada@example.com", "Ada Lovelace");
    expect(started).toEqual([
      {
        request: { userId, email: "Ada@example.com", name: "Ada Lovelace", requestedBy: "U0ADMIN" },
        previous: undefined,
      },
    ]);
    expect(said).toBe(
      "The onboarding of Ada Lovelace (Ada@example.com) has started. An email with a link is on its way, and a card will ask the approvers for a decision.\nYou will get a message when it is decided.",
    );
  });

  test("starts nothing for someone who waits already, and links to the card", async () => {
    const { said, started } = await typed("ada@example.com", "Ada Lovelace", { users: profile({}) });
    expect(started).toEqual([]);
    expect(said).toMatch(
      /^Nothing was started: Ada Lovelace .* has been waiting for a decision since <!date\^1795510800/u,
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
    expect(said).toContain("has been waiting for a decision");
  });

  test.each(["REJECTED", "EXPIRED", "FAILED"] as const)("starts anew after one that ended %s", async (status) => {
    const users = profile({ status });
    const { started } = await typed("ada@example.com", "Ada Lovelace", { users });
    expect(started).toMatchObject([{ previous: users.all.get(userId) }]);
  });

  test("says when the same address is being onboarded under another name this very moment", async () => {
    const { said } = await typed("ada@example.com", "Ada King", { starts: memoryStarts("other-request-running") });
    expect(said).toBe("Nothing was started: someone else is starting an onboarding for this address right now.");
  });

  test.each([
    ["its execution was stopped", {}, "stopped"],
    ["its window is over, and the workflow has yet to write so", { expiresAt: NOW.toISOString() }, "running"],
    ["its window was over an hour ago", { expiresAt: minutesAgo(60) }, "running"],
  ] as const)("starts nothing while the last one is being closed: %s", async (_, user, outcome) => {
    const { said, started } = await typed("ada@example.com", "Ada Lovelace", {
      users: profile(user),
      executions: memoryExecutions(outcome),
    });
    expect(started).toEqual([]);
    expect(said).toMatch(
      /^Nothing was started: the last onboarding of Ada .* ended before a decision took effect and is being/u,
    );
  });

  test("starts anew where the last one has been dead for more than an hour, as the workflow does", async () => {
    const users = profile({ expiresAt: minutesAgo(61) });
    expect((await typed("ada@example.com", "Ada Lovelace", { users })).started).toHaveLength(1);
  });

  test("starts nothing once the person was told that nothing was", async () => {
    const starts = memoryStarts();
    const late = typed("ada@example.com", "Ada Lovelace", { starts, deadline: passed() });
    await expect(late).rejects.toThrow(DeadlinePassed);
    expect(starts.started).toEqual([]);
  });

  test("pings nobody", async () => {
    const { said } = await typed("ada@example.com", "<!channel>");
    expect(said).toContain("&lt;!channel&gt;");
    expect(said).not.toContain("<!channel>");
  });

  test.each([
    ["ada@example", "Ada Lovelace", "The email is not an email address; write it like ada@example.com."],
    ["ada@example.com", "", "The name is empty; write the person's full name."],
    ["ada@example.com", "Ada\u0007", "The name contains an invisible control character; type it again by hand."],
    ["ada@example.com", "x".repeat(101), "The name is longer than 100 characters."],
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
