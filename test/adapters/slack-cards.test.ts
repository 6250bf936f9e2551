import { describe, expect, test } from "vitest";
import { slackCards } from "../../src/adapters/slack-cards.ts";
import { slackClient } from "../../src/adapters/slack-client.ts";
import { PermanentFailure, Throttled } from "../../src/domain/failures.ts";
import { pendingUser } from "../fakes.ts";
import { type Answer, webApi } from "../slack/web-api.ts";

const TOKEN = "xoxb-test";
const user = pendingUser();
const card = { channel: "C0APPROVALS", ts: "1795510800.000100" };

const cardsAt = (url: string) => slackCards(async () => slackClient(TOKEN, url), "C0APPROVALS");

async function failure(answer: Answer): Promise<Error> {
  await using api = await webApi(() => answer);
  const error: unknown = await cardsAt(api.url)
    .post(user)
    .catch((thrown: unknown) => thrown);
  expect(api.calls).toHaveLength(1);
  if (!(error instanceof Error)) {
    throw new Error("Posting the card was expected to fail.");
  }
  return error;
}

describe("cards in Slack", () => {
  test("posts a card into the channel and says where it stands", async () => {
    await using api = await webApi();
    expect(await cardsAt(api.url).post(user)).toEqual(card);
    expect(api.calls).toMatchObject([
      { method: "chat.postMessage", token: `Bearer ${TOKEN}`, args: { channel: "C0APPROVALS", unfurl_links: "false" } },
    ]);
    expect(api.calls[0]?.args["text"]).toContain("Ada Lovelace");
    expect(api.calls[0]?.args["blocks"]).toContain('"action_id":"verify"');
  });

  test("closes it with text and blocks, for text alone would remove the blocks", async () => {
    await using api = await webApi();
    await cardsAt(api.url).close(card, { ...user, status: "EXPIRED" });
    expect(api.calls).toMatchObject([{ method: "chat.update", args: card }]);
    expect(api.calls[0]?.args["text"]).toContain("Nobody decided");
    expect(api.calls[0]?.args["blocks"]).toContain("Nobody decided");
    expect(api.calls[0]?.args["blocks"]).not.toContain("action_id");
  });

  test("reminds in the card's thread", async () => {
    await using api = await webApi();
    await cardsAt(api.url).remind(card, user);
    expect(api.calls).toMatchObject([{ method: "chat.postMessage", args: { thread_ts: card.ts } }]);
  });
});

describe("when Slack refuses", () => {
  test("a rate limit asks the step to come back when Slack says, and waits for nothing itself", async () => {
    const error = await failure({ status: 429, headers: { "retry-after": "30" }, body: { ok: false } });
    expect(error).toBeInstanceOf(Throttled);
    expect(error).toMatchObject({ retryAfterSeconds: 30 });
  });

  test.each(["invalid_auth", "channel_not_found", "not_in_channel", "is_archived", "invalid_blocks", "missing_scope"])(
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
    const cards = slackCards(async () => slackClient("xoxb-secret\n1", "http://127.0.0.1:9/api/"), "C0APPROVALS");
    const error: unknown = await cards.post(user).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(`${String(error)} ${JSON.stringify(error)} ${(error as Error).stack}`).not.toContain("xoxb");
  });

  test("a token that cannot be fetched is told as it is", async () => {
    const cards = slackCards(() => Promise.reject(new Error("no secret")), "C0APPROVALS");
    await expect(cards.post(user)).rejects.toThrow("no secret");
  });
});
