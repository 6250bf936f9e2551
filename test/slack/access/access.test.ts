import { describe, expect, test } from "vitest";
import { type AccessSettings, type Actor, isChannel, refusal } from "../../../src/slack/access.ts";
import { accessOf, actor, groupAccess, workspaceOf } from "../../../testkit/slack/actors.ts";
import { memoryGroups } from "../../../testkit/slack/fakes.ts";

const GROUPS = { S0ADMINS: ["U0ADMIN", "U0SECOND"], S0HELPERS: ["U0HELPER"] };

function may(settings: Partial<AccessSettings> = {}, groups = memoryGroups(GROUPS)) {
  return groupAccess({ requesters: undefined, ...settings }, groups);
}

/** What one is told on trying each of the three, allowed being undefined. */
async function answers(to: ReturnType<typeof may>, who: Actor) {
  return [await to.decide(who), await to.start(who), await to.ask(who)];
}

const ALL = [undefined, undefined, undefined];

describe("everyone in the channel", () => {
  const channel = may({ approvers: "channel" });

  test("may do all of it there", async () => {
    expect(await answers(channel, actor("U0ANYONE"))).toEqual(ALL);
  });

  test("may do all of it on the home tab, where Slack says who is in the channel", async () => {
    const groups = memoryGroups({ C0APPROVALS: ["U0MEMBER"] });
    const here = may({ approvers: "channel" }, groups);
    expect(await answers(here, actor("U0MEMBER", { channel: undefined }))).toEqual(ALL);
    expect(await here.decide(actor("U0ANYONE", { channel: undefined }))).toContain("can't decide on new users");
    expect(here.refuseAtOnce(actor("U0ANYONE", { channel: undefined }), "start")).toBeUndefined();
  });

  test("may do nothing on the home tab where Slack doesn't say it, and is told why and where else to go", async () => {
    const blind = may({ approvers: "channel" }, memoryGroups({}));
    expect(await blind.ask(actor("U0MEMBER", { channel: undefined }))).toBe(
      "Sorry, we couldn't check whether you can see other people's requests: Slack didn't say who is in <#C0APPROVALS>. Nothing was changed; use /onboard and the cards in <#C0APPROVALS>, or try again in a minute.",
    );
  });

  test("may do nothing in another channel, and is told where; Slack is asked nothing", async () => {
    const groups = memoryGroups({ C0APPROVALS: ["U0ANYONE"] });
    const told = await answers(may({ approvers: "channel" }, groups), actor("U0ANYONE", { channel: "C0GENERAL" }));
    expect(groups.asked).toEqual([]);
    expect(told).toEqual([
      "Sorry, you can't decide on new users. Nothing was changed. Only members of <#C0APPROVALS> (in that channel or on the Home tab) can do this.",
      "Sorry, you can't start an onboarding. Nothing was changed. Only members of <#C0APPROVALS> (in that channel or on the Home tab) can do this.",
      "Sorry, you can't see other people's requests. Nothing was changed. Only members of <#C0APPROVALS> (in that channel or on the Home tab) can do this.",
    ]);
  });
});

describe("a list of people", () => {
  const list = may({ approvers: ["U0ADMIN", "W0ENTERPRISE"] });

  test.each(["U0ADMIN", "W0ENTERPRISE"])("lets %s do all of it, in any channel", async (id) => {
    expect(await answers(list, actor(id, { channel: "C0GENERAL" }))).toEqual(ALL);
  });

  test("lets nobody else, even in the approvers' channel, and says who may", async () => {
    expect(await list.decide(actor("U0REQUESTER"))).toBe(
      "Sorry, you can't decide on new users. Nothing was changed. Only <@U0ADMIN> and <@W0ENTERPRISE> can do this.",
    );
  });

  test("asks Slack about no group", async () => {
    const groups = memoryGroups(GROUPS);
    await may({ approvers: ["U0ADMIN", "S0ADMINS"] }, groups).decide(actor("U0ADMIN"));
    expect(groups.asked).toEqual([]);
  });
});

test("a list of 200 is told by its first twenty", async () => {
  const approvers = Array.from({ length: 200 }, (_, n) => `U0APPROVER${n}`);
  const told = (await may({ approvers }).decide(actor("U0REQUESTER"))) ?? "";
  expect(told).toContain("<@U0APPROVER18>, <@U0APPROVER19> and 180 others can do this.");
  expect(told.length).toBeLessThan(3_000);
});

describe("a list with user groups", () => {
  test.each(["U0ADMIN", "U0SECOND"])("lets its member %s do all of it", async (id) => {
    expect(await answers(may(), actor(id))).toEqual(ALL);
  });

  test("lets nobody else, and names the group", async () => {
    expect(await may().decide(actor("U0REQUESTER"))).toBe(
      "Sorry, you can't decide on new users. Nothing was changed. Only <!subteam^S0ADMINS> can do this.",
    );
  });

  test("lets nobody decide while Slack doesn't say who is in the group, and says so", async () => {
    expect(await may({}, memoryGroups({})).decide(actor("U0ADMIN"))).toBe(
      "Sorry, we couldn't check whether you can decide on new users: Slack didn't say who is in <!subteam^S0ADMINS>. Nothing was changed; please try again in a minute.",
    );
  });

  test("lets those decide whom another group or the list itself names, though one group can't be read", async () => {
    const some = may({ approvers: ["S0GONE", "S0ADMINS", "U0LISTED"] });
    expect(await some.decide(actor("U0ADMIN"))).toBeUndefined();
    expect(await some.decide(actor("U0LISTED"))).toBeUndefined();
    expect(await some.decide(actor("U0REQUESTER"))).toContain("who is in <!subteam^S0GONE>.");
    const none = may({ approvers: ["S0GONE", "S0ADMINS", "S0LOST"] });
    expect(await none.decide(actor("U0REQUESTER"))).toContain("who is in <!subteam^S0GONE>, <!subteam^S0LOST>.");
  });
});

describe("people of another team", () => {
  test.each([
    ["in the approvers' channel", may({ approvers: "channel" })],
    ["on the list", may({ approvers: ["U0ADMIN"] })],
    ["in the group", may()],
  ])("may do nothing, not even %s", async (_, to) => {
    const told = await answers(to, actor("U0ADMIN", { teamId: "T0OTHER" }));
    expect(told[0]).toBe(
      "Sorry, you can't decide on new users. Nothing was changed. Only members of the app's own workspace can do this.",
    );
    expect(told).not.toContain(undefined);
  });

  test("are all those of whom Slack does not say it", async () => {
    expect(await may().decide(actor("U0ADMIN", { teamId: undefined }))).toContain(
      "Only members of the app's own workspace",
    );
  });
});

describe("where the app is at home", () => {
  test("is for Slack to say: nobody may do anything while it does not answer", async () => {
    const down = { ...workspaceOf(), home: () => Promise.reject(new Error("down")) };
    await expect(answers(accessOf({}, memoryGroups({}), down), actor("U0ADMIN"))).rejects.toThrow("down");
  });

  test("is not asked for before a form opens: a stranger is refused at once only where it is known", () => {
    const stranger = actor("U0ADMIN", { teamId: "T0OTHER" });
    const unasked = { ...workspaceOf(), known: () => undefined };
    expect(accessOf({}, memoryGroups({}), unasked).refuseAtOnce(stranger, "decide")).toBeUndefined();
    expect(accessOf().refuseAtOnce(stranger, "decide")).toContain("Only members of the app's own workspace");
  });
});

describe("requesters", () => {
  const widened = may({ requesters: ["U0REQUESTER", "S0HELPERS"] });

  test.each(["U0REQUESTER", "U0HELPER", "U0ADMIN"])("%s may start", async (id) => {
    expect(await widened.start(actor(id))).toBeUndefined();
  });

  test.each(["U0REQUESTER", "U0HELPER"])("%s may neither decide nor ask", async (id) => {
    expect(await widened.decide(actor(id))).toContain("Only <!subteam^S0ADMINS> can do this.");
    expect(await widened.ask(actor(id))).toContain("Only <!subteam^S0ADMINS> can do this.");
  });

  test("are named to people who may not start", async () => {
    expect(await widened.start(actor("U0OTHER"))).toBe(
      "Sorry, you can't start an onboarding. Nothing was changed. Only <!subteam^S0ADMINS>, <@U0REQUESTER> and <!subteam^S0HELPERS> can do this.",
    );
  });

  test("may start outside of the channel that approves", async () => {
    const channel = may({ approvers: "channel", requesters: ["U0REQUESTER"] });
    expect(await channel.start(actor("U0REQUESTER", { channel: "C0GENERAL" }))).toBeUndefined();
    expect(await channel.start(actor("U0OTHER", { channel: "C0GENERAL" }))).toContain(
      "Only members of <#C0APPROVALS> (in that channel or on the Home tab) and <@U0REQUESTER> can do this.",
    );
  });
});

describe("four eyes", () => {
  const asked = { requestedBy: "U0ADMIN" };

  test("keep the requester from deciding, kindly", () => {
    expect(may({ fourEyes: true }).fourEyes(actor("U0ADMIN"), asked)).toBe(
      "Sorry, you requested this onboarding yourself, so you can't decide on it. Nothing was changed. Another approver can.",
    );
  });

  test("let another approver decide", () => {
    expect(may({ fourEyes: true }).fourEyes(actor("U0SECOND"), asked)).toBeUndefined();
  });

  test("let every approver decide on a program's request", () => {
    expect(may({ fourEyes: true }).fourEyes(actor("U0ADMIN"), { requestedBy: undefined })).toBeUndefined();
  });

  test("let the requester decide where the setting is off", () => {
    expect(may({ fourEyes: false }).fourEyes(actor("U0ADMIN"), asked)).toBeUndefined();
  });
});

describe("what can be told at once", () => {
  test.each<[string, Partial<AccessSettings>, Partial<Actor>, string]>([
    ["another team", {}, { teamId: "T0OTHER" }, "Only members of the app's own workspace can do this."],
    [
      "another channel",
      { approvers: "channel" },
      { channel: "C0GENERAL" },
      "members of <#C0APPROVALS> (in that channel or on the Home tab) can do this.",
    ],
    ["a list of people that someone is not on", { approvers: ["U0ADMIN"] }, {}, "Only <@U0ADMIN> can do this."],
  ])("is told of %s, as after asking Slack", async (_, settings, otherwise, who) => {
    const someone = actor("U0REQUESTER", otherwise);
    const told = may(settings).refuseAtOnce(someone, "decide");
    expect(told).toContain(who);
    expect(told).toBe(await may(settings).decide(someone));
  });

  test.each<[string, Partial<AccessSettings>, string]>([
    ["the channel", { approvers: "channel" }, "U0REQUESTER"],
    ["a person on the list", { approvers: ["U0ADMIN"] }, "U0ADMIN"],
    ["a list with a group, which Slack would have to be asked about", {}, "U0REQUESTER"],
  ])("is nothing in the way of %s", (_, settings, id) => {
    const groups = memoryGroups(GROUPS);
    expect(may(settings, groups).refuseAtOnce(actor(id), "decide")).toBeUndefined();
    expect(groups.asked).toEqual([]);
  });

  test("is that a requester may start and not decide", () => {
    const to = accessOf();
    expect(to.refuseAtOnce(actor("U0REQUESTER"), "start")).toBeUndefined();
    expect(to.refuseAtOnce(actor("U0REQUESTER"), "decide")).toContain("Only <@U0ADMIN> can do this.");
    expect(to.refuseAtOnce(actor("U0OTHER"), "start")).toContain("Only <@U0ADMIN> and <@U0REQUESTER> can do this.");
  });
});

test("a refusal names 20 people and how many others there are, or all where there would be one other", () => {
  const ids = Array.from({ length: 22 }, (_, n) => `U0${100 + n}`);
  const named = (count: number) => refusal("do this", ids.slice(0, count), undefined);
  expect(named(21)).toContain("<@U0119> and <@U0120> can do this.");
  expect(named(22)).toContain("<@U0119> and 2 others can do this.");
});

test.each([
  ["C012AB3CD", true],
  ["G012AB3CD", true],
  ["S012AB3CD", false],
  ["xC012AB3CD", false],
  ["C012AB3CD x", false],
])("%s is a channel's ID: %s", (id, is) => {
  expect(isChannel(id)).toBe(is);
});
