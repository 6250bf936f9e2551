import { describe, expect, test } from "vitest";
import { viewErrors } from "../../packages/slack-local/src/block-kit.ts";
import { Deadline } from "../../src/domain/deadline.ts";
import type { Starts } from "../../src/domain/ports.ts";
import { userIdOf } from "../../src/domain/start.ts";
import type { SlackDeps } from "../../src/slack/deps.ts";
import { openStartMany, readLine, startMany, startManyForm } from "../../src/slack/start-many.ts";
import { ample, memoryUsers, NOW, pendingUser } from "../../testkit/fakes.ts";
import { actor, REFUSED } from "../../testkit/slack/actors.ts";
import { fakeDeps } from "../../testkit/slack/deps.ts";
import { memoryStarts, memoryViews } from "../../testkit/slack/fakes.ts";
import { shown } from "../../testkit/slack/shown.ts";
import { submittedForm } from "../../testkit/slack/submitted-form.ts";

type Given = Partial<SlackDeps> & { by?: string; deadline?: Deadline };

async function submitted(lines: string, { by = "U0REQUESTER", deadline = ample(), ...given }: Given = {}) {
  const starts = memoryStarts();
  const deps = fakeDeps({ starts, ...given });
  const view = submittedForm(startManyForm("C0APPROVALS"), { lines });
  const answer = await startMany(deps, { user: { id: by, team_id: "T0LOCAL" }, view }, deadline);
  const next = "view" in answer ? answer.view : undefined;
  expect(next ? viewErrors({ ...next }) : []).toEqual([]);
  return {
    started: starts.started.map(({ request }) => `${request.email} ${request.name}`),
    requestedBy: starts.started.map(({ request }) => request.requestedBy),
    errors: "errors" in answer ? answer.errors : undefined,
    title: next?.title.text,
    text: next ? await shown(next.blocks) : "",
    left: JSON.stringify(next?.blocks ?? []),
  };
}

const twenty = Array.from({ length: 20 }, (_, n) => `user-${n}@example.com User ${n}`);

test.each([
  ["ada@example.com Ada Lovelace"],
  ["ada@example.com, Ada Lovelace"],
  ["ada@example.com;Ada Lovelace"],
  ["ada@example.com\tAda\tLovelace"],
  ['"Ada Lovelace" <ada@example.com>'],
  ["Ada Lovelace <mailto:ada@example.com>"],
  ["Ada Lovelace, ada@example.com"],
])("reads the line %s", (line) => {
  expect(readLine(line)).toEqual({ email: "ada@example.com", name: "Ada Lovelace" });
});

describe("several onboardings at once", () => {
  test("start each on its own, and the report names each", async () => {
    const { started, requestedBy, title, text } = await submitted(`${twenty.join("\n\n")}\n`);
    expect(started).toEqual(twenty);
    expect(new Set(requestedBy)).toEqual(new Set(["U0REQUESTER"]));
    expect(title).toBe("20 of 20 started");
    expect(text.match(/User \d+ \(user-\d+@example\.com\): started\./gu)).toHaveLength(20);
  });

  test("start nothing while a line can't be used: each such line is told, and what was typed stays", async () => {
    const lines = ["ada@example.com Ada Lovelace", "grace@ Grace Hopper", "mary@example.com", "ADA@example.com Ada"];
    const { started, text, left } = await submitted(lines.join("\n"));
    expect(started).toEqual([]);
    expect(text).toContain("Nothing was started. Please correct these lines:");
    expect(text).toContain("Line 2: The email is not an email address; write it like ada@example.com.");
    expect(text).toContain("Line 3: The name is empty; write the person's full name.");
    expect(text).toContain("Line 4: The address is the same as in line 1.");
    expect(left).toContain("grace@ Grace Hopper");
  });

  test("say for each that was not started why, and start the others", async () => {
    const users = memoryUsers();
    const userId = userIdOf("user-3@example.com");
    users.all.set(userId, pendingUser({ userId, email: "user-3@example.com", requestedBy: "U0REQUESTER" }));
    users.all.set("u-other", pendingUser({ userId: "u-other", email: "user-4@example.com" }));
    const { started, title, text } = await submitted(twenty.join("\n"), { users });
    expect([started.length, title]).toEqual([18, "18 of 20 started"]);
    expect(text).toContain("User 3 (user-3@example.com): not started: waiting for a decision since");
    expect(text).toContain("User 4 (user-4@example.com): not started: this address already has an onboarding");
  });

  test("leave in the form what no time was left for", async () => {
    const { started, title, text, left } = await submitted(twenty.join("\n"), {
      deadline: new Deadline(399, () => NOW),
    });
    expect([started, title]).toEqual([[], "Onboard several users"]);
    expect(text).toContain("User 0 (user-0@example.com): not started in time.");
    expect(left).toContain(twenty.join("\\n"));
  });

  test("say so where nobody knows whether one was started", async () => {
    const starts: Starts = {
      async start(_request, _previous, deadline) {
        deadline.beforeSending();
        throw new Error("The connection broke.");
      },
    };
    const { text, left } = await submitted("ada@example.com Ada Lovelace", {
      starts: { ...memoryStarts(), ...starts },
    });
    expect(text).toContain("Ada Lovelace (ada@example.com): may have started.");
    expect(left).not.toContain("initial_value");
  });

  test.each([
    ["", "Write a line for each new user."],
    [Array.from({ length: 51 }, () => "a").join("\n"), "You wrote 51 lines. Start 50 at most at once."],
  ])("take one line to fifty", async (lines, says) => {
    expect((await submitted(lines)).errors).toEqual({ lines: says });
  });

  test("are refused to those who can't start one", async () => {
    const { started, text } = await submitted(twenty.join("\n"), { by: "U0OTHER" });
    expect(started).toEqual([]);
    expect(text).toContain("Sorry, you can't start an onboarding.");
    const views = memoryViews();
    expect(await openStartMany(fakeDeps({ views }), actor("U0OTHER"), "1.2")).toMatch(REFUSED);
    expect(await openStartMany(fakeDeps({ views }), actor("U0REQUESTER"), "1.2")).toBeUndefined();
    expect(views.opened).toMatchObject([["1.2", { callback_id: "start-many", private_metadata: "C0APPROVALS" }]]);
  });
});
