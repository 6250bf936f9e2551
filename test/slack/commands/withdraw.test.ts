import { describe, expect, test } from "vitest";
import type { User } from "../../../src/domain/user.ts";
import { cancel, onboard, status } from "../../../src/slack/commands.ts";
import { withdraw } from "../../../src/slack/withdraw.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { NOW, ample, memoryUsers, pendingUser } from "../../../testkit/fakes.ts";
import { accessOf, actor } from "../../../testkit/slack/actors.ts";
import { memoryDecisions } from "../../../testkit/slack/fakes.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";

const asked = pendingUser({ requestedBy: "U0REQUESTER" });
const at = NOW.toISOString();

function around(user: User = asked) {
  const users = memoryUsers();
  users.all.set(user.userId, user);
  const decisions = memoryDecisions();
  return fakeDeps({ users, decisions, access: accessOf({ fourEyes: true }) });
}

const typed = async (deps: ReturnType<typeof around>, text: string, user_id: string) => {
  const command = { text, user_id, team_id: "T0LOCAL", channel_id: "C0APPROVALS", trigger_id: "1" };
  return contentOf((await onboard(deps, command, ample())) ?? "").text;
};

describe("/onboard withdraw", () => {
  test.each([
    ["a requester who approves nothing", "U0REQUESTER"],
    ["an approver under four eyes", "U0ADMIN"],
  ])("withdraws one's own request, as %s", async (_, by) => {
    const deps = around(pendingUser({ requestedBy: by }));
    expect(await typed(deps, "withdraw ada@example.com", by)).toBe(
      "You withdrew Ada Lovelace (ada@example.com). The card will update shortly.",
    );
    expect([...deps.decisions.delivered.values()]).toEqual([{ outcome: "withdrawn", source: "slack", by, at }]);
  });

  test.each(["withdraw ada@example.com", "withdraw nobody@example.com"])(
    "tells nobody else whether there is a request: %s",
    async (text) => {
      const deps = around();
      for (const by of ["U0OTHER", "U0ADMIN"]) {
        expect(await typed(deps, text, by)).toMatch(/^Nothing was changed: you have no request for this address/u);
      }
      expect(deps.decisions.delivered.size).toBe(0);
    },
  );

  test("that comes second says who decided, and how", async () => {
    const decision = { outcome: "rejected", source: "slack", by: "U0ADMIN", at } as const;
    const deps = around({ ...asked, status: "REJECTED", decision });
    expect(await typed(deps, "withdraw ada@example.com", "U0REQUESTER")).toMatch(
      /^Nothing was changed: Ada .* was already rejected by <@U0ADMIN> in Slack/u,
    );
  });

  test("at the moment of another decision says who was first, once that is written", async () => {
    const deps = around();
    const decision = { outcome: "verified", source: "email", at } as const;
    await deps.decisions.deliver(asked.callbackId, decision, ample());
    const pause = async () => void (await deps.users.close(asked, { status: "ACTIVE", decision }));
    const press = { actor: actor("U0REQUESTER"), userId: asked.userId, onboardingId: undefined };
    expect(contentOf((await withdraw({ ...deps, pause }, press, ample())).answer).text).toMatch(
      /^Nothing was changed: Ada .* was already verified by the emailed link/u,
    );
  });
});

describe("/onboard cancel", () => {
  test("by the requester is a withdrawal, and no cancellation", async () => {
    const deps = around();
    await cancel(deps, actor("U0REQUESTER"), "ada@example.com", ample());
    expect([...deps.decisions.delivered.values()]).toMatchObject([{ outcome: "withdrawn", by: "U0REQUESTER" }]);
  });
});

describe("/onboard status", () => {
  const controls = async (user: User, by: string) => {
    const { blocks = [] } = contentOf(await status(around(user), actor(by), "ada@example.com"));
    return blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
  };

  test("shows requesters their own, with a button to withdraw it that asks first", async () => {
    expect(await controls(asked, "U0REQUESTER")).toMatchObject([
      {
        action_id: "withdraw",
        value: "u-ada",
        accessibility_label: "Withdraw Ada Lovelace (ada@example.com)",
        confirm: {},
      },
    ]);
  });

  test.each([
    [asked, "U0ADMIN"],
    [{ ...asked, status: "EXPIRED" } as const, "U0REQUESTER"],
  ])("has no such button for others, or when it is over: %#", async (user, by) => {
    expect(await controls(user, by)).toEqual([]);
  });
});
