import { describe, expect, test } from "vitest";
import { TROUBLE } from "../../src/slack/listener.ts";
import { decideForm } from "../../src/slack/decide-form.ts";
import { memoryUsers, pendingUser } from "../../testkit/fakes.ts";
import { command, press, signed, submitted, useOfMenu } from "../../testkit/slack/requests.ts";
import { memoryPorts, slackFunction } from "../../testkit/slack/service.ts";
import { type Answer, webApi } from "../../testkit/slack/web-api.ts";

/** The whole function in this process. A profile database that is silent never answers. */
function service({ silent = false, whole = 60_000 } = {}) {
  const ports = memoryPorts();
  const send = slackFunction(
    silent ? { ...ports, users: { ...memoryUsers(), find: () => new Promise<never>(() => {}) } } : ports,
    { budget: { listener: silent ? 50 : 60_000, whole } },
  );
  return { ...ports, send };
}

/** Presses a button and returns what was told to the person, at the address that Slack gave for it. */
async function pressing(
  at: ReturnType<typeof service>,
  actionId: string,
  answered: Answer = { body: {} },
  where: { isInView?: boolean } = {},
) {
  const told: unknown[] = [];
  await using slack = await webApi(() => answered);
  const response = await at.send(signed(press(actionId, { responseUrl: `${slack.url}respond`, ...where })));
  for (const { json } of slack.calls) {
    told.push(json);
  }
  return { response, told };
}

describe("/onboard, signed", () => {
  test("is answered privately in the response itself, with a name in any script", async () => {
    const { send, starts } = service();
    const response = await send(signed(command("zoe@example.com Zoë 李")));
    expect(response).toMatchObject({ statusCode: 200, headers: { "content-type": "application/json" } });
    expect(JSON.parse(response.body)).toEqual({
      response_type: "ephemeral",
      text: "The onboarding of Zoë 李 (zoe@example.com) has started. An email with a link is on its way, and a card will ask the approvers for a decision.\nYou will get a message when it is decided.",
      blocks: [expect.objectContaining({ type: "rich_text" })],
    });
    expect(starts.started).toMatchObject([{ request: { name: "Zoë 李", requestedBy: "U0REQUESTER" } }]);
  });

  test.each(["user_name=", ""])("needs no name of who typed: %j", async (name) => {
    const { send, decisions } = service();
    const body = command("cancel ada@example.com", { user_id: "U0ADMIN" }).replace("user_name=requester", name);
    expect(await send(signed(body))).toMatchObject({ statusCode: 200 });
    expect([...decisions.delivered.values()]).toMatchObject([{ by: "U0ADMIN", outcome: "cancelled" }]);
  });

  test("ends in time and says so when a service does not answer", async () => {
    const { send, log } = service({ silent: true });
    const response = await send(signed(command("zoe@example.com Zoë")));
    expect(JSON.parse(response.body)).toEqual({ response_type: "ephemeral", text: TROUBLE });
    expect(log.lines).toEqual(['error Slack request not carried out {"reason":"DeadlinePassed"}']);
  });
});

describe("a press, signed", () => {
  test.each([
    ["verify", "verified"],
    ["reject", "rejected"],
  ])("on %s decides, and tells the one who pressed and nobody else", async (actionId, outcome) => {
    const at = service();
    const { response, told } = await pressing(at, actionId);
    expect(response).toEqual({ statusCode: 200, body: "" });
    expect([...at.decisions.delivered.values()]).toMatchObject([{ outcome, source: "slack", by: "U0ADMIN" }]);
    expect(told).toEqual([
      {
        response_type: "ephemeral",
        replace_original: false,
        text: `You ${outcome} Ada Lovelace (ada@example.com). The card will update shortly.`,
        blocks: [expect.objectContaining({ type: "rich_text" })],
      },
    ]);
  });

  describe("whose answer does not reach the person", () => {
    const lost: [string, Answer][] = [
      ["refuses it", { status: 404 }],
      ["does not take it in time", "never"],
    ];

    test.each(lost)(
      "is a 200 where the decision counted, for a warning would say that it did not: Slack %s",
      async (_, answered) => {
        const at = service({ whole: 300 });
        const { response } = await pressing(at, "verify", answered);
        expect([response, at.decisions.delivered.size]).toEqual([{ statusCode: 200, body: "" }, 1]);
        expect(at.log.lines.at(-1)).toMatch(/^warn Slack answer not delivered/u);
      },
    );

    test.each(lost)(
      "is a 500 where nothing was changed, so that the person sees a warning: Slack %s",
      async (_, answered) => {
        const at = service({ whole: 300 });
        at.users.all.set("u-ada", pendingUser({ status: "EXPIRED" }));
        at.views.open = () => Promise.reject(new Error("expired_trigger_id"));
        expect((await pressing(at, "verify", answered)).response.statusCode).toBe(500);
      },
    );
  });

  test("is answered though Slack takes 600 ms for the private answer", async () => {
    const at = service();
    const { response, told } = await pressing(at, "verify", { after: 600 });
    expect([response.statusCode, told]).toEqual([200, [expect.objectContaining({ response_type: "ephemeral" })]]);
    expect(at.log.lines).toEqual([]);
  });

  describe("that changes nothing", () => {
    const conflict = () => {
      const at = service();
      at.users.all.set("u-ada", pendingUser({ status: "EXPIRED" }));
      return at;
    };

    test("is told in a modal, which is seen on an old card too", async () => {
      const at = conflict();
      const { response, told } = await pressing(at, "verify");
      expect([response.statusCode, told]).toEqual([200, []]);
      expect(at.views.opened).toMatchObject([
        ["1.2.3", { title: { text: "Nothing was changed" }, close: { text: "Close" } }],
      ]);
      expect(at.views.opened[0]?.[1]).not.toHaveProperty("submit");
    });

    test("is told as a private message once the trigger is over", async () => {
      const at = conflict();
      at.views.open = () => Promise.reject(new Error("expired_trigger_id"));
      const { response, told } = await pressing(at, "verify");
      expect([response.statusCode, told]).toMatchObject([
        200,
        [{ response_type: "ephemeral", text: expect.stringContaining("Nothing was changed: nobody decided") }],
      ]);
    });

    test("is told as a private message where there is no time left for a modal", async () => {
      const at = conflict();
      const send = slackFunction(at, { budget: { listener: 600, whole: 60_000 } });
      const { told } = await pressing({ ...at, send }, "verify");
      expect([told.length, at.views.opened]).toEqual([1, []]);
    });
  });

  describe("in a thread", () => {
    const thread = { thread_ts: "1795510800.000100" };

    test("is answered there", async () => {
      const at = service();
      await at.send(signed(press("verify", { container: thread })));
      expect(at.views.whispered).toMatchObject([
        { channel: "C0APPROVALS", ...thread, user: "U0ADMIN", text: expect.stringContaining("You verified Ada") },
      ]);
    });

    test("is told there what is in the way, once the trigger is over", async () => {
      const at = service();
      at.views.open = () => Promise.reject(new Error("expired_trigger_id"));
      await at.send(signed(press("verify", { container: thread, by: "U0REQUESTER" })));
      expect(at.views.whispered).toMatchObject([{ ...thread, text: expect.stringContaining("Only <@U0ADMIN>") }]);
    });
  });

  test("on the home tab is answered in a modal: nothing else can be told there", async () => {
    const at = service();
    const { response, told } = await pressing(at, "verify", { body: {} }, { isInView: true });
    expect([response.statusCode, told]).toEqual([200, []]);
    expect(at.views.opened).toMatchObject([["1.2.3", { title: { text: "Done" } }]]);
  });

  test("on a button that nothing listens for is a 404", async () => {
    expect((await pressing(service(), "other")).response.statusCode).toBe(404);
  });
});

describe("a decision with words, signed", () => {
  const modal = decideForm(pendingUser(), "rejected", "C0APPROVALS");
  const choice = { value: "u-ada#rejected" };
  const submit = (at: ReturnType<typeof service>, by = "U0ADMIN") =>
    at.send(
      signed(submitted(modal, { comment: { comment: { type: "plain_text_input", value: "Not <one> of us" } } }, by)),
    );

  test("opens the modal with the trigger of the press, and tells nobody anything", async () => {
    const at = service();
    expect(await at.send(signed(useOfMenu("more", choice)))).toEqual({ statusCode: 200, body: "" });
    expect(at.views.opened).toEqual([["1.2.3", modal]]);
  });

  test("says privately that there was trouble when Slack opens no modal", async () => {
    const at = service();
    at.views.open = () => Promise.reject(new Error("expired_trigger_id"));
    await using slack = await webApi(() => ({ body: {} }));
    await at.send(signed(useOfMenu("more", { ...choice, responseUrl: `${slack.url}respond` })));
    expect(slack.calls).toMatchObject([{ json: { response_type: "ephemeral", text: TROUBLE } }]);
  });

  test("decides with the reason, and closes the modal", async () => {
    const at = service();
    expect(await submit(at)).toEqual({ statusCode: 200, body: "" });
    expect([...at.decisions.delivered.values()]).toMatchObject([{ outcome: "rejected", comment: "Not <one> of us" }]);
  });

  test("authorises the submission too, and says above what was typed who may", async () => {
    const at = service();
    const { statusCode, body } = await submit(at, "U0REQUESTER");
    expect([statusCode, JSON.parse(body)]).toMatchObject([200, { response_action: "update", view: { type: "modal" } }]);
    expect(body).toContain("Only <@U0ADMIN> can do this.");
    expect(body).toContain('"initial_value":"Not <one> of us"');
    expect(at.decisions.delivered.size).toBe(0);
  });

  test("says at the field that a service does not answer, in time", async () => {
    const { body } = await submit(service({ silent: true }));
    expect(JSON.parse(body)).toEqual({ response_action: "errors", errors: { comment: TROUBLE } });
  });
});

describe("a request that is not Slack's", () => {
  test.each([
    ["signed with another secret", signed(press("verify"), { secret: "another" })],
    ["signed six minutes ago", signed(press("verify"), { at: new Date(Date.now() - 360_000) })],
    ["signed for a day ahead", signed(press("verify"), { at: new Date(Date.now() + 86_400_000) })],
    ["signed for another body", { ...signed(press("verify")), body: Buffer.from(press("reject")).toString("base64") }],
  ])("is a 401 and decides nothing: %s", async (_, event) => {
    const { send, decisions, log } = service();
    expect(await send(event)).toMatchObject({ statusCode: 401 });
    expect(decisions.delivered.size).toBe(0);
    expect(log.lines).toHaveLength(1);
  });
});

test("no log line holds an address or a name", async () => {
  const at = service();
  await at.send(signed(command("zoe@example.com Zoë")));
  await at.send(signed("payload=zoe@example.com"));
  await pressing(at, "verify", { status: 500 });
  expect(at.log.lines.join("\n")).not.toMatch(/example\.com|Zoë|Ada/u);
});
