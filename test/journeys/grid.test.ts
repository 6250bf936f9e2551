import { expect, test } from "vitest";
import { WORKSPACE } from "../../local/workspace.ts";
import { userIdOf } from "../../src/domain/start.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

// A workspace of an Enterprise Grid organisation: Slack names the organisation as people's team in presses, and their own
// workspace in commands. Both people below are on the list; one of them is of another organisation.
const SIBLING = { id: "W0SIBLING", name: "Sibyl Sibling", teamId: "T0SIBLING", enterpriseId: "E0CORP" };
const STRANGER = { id: "W0STRANGER", name: "Stan Stranger", teamId: "T0OTHER", enterpriseId: "E0OTHER" };

const workspace = {
  ...WORKSPACE,
  enterprise: { id: "E0CORP", name: "Corp" },
  people: [...WORKSPACE.people, SIBLING, STRANGER],
};
const { stack, world } = await service({ workspace, approvers: [SIBLING.id, STRANGER.id].join(" ") });

test("on Grid, an approver of another workspace starts and decides; a stranger on the list does neither", async () => {
  await stack.slack.command({ user: STRANGER.id, text: "mallory@example.com Mallory" });
  expect(JSON.stringify(stack.slack.ephemerals(STRANGER.id).at(-1))).toContain("Sorry, you can't start an onboarding");

  await stack.slack.command({ user: SIBLING.id, text: "ada@example.com Ada Lovelace" });
  const { ts } = await world.pendingCard("ada@example.com");

  await stack.slack.press({ user: STRANGER.id, ts, actionId: "verify" });
  const { view } = await stack.slack.until(() => stack.slack.modal(STRANGER.id), 30_000);
  expect(JSON.stringify(view)).toContain("Sorry, you can't decide");
  expect(await world.profile(userIdOf("ada@example.com"))).toMatchObject({ status: "PENDING_EMAIL_VERIFICATION" });

  await stack.slack.press({ user: SIBLING.id, ts, actionId: "verify" });
  await expectSoon(() => world.profile(userIdOf("ada@example.com"))).toMatchObject({
    status: "ACTIVE",
    decision: { outcome: "verified", by: SIBLING.id },
  });
});
