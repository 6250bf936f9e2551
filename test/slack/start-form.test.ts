import { describe, expect, test } from "vitest";
import { startByForm } from "../../src/slack/start-form.ts";
import { userIdOf } from "../../src/domain/start.ts";
import { ample, memoryUsers, pendingUser } from "../../testkit/fakes.ts";
import { accessOf } from "../../testkit/slack/actors.ts";
import { fakeDeps } from "../../testkit/slack/deps.ts";
import { memoryExecutions, memoryStarts } from "../../testkit/slack/fakes.ts";

const userId = userIdOf("ada@example.com");
const GOOD = { email: "ada@example.com", name: "Ada Lovelace", note: null };

async function submitted(
  values: Record<string, string | null>,
  {
    users = memoryUsers(),
    starts = memoryStarts(),
    executions = memoryExecutions(),
    by = "U0ADMIN",
    channel = "C0APPROVALS",
    settings = {},
  } = {},
) {
  const ports = fakeDeps({ users, starts, executions, access: accessOf(settings) });
  const state = Object.entries(values).map(([id, value]) => [id, { [id]: { type: "plain_text_input", value } }]);
  const view = { private_metadata: channel, state: { values: Object.fromEntries(state) } };
  const errors = await startByForm(ports, { user: { id: by, team_id: "T0LOCAL" }, view }, ample());
  return { errors, started: starts.started };
}

function profile(overrides: Parameters<typeof pendingUser>[0]) {
  const users = memoryUsers();
  const card = { channel: "C0APPROVALS", ts: "1.1", permalink: "https://slack.example/p11" };
  const user = pendingUser({ userId, card, ...overrides });
  users.all.set(user.userId, user);
  return users;
}

describe("the form that starts an onboarding", () => {
  test("starts it with the note, and closes", async () => {
    const { errors, started } = await submitted({ ...GOOD, name: " Ada  Lovelace ", note: " Starts on Monday. " });
    expect(errors).toBeUndefined();
    expect(started).toEqual([
      {
        request: {
          userId,
          email: "ada@example.com",
          name: "Ada Lovelace",
          requestedBy: "U0ADMIN",
          note: "Starts on Monday.",
        },
        previous: undefined,
      },
    ]);
  });

  test("needs no note", async () => {
    const { errors, started } = await submitted(GOOD);
    expect([errors, started.length]).toEqual([undefined, 1]);
  });

  test.each([
    ["no address", { email: "ada@example" }, { email: "This is not an email address, write it like ada@example.com." }],
    ["a blank name", { name: "   " }, { name: "This is empty, write the person's full name." }],
    ["a long name", { name: "x".repeat(101) }, { name: "This is longer than 100 characters." }],
    ["a long note", { note: "x".repeat(501) }, { note: "This is longer than 500 characters." }],
    [
      "nothing",
      { email: null, name: null },
      {
        email: "This is not an email address, write it like ada@example.com.",
        name: "This is empty, write the person's full name.",
      },
    ],
  ])("says at the field what is wrong: %s", async (_, values, errors) => {
    expect(await submitted({ ...GOOD, ...values })).toEqual({ errors, started: [] });
  });

  test("says at the address that it waits already, and where its card is", async () => {
    expect(await submitted(GOOD, { users: profile({ userId: "by-a-program" }) })).toEqual({
      errors: {
        email:
          "An onboarding for this address has been waiting for a decision since 24 Nov 2026, 09:00 UTC. Its card: https://slack.example/p11",
      },
      started: [],
    });
  });

  test("says at the address that it is an active user's", async () => {
    const { errors, started } = await submitted(GOOD, { users: profile({ status: "ACTIVE", card: undefined }) });
    expect([errors, started]).toEqual([{ email: "This is the address of an active user already." }, []]);
  });

  test.each([{ status: "ACTIVE" }, {}] as const)(
    "says to someone who may not see onboardings that it is taken, and nothing of whose it is: %j",
    async (user) => {
      const { errors, started } = await submitted(GOOD, { users: profile(user), by: "U0REQUESTER" });
      expect([errors, started]).toEqual([
        { email: "This address already has an onboarding or an account. An approver can tell you more." },
        [],
      ]);
    },
  );

  test("says of an execution that was stopped that it is being closed", async () => {
    const { errors, started } = await submitted(GOOD, { users: profile({}), executions: memoryExecutions("stopped") });
    expect([errors, started]).toEqual([
      {
        email:
          "The last onboarding of this address ended before a decision took effect and is being closed. Please try again in a few minutes.",
      },
      [],
    ]);
  });

  test("starts anew after a rejection", async () => {
    const { started } = await submitted(GOOD, { users: profile({ status: "REJECTED" }) });
    expect(started).toMatchObject([{ previous: { userId, status: "REJECTED" } }]);
  });

  test("says when the same address is being onboarded in other words this very moment", async () => {
    const { errors } = await submitted(GOOD, { starts: memoryStarts("other-request-running") });
    expect(errors).toEqual({ email: expect.stringContaining("right now") });
  });

  test("is refused in plain words to whoever may not start, whatever was typed", async () => {
    const { errors, started } = await submitted({ ...GOOD, name: "" }, { by: "U0OTHER" });
    expect(errors).toEqual({ email: expect.stringMatching(/^Sorry, you can't start .* Nothing was changed\./u) });
    expect(JSON.stringify(errors)).not.toMatch(/[<>]/u);
    expect(started).toEqual([]);
  });

  test.each([
    ["C0APPROVALS", 1],
    ["C0GENERAL", 0],
    ["", 0],
  ])("counts as done in the channel that it was opened in: %j", async (channel, starts) => {
    const { started } = await submitted(GOOD, { by: "U0OTHER", channel, settings: { approvers: "channel" } });
    expect(started).toHaveLength(starts);
  });
});
