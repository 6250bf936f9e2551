import { describe, expect, test } from "vitest";
import type { Escalation, Notified } from "../../src/domain/people.ts";
import type { User } from "../../src/domain/user.ts";
import { slackCards } from "../../src/slack/cards.ts";
import { slackNames } from "../../src/slack/mentions.ts";
import { slackClient } from "../../src/slack/web-api.ts";
import { NOW, pendingUser } from "../../testkit/fakes.ts";
import { localSlack } from "../../testkit/local-slack.ts";
import { webApi } from "../../testkit/slack/web-api.ts";

const at = NOW.toISOString();
const user = pendingUser({ requestedBy: "U0REQUESTER", note: "Starts on Monday" });
const rejected: User = {
  ...user,
  status: "REJECTED",
  decision: { outcome: "rejected", source: "slack", by: "U0ADMIN", at },
};

async function inSlack({ mentions = [], messages = [] }: Partial<Notified> = {}, escalation?: Escalation) {
  const slack = await localSlack();
  const clients = async () => slackClient("xoxb-local", slack.apiUrl);
  const now = () => NOW;
  const calling = { notified: { mentions, messages }, escalation, nameOf: slackNames(clients, now) };
  const cards = slackCards(clients, "C0APPROVALS", async () => NOW.getTime(), now, calling);
  return { slack, cards, last: () => slack.messages().at(-1) };
}

/** Whom a message notifies, by its blocks and by its text. */
const pinged = (message: object | undefined) =>
  [
    ...JSON.stringify(message).matchAll(/"(?:user_id|usergroup_id|range)":"(\w+)"/gu),
    ...JSON.stringify(message).matchAll(/<(?:@|!subteam\^|!(?=here))(\w+)>/gu),
  ].map(([, id]) => id);

describe("a new card", () => {
  test.each([
    [["S0ADMINS", "U0SECOND"], "<!subteam^S0ADMINS> <@U0SECOND>"],
    [["here"], "<!here>"],
  ])("mentions those who are notified, above its buttons and in its text: %j", async (mentions, line) => {
    const { cards, last } = await inSlack({ mentions });
    await cards.post(user, 1);
    expect(pinged(last())).toEqual([...mentions, ...mentions]);
    expect(last()?.text.split("\n").at(-1)).toBe(line);
    expect(last()?.blocks?.at(-1)).toMatchObject({ type: "actions" });
  });

  test("names the requester and pings nobody, unless it is to", async () => {
    const { cards, last } = await inSlack();
    await cards.post(user, 1);
    expect(pinged(last())).toEqual([]);
    expect(JSON.stringify(last())).toContain("Requested by Robin Requester");
  });

  test("that comes after the decision asks nobody", async () => {
    const { cards, last } = await inSlack({ mentions: ["S0ADMINS"] });
    await cards.post(rejected, 1);
    expect(pinged(last())).toEqual([]);
  });
});

describe("a line in the thread", () => {
  test("names who decided, and pings nobody", async () => {
    const { cards, last } = await inSlack({ mentions: ["S0ADMINS"] });
    await cards.tell(await cards.post(user, 1), "decided", rejected, 1);
    expect(last()?.text).toContain("Rejected by Ada Admin in Slack");
    expect([pinged(last()), last()?.subtype]).toEqual([[], undefined]);
  });

  test.each(["reminded", "nudged"] as const)(
    "that asks again notifies again, and the channel sees it: %s",
    async (event) => {
      const { cards, last } = await inSlack({ mentions: ["S0ADMINS"] });
      await cards.tell(await cards.post(user, 1), event, user, 1);
      expect(pinged(last())).toEqual(["S0ADMINS", "S0ADMINS"]);
      expect(last()?.subtype).toBe("thread_broadcast");
    },
  );

  test("that escalates calls those whom it escalates to", async () => {
    const { cards, last } = await inSlack({}, { people: ["U0SECOND", "S0LEADS"] });
    await cards.escalate(await cards.post(user, 1), user, 1);
    expect(pinged(last())).toEqual(["U0SECOND", "S0LEADS", "U0SECOND", "S0LEADS"]);
    expect(last()?.text).toContain("Nobody has decided on Ada Lovelace (ada@example.com) yet");
  });
});

test("an escalation to another channel is posted there, with a link to the card, and notifies its active members", async () => {
  await using api = await webApi();
  const calling = {
    notified: { mentions: [], messages: [] },
    escalation: { channel: "C0MANAGERS" },
    nameOf: async () => undefined,
  };
  const cards = slackCards(
    async () => slackClient("xoxb-local", api.url),
    "C0APPROVALS",
    async () => 0,
    () => NOW,
    calling,
  );
  await cards.escalate({ channel: "C0APPROVALS", ts: "1.1", permalink: "https://example.slack.com/p11" }, user, 1);
  const [{ args } = { args: {} }] = api.calls;
  expect(args).toMatchObject({
    channel: "C0MANAGERS",
    text: expect.stringMatching(/<https:\/\/example\.slack\.com\/p11\|Open the card>\n<!here>$/u),
  });
  expect(args).not.toHaveProperty("thread_ts");
});

test("an approver who is asked in a direct message gets what decides, and a link to the card", async () => {
  const { slack, cards } = await inSlack({ messages: ["U0ADMIN"] });
  const card = await cards.post(user, 1);
  await cards.messageApprover("U0ADMIN", { ...card, permalink: await cards.permalink(card) }, user, 1);
  expect(slack.messages("D0ADMIN").at(-1)?.text).toMatch(/^Approval needed: Ada Lovelace .*\|Open the card>\nNote: /u);
});

test("somebody whose name Slack does not tell stays mentioned, and nothing fails", async () => {
  const nameOf = slackNames(
    async () => slackClient("xoxb-local", "http://127.0.0.1:9/api/"),
    () => NOW,
  );
  expect(await nameOf("U0ADMIN")).toBeUndefined();
  const { slack, cards } = await inSlack();
  await cards.post({ ...user, requestedBy: "U0NOBODY" }, 1);
  expect(JSON.stringify(slack.messages().at(-1))).toContain("Requested by <@U0NOBODY>");
});
