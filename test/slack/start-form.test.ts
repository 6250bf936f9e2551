import type { PlainTextOption } from "@slack/types";
import { describe, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { type FIELD, openStartModal, startByForm, startModal } from "../../src/slack/start-form.ts";
import { userIdOf } from "../../src/domain/start.ts";
import { ample, memoryUsers, pendingUser } from "../../testkit/fakes.ts";
import { accessOf, actor, workspaceOf } from "../../testkit/slack/actors.ts";
import { fakeDeps } from "../../testkit/slack/deps.ts";
import { memoryExecutions, memoryGroups, memoryStarts } from "../../testkit/slack/fakes.ts";
import { shown } from "../../testkit/slack/shown.ts";
import { submittedForm } from "../../testkit/slack/submitted-form.ts";

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
  const view = submittedForm(startModal(channel, "en"), values);
  const answer = await startByForm(ports, { user: { id: by, team_id: "T0LOCAL" }, view }, ample());
  const said = "view" in answer ? (await shown(answer.view.blocks)).split("\n").filter(Boolean) : [];
  return { answer, said, started: starts.started };
}

/** The form once more, with what was typed. */
const FORM_AGAIN = {
  view: {
    title: { text: "Onboard a new user" },
    callback_id: "start",
    private_metadata: "C0APPROVALS",
    blocks: [
      {},
      { block_id: "email", element: { initial_value: "ada@example.com" } },
      { block_id: "name", element: { initial_value: "Ada Lovelace" } },
      { block_id: "note" },
      { block_id: "locale" },
    ],
  },
};

/** What an input holds before anything is typed. */
function initialOf(element: object): unknown {
  return "initial_option" in element
    ? (element.initial_option as PlainTextOption).value
    : Reflect.get(element, "initial_value");
}

function profile(overrides: Parameters<typeof pendingUser>[0]) {
  const users = memoryUsers();
  const card = { channel: "C0APPROVALS", ts: "1.1", permalink: "https://slack.example/p11" };
  const user = pendingUser({ userId, card, ...overrides });
  users.all.set(user.userId, user);
  return users;
}

describe("the form that starts an onboarding", () => {
  test("starts it with the note, and says what happens next", async () => {
    const { answer, said, started } = await submitted({
      ...GOOD,
      name: " Ada  Lovelace ",
      note: " Starts on Monday. ",
    });
    expect(answer).toMatchObject({ view: { title: { text: "Onboarding started" }, close: { text: "Close" } } });
    expect(answer).not.toHaveProperty("view.submit");
    expect(said).toEqual([
      "The onboarding of Ada Lovelace (ada@example.com) has started. An email with a link is on its way, and a card will ask the approvers for a decision.",
      "You will get a message when it is decided.",
    ]);
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

  test("is filled in with everything that is known", () => {
    const known = {
      email: "ada@example.com",
      name: "Ada Lovelace",
      note: "Starts on Monday.",
      locale: "ja",
    } satisfies Record<keyof typeof FIELD, string>;
    const filled = startModal(undefined, "en", known).blocks.flatMap((block) =>
      "element" in block ? [[block.block_id, initialOf(block.element)]] : [],
    );
    expect(Object.fromEntries(filled)).toEqual(known);
  });

  test("offers the deployment's language first, and starts with the one that is chosen", async () => {
    const chosen = (language: Language, known = {}) =>
      startModal(undefined, language, known).blocks.find(({ block_id }) => block_id === "locale");
    const japanese = { text: { type: "plain_text", text: "日本語" }, value: "ja" };
    expect(chosen("ja")).toMatchObject({ element: { initial_option: japanese, options: { length: 3 } } });
    expect(chosen("en", { locale: "ja-JP" })).toMatchObject({ element: { initial_option: japanese } });
    expect(chosen("ja", { locale: "fr" })).toMatchObject({ element: { initial_option: japanese } });

    const { started } = await submitted({ ...GOOD, locale: "de" });
    expect(started).toMatchObject([{ request: { locale: "de" } }]);
    expect((await submitted(GOOD)).started[0]?.request.locale).toBeUndefined();
  });

  test("keeps the language that was chosen where it comes again", async () => {
    const users = profile({ status: "ACTIVE" });
    const { answer } = await submitted({ ...GOOD, locale: "de" }, { users });
    expect(answer).toMatchObject({
      view: { blocks: expect.arrayContaining([expect.objectContaining({ block_id: "locale" })]) },
    });
    const again = "view" in answer ? answer.view.blocks.at(-1) : undefined;
    expect(again).toMatchObject({ element: { type: "static_select", initial_option: { value: "de" } } });
    expect(again).not.toHaveProperty("element.initial_value");
  });

  test("needs no note", async () => {
    expect((await submitted(GOOD)).started).toHaveLength(1);
  });

  test("links to the card once that is posted", async () => {
    const users = memoryUsers();
    const starts = memoryStarts();
    const posting: typeof starts = {
      ...starts,
      async start(...given) {
        const card = { channel: "C0APPROVALS", ts: "1.1", permalink: "https://slack.example/p11" };
        users.all.set(userId, pendingUser({ userId, card }));
        return starts.start(...given);
      },
    };
    const { answer } = await submitted(GOOD, { users, starts: posting });
    expect(JSON.stringify(answer)).toContain('"url":"https://slack.example/p11","text":"Open the card"');
    expect(JSON.stringify(answer)).not.toContain("a card will");
  });

  test("has started though the card can't be looked for", async () => {
    const users = memoryUsers();
    const starts = memoryStarts();
    const find = (id: string) => (starts.started.length > 0 ? Promise.reject(new Error("down")) : users.find(id));
    const { said } = await submitted(GOOD, { users: { ...users, find }, starts });
    expect(said[0]).toContain("has started");
  });

  test.each([
    ["no address", { email: "ada@example" }, { email: "This is not an email address; write it like ada@example.com." }],
    ["a blank name", { name: "   " }, { name: "This is empty; write the person's full name." }],
    ["a long name", { name: "x".repeat(101) }, { name: "This is longer than 100 characters." }],
    ["a long note", { note: "x".repeat(501) }, { note: "This is longer than 500 characters." }],
    [
      "nothing",
      { email: null, name: null },
      {
        email: "This is not an email address; write it like ada@example.com.",
        name: "This is empty; write the person's full name.",
      },
    ],
  ])("says at the field what is wrong: %s", async (_, values, errors) => {
    expect(await submitted({ ...GOOD, ...values })).toMatchObject({ answer: { errors }, started: [] });
  });

  test("says above what was typed that the user is waiting already, with a link to the card", async () => {
    const { answer, said, started } = await submitted(GOOD, { users: profile({ userId: "by-a-program" }) });
    expect(said[0]).toBe(
      "Nothing was started: Ada Lovelace (ada@example.com) has been waiting for a decision since 24 Nov 2026, 09:00 UTC. Open the card",
    );
    expect(answer).toMatchObject(FORM_AGAIN);
    expect(started).toEqual([]);
  });

  test("says that the address is an active user's", async () => {
    const { said, started } = await submitted(GOOD, { users: profile({ status: "ACTIVE", card: undefined }) });
    expect([said[0], started]).toEqual([
      "Nothing was started: Ada Lovelace (ada@example.com) is an active user already.",
      [],
    ]);
  });

  test.each([{ status: "ACTIVE" }, {}] as const)(
    "says to someone who may not see onboardings that it is taken, and nothing of whose it is: %j",
    async (user) => {
      const { said, started } = await submitted(GOOD, { users: profile(user), by: "U0REQUESTER" });
      expect([said[0], started]).toEqual([
        "Nothing was started: this address already has an onboarding or an account. An approver can tell you more.",
        [],
      ]);
    },
  );

  test("says of an execution that was stopped that it is being closed", async () => {
    const { said, started } = await submitted(GOOD, { users: profile({}), executions: memoryExecutions("stopped") });
    expect([said[0], started]).toEqual([expect.stringContaining("is being closed. Please try again"), []]);
  });

  test("starts anew after a rejection", async () => {
    const { started } = await submitted(GOOD, { users: profile({ status: "REJECTED" }) });
    expect(started).toMatchObject([{ previous: { userId, status: "REJECTED" } }]);
  });

  test("says when the same address is being onboarded in other words this very moment", async () => {
    const { said } = await submitted(GOOD, { starts: memoryStarts("other-request-running") });
    expect(said[0]).toContain("right now");
  });

  test("refuses people who may not start, names who may, and keeps what was typed", async () => {
    const { answer, said, started } = await submitted(GOOD, { by: "U0OTHER" });
    expect(said[0]).toMatch(/^Sorry, you can't start .* Only @\S.* can do this/u);
    expect(said[0]).not.toMatch(/U0ADMIN/u);
    expect(answer).toMatchObject(FORM_AGAIN);
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

test("the form opens without asking Slack anything: its trigger lives 3 s, and submitting it authorises in full", async () => {
  const down = { ...workspaceOf(), known: () => undefined, home: () => Promise.reject(new Error("asked")) };
  const deps = fakeDeps({ access: accessOf({}, memoryGroups({}), down) });
  expect(await openStartModal(deps, actor("U0REQUESTER"), "1.2.3")).toBeUndefined();
  expect(deps.views.opened).toHaveLength(1);
  expect(await openStartModal(deps, actor("U0OTHER"), "1.2.3")).toContain("Only <@U0ADMIN> and <@U0REQUESTER> can");
});
