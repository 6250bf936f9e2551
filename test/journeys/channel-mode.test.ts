import { describe, expect, test } from "vitest";
import { expectSoon } from "../../testkit/outside.ts";
import { toldBy } from "../../testkit/told.ts";
import { service } from "./start.ts";

const { stack, world } = await service({ approvers: "channel" });

const SORRY = /^Sorry, you can't .*<#C0APPROVALS>/u;

/** What `/onboard …` privately answers to someone who is on no list. */
async function typed(text: string, channel: string, user = "U0SECOND"): Promise<string> {
  const { body } = await stack.slack.command({ user, text, channel });
  return body === "" ? "" : (JSON.parse(body) as { text: string }).text;
}

describe("where everyone in the approvers' channel may do everything", () => {
  test("the command works there, and nowhere else", async () => {
    expect(await typed("list", "C0APPROVALS")).toBe("Nobody is waiting for a decision.");
    for (const text of ["", "list", "status ada@example.com", "cancel ada@example.com", "ada@example.com Ada"]) {
      expect(await typed(text, "C0GENERAL")).toMatch(SORRY);
    }
    expect(stack.slack.modal("U0SECOND")).toBeUndefined();
  });

  test("the form remembers that it was opened there", async () => {
    expect(await typed("", "C0APPROVALS")).toBe("");
    const values = { email: "channel@example.com", name: "Ada Lovelace", note: "" };
    expect(await stack.slack.submit({ user: "U0SECOND", values })).toMatchObject({ errors: {}, problem: undefined });
    expect(stack.slack.modal("U0SECOND")?.view).toMatchObject({ title: { text: "Onboarding started" } });
  });

  test("people of another team do nothing there either", async () => {
    for (const text of ["", "list", "outsider@example.com Olga"]) {
      expect(await typed(text, "C0APPROVALS", "U0OUTSIDER")).toContain("Only members of the app's own workspace");
    }
  });

  test("anyone of the workspace decides on a card, and nobody of another", async () => {
    await world.start({ user_id: "u-card", email: "card@example.com", name: "Ada Lovelace" });
    const { ts } = await world.pendingCard("card@example.com");
    await stack.slack.press({ user: "U0OUTSIDER", ts, actionId: "verify" });
    expect(await toldBy(stack, "U0OUTSIDER")).toContain("Only members of the app's own workspace");
    expect(await world.status("u-card")).toBe("PENDING_EMAIL_VERIFICATION");
    expect((await world.card("card@example.com")).buttons).toEqual(["verify", "reject"]);

    await stack.slack.press({ user: "U0REQUESTER", ts, actionId: "verify" });
    await expectSoon(() => world.status("u-card")).toBe("ACTIVE");
  });

  test("the home tab works for its members, who decide there", async () => {
    await world.pendingCard("channel@example.com");
    expect(await stack.slack.openHome("U0SECOND")).toMatchObject({ status: 200 });
    const view = () => stack.slack.home("U0SECOND")?.view;
    const shown = JSON.stringify(view()?.blocks);
    expect(shown).toContain("Start an onboarding");
    expect(shown).toContain("channel@example.com");
    const viewId = stack.slack.home("U0SECOND")?.id;
    await stack.slack.press({ user: "U0SECOND", viewId, actionId: "home-verify" });
    expect(JSON.stringify(view()?.blocks)).toContain("The card will update shortly.");
  });
});
