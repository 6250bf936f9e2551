import { describe, expect, test } from "vitest";
import type { Slots } from "../../../src/domain/ports.ts";
import { closedCard, pendingCard } from "../../../src/slack/card.ts";
import { slackCards } from "../../../src/slack/cards.ts";
import { threadMessage } from "../../../src/slack/thread.ts";
import { slackClient } from "../../../src/slack/web-api.ts";
import { PermanentFailure, Throttled } from "../../../src/domain/failures.ts";
import { NOW, pendingUser } from "../../../testkit/fakes.ts";
import { localSlack } from "../../../testkit/local-slack.ts";
import { type Answer, webApi } from "../../../testkit/slack/web-api.ts";

const TOKEN = "xoxb-local";
const user = pendingUser();
const card = { channel: "C0APPROVALS", ts: "1795510800.000100" };

const atOnce = async () => NOW.getTime();

const cardsAt = (url: string, slots: Slots = atOnce) =>
  slackCards(
    async () => slackClient(TOKEN, url),
    "C0APPROVALS",
    slots,
    () => NOW,
  );

async function failure(answer: Answer): Promise<Error> {
  await using api = await webApi(() => answer);
  const error: unknown = await cardsAt(api.url)
    .post(user, 1)
    .catch((thrown: unknown) => thrown);
  expect(api.calls).toHaveLength(1);
  if (!(error instanceof Error)) {
    throw new Error("Posting the card was expected to fail.");
  }
  return error;
}

/** The cards in Slack's stand-in, which refuses what Slack refuses. */
async function inSlack() {
  const slack = await localSlack();
  return { slack, cards: cardsAt(slack.apiUrl) };
}

describe("cards in Slack", () => {
  test("are posted into the channel, and say where they stand", async () => {
    const { slack, cards } = await inSlack();
    const posted = await cards.post(user, 1);
    expect(slack.messages()).toMatchObject([{ ts: posted.ts, text: expect.stringContaining("Ada Lovelace") }]);
    expect(posted.channel).toBe("C0APPROVALS");
    expect(JSON.stringify(slack.messages()[0]?.blocks)).toContain('"action_id":"verify"');
  });

  test("unfurl no address that someone wrote", async () => {
    await using api = await webApi();
    const cards = cardsAt(api.url);
    await cards.post(user, 1);
    await cards.tell(card, "reminded", user, 1);
    await cards.tellRequester({ ...user, requestedBy: "U0REQUESTER" }, 1);
    expect(api.calls.map(({ method, args }) => [method, args["unfurl_links"], args["unfurl_media"]])).toEqual(
      Array.from({ length: 3 }, () => ["chat.postMessage", "false", "false"]),
    );
    expect(api.calls[0]?.token).toBe(`Bearer ${TOKEN}`);
  });

  test("show a nudge to the whole channel, and any other reply in the thread only", async () => {
    await using api = await webApi();
    const cards = cardsAt(api.url);
    await cards.tell(card, "nudged", user, 1);
    await cards.tell(card, "resent", user, 1);
    expect(api.calls.map(({ args }) => [args["thread_ts"], args["reply_broadcast"]])).toEqual([
      [card.ts, "true"],
      [card.ts, undefined],
    ]);
  });

  test("call nobody unless somebody is to be notified", async () => {
    await using api = await webApi();
    const cards = cardsAt(api.url);
    const ended = { ...user, status: "EXPIRED" } as const;
    await cards.post(user, 1);
    await cards.post(ended, 1);
    await cards.tell(card, "decided", ended, 1);
    expect(api.calls.map(({ args }) => args["text"])).toEqual([
      pendingCard(user).text,
      closedCard(ended).text,
      threadMessage("decided", ended).text,
    ]);
    expect(cards.approvers).toEqual([]);
  });

  test("have a permalink", async () => {
    const { slack, cards } = await inSlack();
    const posted = await cards.post(user, 1);
    expect(await cards.permalink(posted)).toBe(`${slack.url}/archives/C0APPROVALS/p${posted.ts.replace(".", "")}`);
  });

  test("keep their controls when they report a mail that could not be sent", async () => {
    const { slack, cards } = await inSlack();
    await cards.update(await cards.post(user, 1), { ...user, undelivered: ["verification-email"] });
    const [message] = slack.messages();
    expect(message?.text).toContain("could not be sent");
    expect(JSON.stringify(message?.blocks)).toMatch(/could not be sent.*"action_id":"verify"/u);
  });

  test("lose their controls with the decision, and keep their blocks", async () => {
    const { slack, cards } = await inSlack();
    const posted = await cards.post(user, 1);
    const decided = { ...user, status: "EXPIRED" } as const;
    await cards.update({ ...posted, permalink: "https://example.slack.com/archives/C0APPROVALS/p1" }, decided);
    await cards.update(posted, decided);
    const [message, ...others] = slack.messages();
    expect(others).toEqual([]);
    expect(message?.text).toContain("Nobody decided");
    expect(JSON.stringify(message?.blocks)).toContain("Nobody decided");
    expect(JSON.stringify(message?.blocks)).not.toContain("action_id");
  });

  test("have a thread, which nothing is sent to the channel from", async () => {
    const { slack, cards } = await inSlack();
    const posted = await cards.post(user, 1);
    await cards.tell(posted, "reminded", user, 1);
    const [, ...lines] = slack.messages();
    expect(lines).toMatchObject([
      { thread_ts: posted.ts, text: expect.stringContaining("is still waiting for a decision") },
    ]);
  });
});

describe("the requester", () => {
  const rejected = {
    ...user,
    status: "REJECTED",
    decision: { outcome: "rejected", source: "slack", by: "U0ADMIN", comment: "No desk", at: user.createdAt },
    card: { ...card, permalink: "https://example.slack.com/archives/C0APPROVALS/p1" },
  } as const;

  test("is told the outcome in a direct message, with a link to the card", async () => {
    const { slack, cards } = await inSlack();
    await cards.tellRequester({ ...rejected, requestedBy: "U0REQUESTER" }, 1);
    const [{ text } = { text: "" }, ...others] = slack.messages("D0REQUESTER");
    expect(others).toEqual([]);
    expect(text).toContain("Rejected by <@U0ADMIN> in Slack");
    expect(text).toContain("Reason: No desk");
    expect(text).toContain(`<${rejected.card.permalink}|Open the card>`);
    expect(slack.messages()).toEqual([]);
  });

  test("is nobody where a program asked", async () => {
    await using api = await webApi();
    await cardsAt(api.url).tellRequester(rejected, 1);
    expect(api.calls).toEqual([]);
  });

  test("that Slack does not know is not looked for again", async () => {
    const { cards } = await inSlack();
    await expect(cards.tellRequester({ ...rejected, requestedBy: "U0NOBODY" }, 1)).rejects.toBeInstanceOf(
      PermanentFailure,
    );
  });
});

describe("a message", () => {
  test("waits for its slot, reserves none at its next attempt, and waits for no other channel's", async () => {
    await using api = await webApi();
    const reserved: string[] = [];
    const cards = cardsAt(api.url, async (channel) => {
      reserved.push(channel);
      return NOW.getTime() + (channel === "C0APPROVALS" ? 7_200 : 1_000); // 1 s is a burst that Slack lets pass
    });
    const inSevenSeconds = expect.objectContaining({ name: "Throttled", retryAfterSeconds: 7 });
    await expect(cards.tell(card, "decided", user, 1)).rejects.toEqual(inSevenSeconds);
    await cards.tell(card, "decided", user, 2);
    await cards.tellRequester({ ...user, requestedBy: "U0REQUESTER" }, 1);
    expect(api.calls.map(({ args }) => args["channel"])).toEqual(["C0APPROVALS", "U0REQUESTER"]);
    expect(reserved).toEqual(["C0APPROVALS", "U0REQUESTER"]);
  });

  test("is of use until the window ends while it asks for a decision, and without end when it tells of one", async () => {
    await using api = await webApi();
    const latest: number[] = [];
    const cards = cardsAt(api.url, async (_channel, until) => {
      latest.push(until);
      return NOW.getTime();
    });
    await cards.post(user, 1);
    await cards.tell(card, "reminded", user, 1);
    await cards.tell(card, "decided", { ...user, status: "EXPIRED" }, 1);
    await cards.tellRequester({ ...user, status: "EXPIRED", requestedBy: "U0REQUESTER" }, 1);
    const windowEnd = Date.parse(user.expiresAt);
    expect(latest).toEqual([windowEnd, windowEnd, Infinity, Infinity]);
  });
});

describe("a card", () => {
  test("waits for its slot, and reserves one only", async () => {
    await using api = await webApi();
    const reserved: string[] = [];
    const cards = cardsAt(api.url, async (channel) => {
      reserved.push(channel);
      return NOW.getTime() + 1;
    });
    await expect(cards.post(user, 1)).rejects.toEqual(expect.objectContaining({ retryAfterSeconds: 1 }));
    expect(api.calls).toEqual([]);
    await cards.post(user, 2);
    expect(api.calls).toHaveLength(1);
    expect(reserved).toEqual(["C0APPROVALS"]);
  });
});

test("a card whose place or link Slack does not say is an error, and neither is made up", async () => {
  await using api = await webApi(() => ({ body: { ok: true } }));
  await expect(cardsAt(api.url).post(user, 1)).rejects.toThrow("did not say where it is");
  await expect(cardsAt(api.url).permalink(card)).rejects.toThrow("did not say where the card can be opened");
});

test("a card is where Slack says it is, or in the channel that it was sent to", async () => {
  await using api = await webApi(() => ({ body: { ok: true, ts: card.ts } }));
  expect(await cardsAt(api.url).post(user, 1)).toEqual(card);
});

describe("when Slack refuses", () => {
  test("a rate limit asks the step to come back when Slack says, and waits for nothing itself", async () => {
    const error = await failure({ status: 429, headers: { "retry-after": "30" }, body: { ok: false } });
    expect(error).toBeInstanceOf(Throttled);
    expect(error).toMatchObject({ retryAfterSeconds: 30 });
  });

  test.each(["channel_not_found", "not_in_channel", "is_archived", "invalid_blocks", "missing_scope"])(
    "%s is final, and its name says so",
    async (code) => {
      const error = await failure({ body: { ok: false, error: code } });
      expect(error).toBeInstanceOf(PermanentFailure);
      expect(error.name).toBe(`slack_${code}`);
    },
  );

  test.each<[string, Answer]>([
    ["trouble of its own", { body: { ok: false, error: "internal_error" } }],
    ["a bad gateway", { status: 502, body: {} }],
    ["a rate limit that names no time", { status: 429, body: {} }],
    ["silence for more than 2 s", "never"],
  ])("%s is worth a retry, which is left to the step", async (_, answer) => {
    const error = await failure(answer);
    expect(error).not.toBeInstanceOf(PermanentFailure);
    expect(error).not.toBeInstanceOf(Throttled);
  });

  test("no message gives the token away, even one that no header can hold", async () => {
    const cards = slackCards(
      async () => slackClient("xoxb-secret\n1", "http://127.0.0.1:9/api/"),
      "C0APPROVALS",
      atOnce,
      () => NOW,
    );
    const error: unknown = await cards.post(user, 1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(`${String(error)} ${JSON.stringify(error)} ${(error as Error).stack}`).not.toContain("xoxb");
  });

  test("a token that cannot be fetched is told as it is", async () => {
    const cards = slackCards(
      () => Promise.reject(new Error("no secret")),
      "C0APPROVALS",
      atOnce,
      () => NOW,
    );
    await expect(cards.post(user, 1)).rejects.toThrow("no secret");
  });
});
