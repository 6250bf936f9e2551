import { describe, expect, test } from "vitest";
import { Throttled } from "../../src/domain/failures.ts";
import { memoryCards, memoryUsers } from "../../testkit/fakes.ts";
import { OPENED, CLOSED, shown, refusedForGood } from "../../testkit/workflow/expected.ts";
import { ada, world } from "../../testkit/workflow/world.ts";

describe("the card and its thread", () => {
  test("say that the mail could not be sent, and ask for a decision there", async () => {
    const it = world();
    it.mail.fault = refusedForGood;
    const running = it.run();
    await it.asleep();
    await it.reject();

    expect(await running).toMatchObject({
      operations: [...OPENED, "report-verification-email", "reject-user", ...CLOSED],
    });
    const [card, ...rest] = shown("REJECTED");
    const trouble = [
      "1.000001 shows PENDING_EMAIL_VERIFICATION, verification-email",
      "1.000001 thread: verification-email",
    ];
    const closing = rest.map((line) => line.replace("shows REJECTED", "shows REJECTED, verification-email"));
    expect(it.cards.written).toEqual([card, ...trouble, ...closing]);
    expect(it.users.all.get("u-ada")).toMatchObject({ undelivered: ["verification-email"] });
  });

  test("are kept in the profile, for lists to link to", async () => {
    const it = world();
    const running = it.run();
    await it.asleep();
    expect(it.users.all.get("u-ada")?.card).toEqual({
      channel: "C0APPROVALS",
      ts: "1.000001",
      permalink: "https://example.slack.com/archives/C0APPROVALS/p1000001",
    });
    await it.verify();
    await running;
  });

  test("are what the requester's answer links to", async () => {
    const cards = memoryCards();
    const linked: unknown[] = [];
    const it = world({ cards: { ...cards, tellRequester: async ({ card }) => void linked.push(card) } });
    const running = it.run();
    await it.asleep();
    await it.reject();
    await running;
    const permalink = "https://example.slack.com/archives/C0APPROVALS/p1000001";
    expect(linked).toEqual([{ channel: "C0APPROVALS", ts: "1.000001", permalink }]);
  });

  test("are recorded before they end, however quick the decision", async () => {
    const users = memoryUsers();
    const cards = memoryCards();
    const linked: unknown[] = [];
    const it = world({
      cards: { ...cards, tellRequester: async ({ card }) => void linked.push(card) },
      users: {
        ...users,
        async recordCard(user, card) {
          await it.reject();
          await it.decided();
          await users.recordCard(user, card);
        },
      },
    });

    expect(await it.run()).toMatchObject({ operations: [...OPENED, "reject-user", ...CLOSED] });
    expect(cards.written.filter((line) => line.includes("thread"))).toEqual(["1.000001 thread: decided"]);
    expect(users.all.get("u-ada")).toMatchObject({ status: "REJECTED", card: { ts: "1.000001" } });
    expect(linked).toEqual([users.all.get("u-ada")?.card]);
  });

  test("lose their controls even when the decision comes while they are being told of a failed mail", async () => {
    const cards = memoryCards();
    const it = world({
      cards: {
        ...cards,
        async update(card, user) {
          if (user.status === "PENDING_EMAIL_VERIFICATION") {
            await it.reject();
            await it.decided();
          }
          await cards.update(card, user);
        },
      },
    });
    it.mail.fault = refusedForGood;

    expect(await it.run()).toMatchObject({ result: { status: "REJECTED" } });
    expect(cards.written.filter((line) => line.includes("shows"))).toEqual([
      "1.000001 shows PENDING_EMAIL_VERIFICATION, verification-email",
      "1.000001 shows REJECTED, verification-email",
    ]);
  });

  test("are not told of a failed email any more once somebody has decided while that was retried", async () => {
    const cards = memoryCards();
    let attempts = 0;
    const it = world({
      cards: {
        ...cards,
        async update(card, user) {
          if (user.status === "PENDING_EMAIL_VERIFICATION") {
            attempts += 1;
            if (attempts === 3) {
              void it.reject();
            }
            if (it.users.all.get("u-ada")?.status === "PENDING_EMAIL_VERIFICATION") {
              throw new Throttled("slow down", 1);
            }
          }
          await cards.update(card, user);
        },
      },
    });
    it.mail.fault = refusedForGood;

    expect(await it.run()).toMatchObject({ result: { status: "REJECTED" } });
    expect(cards.written).toEqual(
      shown("REJECTED").map((line) => line.replace("shows REJECTED", "shows REJECTED, verification-email")),
    );
    expect(attempts).toBeGreaterThanOrEqual(3);
  });

  test("have nobody to answer to where a program asked", async () => {
    const it = world();
    const { requested_by: _, ...byProgram } = ada;
    const running = it.run(byProgram);
    await it.asleep();
    await it.verify();

    expect(await running).toMatchObject({
      operations: [...OPENED, "activate-user", "send-welcome-email", "update-slack-card"],
    });
  });
});
