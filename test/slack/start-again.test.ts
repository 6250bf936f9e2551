import { describe, expect, test } from "vitest";
import { userIdOf } from "../../src/domain/start.ts";
import type { User } from "../../src/domain/user.ts";
import { pendingCard } from "../../src/slack/card.ts";
import { openStartAgain, startAgain, startAgainForm } from "../../src/slack/start-again.ts";
import { ample, memoryUsers, pendingUser } from "../../testkit/fakes.ts";
import { accessOf, actor } from "../../testkit/slack/actors.ts";
import { fakeDeps } from "../../testkit/slack/deps.ts";
import { memoryDecisions, memoryStarts } from "../../testkit/slack/fakes.ts";
import { shown } from "../../testkit/slack/shown.ts";
import { submittedForm } from "../../testkit/slack/submitted-form.ts";

const bounced = { state: "bounced", reason: "no such mailbox", at: "2026-11-24T09:00:00Z" } as const;
const ada = (over: Partial<User> = {}) => pendingUser({ requestedBy: "U0REQUESTER", mail: bounced, ...over });
const CORRECTED = { email: "ada.l@example.com", name: "Ada Lovelace", note: null };
const settings = { approvers: ["U0ADMIN"], requesters: ["U0REQUESTER", "U0OTHER"], fourEyes: true };

function world(user = ada(), { starts = memoryStarts(), decisions = memoryDecisions() } = {}) {
  const users = memoryUsers();
  users.all.set(user.userId, user);
  return fakeDeps({ users, starts, decisions, access: accessOf(settings) });
}

async function submitted(deps: ReturnType<typeof world>, by: string, typed: Record<string, string | null> = CORRECTED) {
  const view = submittedForm(startAgainForm(ada(), "C0APPROVALS", "en"), typed);
  const answer = await startAgain(deps, { user: { id: by, team_id: "T0LOCAL" }, view }, ample());
  const said = "view" in answer ? await shown(answer.view.blocks) : "";
  return { answer, said, started: deps.starts.started, delivered: [...deps.decisions.delivered.values()] };
}

const press = (by: string) => ({
  userId: "u-ada",
  onboardingId: "1111",
  choice: "again",
  actor: actor(by),
  triggerId: "trigger",
  thread: undefined,
  isInView: false,
});

describe("the card", () => {
  const controlIds = (user: User) =>
    pendingCard(user).blocks.flatMap((block) =>
      block.type === "actions"
        ? block.elements.map((element) => ("action_id" in element ? element.action_id : ""))
        : [],
    );

  test("has a button to start again once no email can reach the address, and the menu has it always", () => {
    expect(controlIds(ada())).toEqual(["verify", "reject", "again", "more"]);
    expect(controlIds(ada({ mail: { ...bounced, state: "delayed" } }))).toEqual(["verify", "reject", "more"]);
    expect(JSON.stringify(pendingCard(ada({ mail: undefined })).blocks)).toContain("u-ada#again");
  });
});

describe("the form that starts again", () => {
  test("opens with what is known, and says what it ends", async () => {
    const deps = world(ada({ note: "Starts on Monday.", locale: "ja-JP" }));
    expect(await openStartAgain(deps, press("U0REQUESTER"))).toBeUndefined();
    const [, view] = deps.views.opened[0] ?? [];
    const values = JSON.stringify(view);
    for (const known of ["ada@example.com", "Ada Lovelace", "Starts on Monday."]) {
      expect(values).toContain(`"initial_value":"${known}"`);
    }
    expect(values).toContain('"initial_option":{"text":{"type":"plain_text","text":"日本語"},"value":"ja"}');
    expect(await shown(view?.blocks ?? [])).toContain("ends that of Ada Lovelace (ada@example.com)");
  });

  test.each([
    ["U0STRANGER", ada(), "Sorry, you can't start an onboarding"],
    ["U0ADMIN", ada({ status: "ACTIVE" }), "Nothing was changed: Ada Lovelace (ada@example.com) was already verified"],
    ["U0ADMIN", ada({ execution: "another/2222" }), "this card is about an earlier onboarding"],
  ])("does not open for %s where it could do nothing", async (by, user, said) => {
    const deps = world(user);
    const told = await openStartAgain(deps, press(by));
    expect(JSON.stringify(told)).toContain(said);
    expect(deps.views.opened).toEqual([]);
  });

  test.each([
    ["U0REQUESTER", "withdrawn"],
    ["U0ADMIN", "cancelled"],
  ])("starts the new onboarding for %s first, and then ends the earlier one as %s", async (by, outcome) => {
    const order: string[] = [];
    const starts = memoryStarts();
    const decisions = memoryDecisions();
    const deps = world(ada(), {
      starts: {
        ...starts,
        start(...given) {
          order.push("start");
          return starts.start(...given);
        },
      },
      decisions: {
        ...decisions,
        deliver(...given) {
          order.push("end");
          return decisions.deliver(...given);
        },
      },
    });
    const { said, started, delivered } = await submitted(deps, by);
    expect(order).toEqual(["start", "end"]);
    expect(started[0]?.request).toMatchObject({
      userId: userIdOf("ada.l@example.com"),
      email: "ada.l@example.com",
      requestedBy: by,
    });
    expect(delivered).toMatchObject([{ outcome, by, comment: "Started again as ada.l@example.com." }]);
    expect(said).toContain("The onboarding of Ada Lovelace (ada.l@example.com) has started");
    expect(said).toContain("The onboarding of Ada Lovelace (ada@example.com) was ended.");
  });

  test.each(["U0OTHER", "U0STRANGER"])("does nothing for %s, who may not do both", async (by) => {
    const { said, started, delivered } = await submitted(world(), by);
    expect(said).toContain("Sorry, you can't");
    expect([started, delivered]).toEqual([[], []]);
  });

  test("ends nothing where nothing was started", async () => {
    const busy = await submitted(world(ada(), { starts: memoryStarts("other-request-running") }), "U0REQUESTER");
    expect(busy.said).toContain("Nothing was started");
    expect(busy.delivered).toEqual([]);
    const same = await submitted(world(), "U0REQUESTER", { ...CORRECTED, email: "ADA@example.com" });
    expect(same.answer).toEqual({ errors: { email: "This onboarding has this address already. Enter another one." } });
    const bad = await submitted(world(), "U0REQUESTER", { ...CORRECTED, email: "ada" });
    expect(bad.answer).toHaveProperty("errors.email");
    expect([...same.started, ...same.delivered, ...bad.started, ...bad.delivered]).toEqual([]);
  });

  test("starts nothing where the earlier onboarding has been decided meanwhile", async () => {
    const { said, started } = await submitted(world(ada({ status: "ACTIVE" })), "U0REQUESTER");
    expect(said).toContain("was already verified");
    expect(started).toEqual([]);
  });

  test("says that the earlier one goes on where ending it fails, and ends it when submitted again", async () => {
    const decisions = memoryDecisions();
    let isDown = true;
    const deps = world(ada(), {
      decisions: {
        ...decisions,
        async deliver(...given) {
          if (isDown) {
            throw new Error("Lambda does not answer.");
          }
          return decisions.deliver(...given);
        },
      },
    });
    const failed = await submitted(deps, "U0REQUESTER");
    expect(failed.said).toContain("has started");
    expect(failed.said).toContain("was not ended by this");
    isDown = false;
    const { request } = deps.starts.started[0] ?? {};
    deps.users.all.set(request?.userId ?? "", pendingUser({ ...request, execution: "new/3333" }));
    const again = await submitted(deps, "U0REQUESTER");
    expect(again.said).toContain("(ada@example.com) was ended.");
    expect(again.started).toHaveLength(1);
    expect(again.delivered).toMatchObject([{ outcome: "withdrawn" }]);
  });
});
