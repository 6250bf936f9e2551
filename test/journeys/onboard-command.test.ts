import { describe, expect, test } from "vitest";
import { userIdOf } from "../../src/domain/start.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

// U0ADMIN and U0SECOND approve, as members of a user group; U0REQUESTER may start; U0OUTSIDER is of another team.
const { stack, world } = await service();

/** What `/onboard …` privately answers. */
async function typed(text: string, user = "U0ADMIN"): Promise<string> {
  const before = stack.slack.ephemerals(user).length;
  const { status, problem } = await stack.slack.command({ user, text });
  expect([status, problem]).toEqual([200, undefined]);
  return stack.slack
    .ephemerals(user)
    .slice(before)
    .map((message) => message.text)
    .join("\n");
}

async function started(name: string, by = "U0ADMIN") {
  const email = `${name}@example.com`;
  expect(await typed(`${email} Ada Lovelace`, by)).toContain("has started");
  return { email, card: await world.linkedCard(email) };
}

const home = async (user: string) => {
  expect(await stack.slack.openHome(user)).toMatchObject({ status: 200, problem: undefined });
  return { id: stack.slack.home(user)?.id ?? "", shown: JSON.stringify(stack.slack.home(user)?.view.blocks) };
};

describe("/onboard alone", () => {
  test("opens a form whose errors stand at their fields, and which starts the onboarding", async () => {
    expect(await typed("", "U0REQUESTER")).toBe("");
    const values = { email: "form@example.com", name: "Ada\u0007", note: "Starts on Monday" };
    expect((await stack.slack.submit({ user: "U0REQUESTER", values })).errors).toEqual({
      name: "This contains an invisible control character; type it again by hand.",
    });
    expect(stack.slack.modal("U0REQUESTER")?.typed).toEqual(values);

    const answer = await stack.slack.submit({ user: "U0REQUESTER", values: { ...values, name: "Ada Lovelace" } });
    expect(answer).toMatchObject({ status: 200, problem: undefined, errors: {} });
    expect(stack.slack.modal("U0REQUESTER")?.view).toMatchObject({ title: { text: "Onboarding started" } });
    await stack.slack.cancel({ user: "U0REQUESTER" });
    const card = await world.linkedCard("form@example.com");
    expect(JSON.stringify(card.message.blocks)).toContain("Starts on Monday");
    expect(await world.profile(userIdOf("form@example.com"))).toMatchObject({ requested_by: "U0REQUESTER" });

    await typed("", "U0REQUESTER");
    const again = await stack.slack.submit({ user: "U0REQUESTER", values: { ...values, name: "Ada Lovelace" } });
    expect(again.errors).toEqual({});
    const shown = JSON.stringify(stack.slack.modal("U0REQUESTER")?.view.blocks);
    expect(shown).toMatch(/Nothing was started: .*has been waiting for a decision since .*"url":"http/u);
    expect(await world.cards("form@example.com")).toHaveLength(1);
  });

  test("says privately that nothing was changed when Slack opens no form", async () => {
    stack.slack.fail("views.open", { kind: "refused", error: "fatal_error", times: 1 });
    expect(await typed("")).toContain("Nothing was changed; please try again");
    expect(stack.slack.modal("U0ADMIN")).toBeUndefined();
  });
});

describe("/onboard list", () => {
  test("leads page by page to everyone who is pending, past those whose executions have ended unheard", async () => {
    const dead = "paged-dead"; // as many of them as are looked at together
    await world.start({ user_id: dead, email: `${dead}@example.com`, name: "Ada Lovelace" });
    await world.pendingCard(`${dead}@example.com`);
    await world.stop(dead);
    await expectSoon(() => world.status(dead)).toBe("FAILED");
    await world.loseEnd(dead);
    for (let n = 0; n < 11; n += 1) {
      await world.addLike(dead, { user_id: `${dead}-${n}` });
    }
    const alive = Array.from({ length: 5 }, (_, n) => `paged-${n}`);
    for (const user_id of alive) {
      const email = `${user_id}@example.com`;
      await world.start({ user_id, email, name: `A${"&".repeat(99)}` }); // few of these fit one message
      await world.pendingCard(email);
    }
    await stack.slack.command({ user: "U0ADMIN", text: "list" });
    const pages: string[][] = [];
    for (let page = 0; page < 9; page += 1) {
      const { ts = "", text = "", blocks } = stack.slack.ephemerals("U0ADMIN").at(-1) ?? {};
      pages.push([...(text.match(/paged-\w+(?=@)/gu) ?? [])]);
      if (!JSON.stringify(blocks).includes('"next"')) {
        break;
      }
      const pressed = await stack.slack.press({ user: "U0ADMIN", ts, actionId: "next" });
      expect(pressed).toMatchObject({ status: 200, problem: undefined });
    }
    expect(pages.flat()).toEqual(alive);
    expect(pages.length).toBeGreaterThan(1);
    await Promise.all(alive.map((userId) => world.stop(userId)));
  });
});

describe("/onboard list, status and cancel", () => {
  test("show who waits with links to the cards, where one stands, and reject one", async () => {
    const { email, card } = await started("listed");
    const list = await typed("list");
    expect(list).toContain("Ada Lovelace (listed@example.com)");
    expect(list).toMatch(
      /listed@example\.com\) requested <!date[^\n]*decide by <!date[^\n]*<http[^|>]+\|Open the card>/u,
    );

    expect(await typed(`status ${email}`)).toMatch(
      /is waiting for a decision\..*Open the card>\n• Requested by <@U0ADMIN>, /u,
    );
    expect(await typed(`cancel ${email}`, "U0SECOND")).toContain("You cancelled Ada Lovelace");
    await expectSoon(async () => (await world.card(email)).buttons).toEqual([]);
    expect(await world.profile(card.userId)).toMatchObject({
      status: "CANCELLED",
      decision: { outcome: "cancelled", source: "slack", by: "U0SECOND" },
    });
    expect(await typed(`status ${email}`)).toMatch(/was cancelled\.[^]*Cancelled by <@U0SECOND> in Slack/u);
    expect(await typed("list")).not.toContain(email);
    expect(await typed(`cancel ${email}`)).toContain("already cancelled");

    await started("listed");
    expect(await world.cards(email)).toHaveLength(2);
  });

  test("say so for an address that nobody has", async () => {
    expect(await typed("status nobody@example.com")).toBe("No onboarding found for nobody@example.com.");
    expect(await typed("cancel nobody@example.com")).toBe("No onboarding found for nobody@example.com.");
  });
});

describe("a second start", () => {
  test("is one onboarding, and the answer links to its card", async () => {
    const text = "doubled-command@example.com Ada Lovelace";
    await Promise.all([1, 2, 3].map(() => typed(text)));
    await world.pendingCard("doubled-command@example.com");
    await expectSoon(() => typed(text)).toMatch(
      /Nothing was started: .* has been waiting .*<http[^|>]+\|Open the card>/u,
    );
    expect(await world.cards("doubled-command@example.com")).toHaveLength(1);
  });

  test("is none for an address that a program onboards under another user ID", async () => {
    await world.start({ user_id: "by-program", email: "program@example.com", name: "Ada Lovelace" });
    await world.pendingCard("program@example.com");
    expect(await typed("PROGRAM@example.com Grace Hopper")).toMatch(
      /^Nothing was started: Ada Lovelace .* has been waiting/u,
    );
    expect(await typed("status program@example.com")).toContain("Requested through the API");
  });
});

describe("who may", () => {
  test("the requester starts, sees no list, and nothing of another's request", async () => {
    await started("by-requester", "U0REQUESTER");
    const { email, card } = await started("by-another", "U0ADMIN");
    for (const text of ["list", `status ${email}`, `cancel ${email}`]) {
      expect(await typed(text, "U0REQUESTER")).toMatch(/^Sorry, you can't .* Only .* can do this/u);
    }
    expect(await world.status(card.userId)).toBe("PENDING_EMAIL_VERIFICATION");
  });

  test("people of another team do nothing at all", async () => {
    for (const text of [
      "",
      "outsider@example.com Ada Lovelace",
      "list",
      "status form@example.com",
      "cancel form@example.com",
    ]) {
      expect(await typed(text, "U0OUTSIDER")).toMatch(/^Sorry, you can't /u);
    }
    expect(stack.slack.modal("U0OUTSIDER")).toBeUndefined();
    expect(await world.cards("outsider@example.com")).toEqual([]);
  });

  test("everyone gets help", async () => {
    expect(await typed("what now", "U0OUTSIDER")).toContain("`/onboard list` shows who is waiting");
  });
});

describe("the home tab", () => {
  test("shows an approver the pending, and its button opens the form", async () => {
    await started("at-home");
    const { id, shown } = await home("U0ADMIN");
    expect(shown).toContain("at-home@example.com");
    expect(await stack.slack.press({ user: "U0ADMIN", viewId: id, actionId: "start" })).toMatchObject({ status: 200 });
    const values = { email: "from-home@example.com", name: "Grace Hopper", note: "" };
    expect(await stack.slack.submit({ user: "U0ADMIN", values })).toMatchObject({ errors: {}, problem: undefined });
    await world.pendingCard("from-home@example.com");
    expect((await home("U0ADMIN")).shown).toContain("from-home@example.com");
  });

  test("lists nobody else's requests to others, and says who may see them", async () => {
    await started("of-an-approver");
    for (const user of ["U0REQUESTER", "U0OUTSIDER"]) {
      const { shown } = await home(user);
      expect(shown).not.toContain("of-an-approver@example.com");
      expect(shown).toContain("Only <!subteam^S0ADMINS>");
    }
  });
});
