import { stringify } from "node:querystring";
import { describe, expect, test } from "vitest";
import { TROUBLE } from "../../src/slack/listener.ts";
import { command, signed } from "../../testkit/slack/requests.ts";
import { memoryPorts, slackFunction } from "../../testkit/slack/service.ts";

const never = () => new Promise<never>(() => {});

/** The whole function in this process, with a profile database that may not answer. */
function service({ silent = false } = {}) {
  const ports = memoryPorts();
  const { users } = ports;
  const send = slackFunction(
    silent
      ? { ...ports, users: { ...users, find: never, findByEmail: never, listPending: never, listEnded: never } }
      : ports,
    silent ? { budget: { listener: 50, whole: 60_000 } } : {},
  );
  return { ...ports, send };
}

const json = (body: object) => signed(JSON.stringify(body), { contentType: "application/json", base64: false });
const interaction = (payload: object) => signed(stringify({ payload: JSON.stringify(payload) }));

const homeOpened = (tab: "home" | "messages", team_id = "T0LOCAL") =>
  json({
    type: "event_callback",
    team_id,
    api_app_id: "A0LOCAL",
    authorizations: [{ team_id: "T0LOCAL", user_id: "U0BOT", is_bot: true }],
    event: { type: "app_home_opened", user: "U0ADMIN", channel: "D0ADMIN", tab, event_ts: "1.1" },
  });

const by = {
  user: { id: "U0ADMIN", name: "ada", team_id: "T0LOCAL" },
  team: { id: "T0LOCAL", domain: "local" },
  api_app_id: "A0LOCAL",
  trigger_id: "1.2",
};
const view = { id: "V1", team_id: "T0LOCAL", app_installed_team_id: "T0LOCAL", private_metadata: "C0APPROVALS" };

const formSubmitted = (email: string) =>
  interaction({
    type: "view_submission",
    ...by,
    view: {
      ...view,
      type: "modal",
      callback_id: "start",
      state: { values: { email: { email: { value: email } }, name: { name: { value: "Grace Hopper" } } } },
    },
  });

const homePressed = interaction({
  type: "block_actions",
  ...by,
  container: { type: "view", view_id: "V1" },
  view: { ...view, type: "home" },
  actions: [{ type: "button", action_id: "start", block_id: "b", action_ts: "1.1" }],
});

describe("/onboard alone, signed", () => {
  test("opens the form and answers with nothing", async () => {
    const { send, views } = service();
    expect(await send(signed(command("")))).toMatchObject({ statusCode: 200, body: "" });
    expect(views.opened).toEqual([["1.2.3", expect.objectContaining({ callback_id: "start" })]]);
  });
});

describe("the submitted form, signed", () => {
  test("becomes a view that says what happens next", async () => {
    const { send, starts } = service();
    const { statusCode, body } = await send(formSubmitted("grace@example.com"));
    expect([statusCode, JSON.parse(body)]).toMatchObject([
      200,
      { response_action: "update", view: { type: "modal", title: { text: "Onboarding started" } } },
    ]);
    expect(starts.started).toMatchObject([{ request: { email: "grace@example.com", requestedBy: "U0ADMIN" } }]);
  });

  test("says at the field what is wrong", async () => {
    const { body } = await service().send(formSubmitted("grace"));
    expect(JSON.parse(body)).toEqual({
      response_action: "errors",
      errors: { email: "This is not an email address; write it like ada@example.com." },
    });
  });

  test("says in time, at the field, that a service did not answer", async () => {
    const { body } = await service({ silent: true }).send(formSubmitted("grace@example.com"));
    expect(JSON.parse(body)).toEqual({ response_action: "errors", errors: { email: TROUBLE } });
  });
});

describe("the home tab, signed", () => {
  test("is published to each person who opens it", async () => {
    const { send, views } = service();
    expect(await send(homeOpened("home"))).toMatchObject({ statusCode: 200 });
    expect(JSON.stringify(views.homes.get("U0ADMIN"))).toContain("Ada Lovelace");
  });

  test("shows nobody to someone of another workspace", async () => {
    const { send, views } = service();
    await send(homeOpened("home", "T0OTHER"));
    const shown = JSON.stringify(views.homes.get("U0ADMIN"));
    expect(shown).toContain("Only members of the app's own workspace");
    expect(shown).not.toContain("Ada Lovelace");
  });

  test("says in time that a service did not answer", async () => {
    const { send, views, log } = service({ silent: true });
    expect(await send(homeOpened("home"))).toMatchObject({ statusCode: 200 });
    expect(JSON.stringify(views.homes.get("U0ADMIN"))).toContain(TROUBLE);
    expect(log.lines).toEqual(['error Slack request not carried out {"reason":"DeadlinePassed"}']);
  });

  test("is left alone when someone opens the messages tab", async () => {
    const { send, views } = service();
    expect(await send(homeOpened("messages"))).toMatchObject({ statusCode: 200 });
    expect(views.homes.size).toBe(0);
  });

  test("has a button that opens the form", async () => {
    const { send, views } = service();
    expect(await send(homePressed)).toMatchObject({ statusCode: 200, body: "" });
    expect(views.opened).toEqual([["1.2", expect.objectContaining({ callback_id: "start", private_metadata: "" })]]);
  });
});

test("Slack's check of the request URL is answered with its challenge", async () => {
  const { statusCode, body } = await service().send(json({ type: "url_verification", challenge: "3eZbrw1a" }));
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toEqual({ challenge: "3eZbrw1a" });
});
