import { describe, expect, test } from "vitest";
import { accessOf, workspaceOf } from "../../../testkit/slack/actors.ts";
import { signed } from "../../../testkit/slack/requests.ts";
import { memoryPorts, slackFunction } from "../../../testkit/slack/service.ts";
import { webApi } from "../../../testkit/slack/web-api.ts";
import {
  command,
  ENTERPRISE,
  globalShortcut,
  homeOpened,
  messageShortcut,
  modal,
  press,
  suggestion,
  TEAM,
} from "./payloads.ts";

const JSON_TYPE = "application/json";

/** The organisations of people as users.info has them; U0STRANGER is of another one. */
const ORGANISATIONS = { U0ADMIN: ENTERPRISE, U0STRANGER: "E0OTHER", U0NOBODY: "" };

interface Sent {
  body: string;
  /** JSON for events, a form otherwise. */
  contentType?: string;
  /** Whether auth.test names an organisation. */
  onGrid?: boolean;
}

/** Runs a payload through the whole function, and says what came of it. */
async function sent({ body, contentType, onGrid = false }: Sent) {
  await using slack = await webApi();
  const home = { teamId: TEAM, enterpriseId: onGrid ? ENTERPRISE : undefined };
  // U0STRANGER is on the list, and still of another organisation.
  const access = accessOf({ approvers: ["U0ADMIN", "U0STRANGER"] }, undefined, workspaceOf(home, ORGANISATIONS));
  const ports = { ...memoryPorts(), access };
  const send = slackFunction(ports);
  const atSlack = body.replaceAll(encodeURIComponent("http://127.0.0.1:9/"), encodeURIComponent(slack.url));
  const { statusCode, body: answer } = await send(signed(atSlack, contentType ? { contentType } : {}));
  return {
    status: statusCode,
    decided: ports.decisions.delivered.size,
    started: ports.starts.started.length,
    homes: [...ports.views.homes.keys()],
    refused: `${answer} ${JSON.stringify([slack.calls, ports.views.opened])}`.includes("Sorry, you can't"),
    errors: ports.log.lines.filter((line) => line.startsWith("error")),
    answer,
  };
}

const DECIDED = { status: 200, decided: 1, started: 0, refused: false, errors: [] };
const STARTED = { status: 200, decided: 0, started: 1, refused: false, errors: [] };
const REFUSED = { status: 200, decided: 0, started: 0, refused: true, errors: [] };
const NOTHING = { status: 200, decided: 0, started: 0, refused: false, errors: [] };
/** Nobody listens for it, which Slack takes as a failure that it shows to the person, if to anybody. */
const UNHEARD = { ...NOTHING, status: 404 };

const by = (id: string, team_id: string | undefined, more: object = {}) => ({
  user: { id, username: "someone", name: "someone", team_id },
  ...more,
});

// https://github.com/slackapi/bolt-python/blob/main/tests/slack_bolt/request/test_request.py: `team` is null in an org-wide
// installation, and a view names another team than the person's.
const ORG_WIDE = { team: null, is_enterprise_install: true, enterprise: { id: ENTERPRISE, name: "Corp" } };
// https://github.com/slackapi/bolt-python/blob/main/tests/slack_bolt/request/test_internals.py: Slack Connect names both teams.
const CONNECT = { team: { id: "T0OTHER", domain: "other" } };

describe("a press", () => {
  test.each([
    ["as documented", {}],
    [
      "without the fields that Slack calls deprecated or optional",
      {
        token: undefined,
        enterprise: undefined,
        is_enterprise_install: undefined,
        state: undefined,
        message: undefined,
      },
    ],
    ["without a team", { team: null }],
    [
      "on an ephemeral message, which Slack leaves out",
      {
        message: undefined,
        container: { type: "message", message_ts: "1.2", channel_id: "C0APPROVALS", is_ephemeral: true },
      },
    ],
    [
      "in a thread",
      {
        container: {
          type: "message",
          message_ts: "1.2",
          channel_id: "C0APPROVALS",
          is_ephemeral: false,
          thread_ts: "1.1",
        },
      },
    ],
    [
      "with names that nobody has given yet",
      { user: { id: "U0ADMIN", team_id: TEAM }, something_new: { nested: [1] } },
    ],
  ])("%s, is taken", async (_, more) => expect(await sent({ body: press(more) })).toMatchObject(DECIDED));

  test("on a menu's option is taken", async () => {
    const action = {
      type: "overflow",
      action_id: "more",
      value: undefined,
      selected_option: { text: { type: "plain_text", text: "Reject with a reason…" }, value: "u-ada" },
    };
    expect(await sent({ body: press({}, action) })).toMatchObject({ status: 200, refused: false, errors: [] });
  });

  test.each([
    ["a guest of another company", by("U0STRANGER", "T0OTHER", CONNECT)],
    [
      "a guest whose payload names our team and not theirs",
      { ...by("U0STRANGER", "T0OTHER"), team: { id: TEAM, domain: "local" } },
    ],
    ["someone without a team", by("U0ADMIN", undefined)],
    ["someone who is on no list", by("U0NOBODY", TEAM)],
    [
      "someone whose payload claims an organisation that we have none of",
      by("U0STRANGER", "E0OTHER", { enterprise: { id: "E0OTHER" } }),
    ],
  ])("by %s is refused", async (_, more) => expect(await sent({ body: press(more) })).toMatchObject(REFUSED));

  test("without an action, a user or a channel crashes nothing and decides nothing", async () => {
    for (const more of [{ actions: [] }, { actions: undefined }, { user: undefined }, { user: null }]) {
      expect(await sent({ body: press(more) })).toMatchObject({ decided: 0 });
    }
    expect(await sent({ body: press({ channel: undefined }) })).toMatchObject(DECIDED); // on the list, wherever
  });
});

describe("a press on Enterprise Grid", () => {
  test.each([
    ["names the organisation as the person's team", by("U0ADMIN", ENTERPRISE)],
    ["names another workspace of the organisation", by("U0ADMIN", "T0SIBLING")],
    ["comes from an org-wide installation, without a team", by("U0ADMIN", TEAM, ORG_WIDE)],
    ["names no team and the organisation", by("U0ADMIN", ENTERPRISE, ORG_WIDE)],
  ])("that %s is taken", async (_, more) =>
    expect(await sent({ body: press(more), onGrid: true })).toMatchObject(DECIDED),
  );

  test.each([
    ["a stranger of another organisation", by("U0STRANGER", "E0OTHER")],
    ["a stranger from a workspace elsewhere", by("U0STRANGER", "T0OTHER", CONNECT)],
    ["a stranger whose payload claims our organisation", by("U0STRANGER", "T0OTHER", ORG_WIDE)],
    ["somebody whom Slack puts into no organisation", by("U0NOBODY", "T0SIBLING", ORG_WIDE)],
  ])("by %s is refused", async (_, more) =>
    expect(await sent({ body: press(more), onGrid: true })).toMatchObject(REFUSED),
  );
});

describe("a modal", () => {
  test.each([
    ["as documented", {}, false],
    [
      "without a trigger, response URLs and a team",
      { trigger_id: undefined, response_urls: undefined, team: null },
      false,
    ],
    ["of an org-wide installation", by("U0ADMIN", "T0SIBLING", ORG_WIDE), true],
  ])("%s, is taken when it is submitted", async (_, more, onGrid) => {
    expect(await sent({ body: modal("view_submission", more), onGrid })).toMatchObject(STARTED);
  });

  test("of a stranger is refused", async () => {
    expect(await sent({ body: modal("view_submission", by("U0STRANGER", "T0OTHER", CONNECT)) })).toMatchObject(REFUSED);
  });

  test.each([{}, { is_cleared: true }, ORG_WIDE])("that is closed, %j, changes nothing", async (more) => {
    expect(await sent({ body: modal("view_closed", more) })).toMatchObject(UNHEARD);
  });
});

describe("a command", () => {
  test.each([
    ["as documented", {}],
    [
      "without the fields that Slack calls deprecated or optional",
      {
        token: undefined,
        user_name: undefined,
        team_domain: undefined,
        channel_name: undefined,
        is_enterprise_install: undefined,
      },
    ],
    ["from a direct message", { channel_id: "D0ADMIN", channel_name: "directmessage" }],
  ])("%s, starts", async (_, more) => {
    expect(await sent({ body: command("zoe@example.com Zoë", more) })).toMatchObject(STARTED);
  });

  test("on Grid names the workspace that it was typed in", async () => {
    const grid = {
      team_id: "T0SIBLING",
      enterprise_id: ENTERPRISE,
      enterprise_name: "Corp",
      is_enterprise_install: "true",
    };
    expect(await sent({ body: command("zoe@example.com Zoë", grid), onGrid: true })).toMatchObject(STARTED);
    const stranger = { ...grid, user_id: "U0STRANGER" };
    expect(await sent({ body: command("zoe@example.com Zoë", stranger), onGrid: true })).toMatchObject(REFUSED);
  });

  test("from a connected company is refused", async () => {
    const guest = { user_id: "U0STRANGER", team_id: "T0OTHER", team_domain: "other" };
    expect(await sent({ body: command("zoe@example.com Zoë", guest) })).toMatchObject(REFUSED);
  });
});

describe("the home tab", () => {
  const contentType = JSON_TYPE;
  test.each([
    ["as documented", {}, false],
    ["with an organisation", { enterprise_id: ENTERPRISE }, true],
    [
      "of an org-wide installation",
      {
        enterprise_id: ENTERPRISE,
        team_id: "T0SIBLING",
        is_ext_shared_channel: false,
        authorizations: [
          { enterprise_id: ENTERPRISE, team_id: null, user_id: "U0BOT", is_bot: true, is_enterprise_install: true },
        ],
      },
      true,
    ],
    ["without authorizations", { authorizations: undefined, event_context: undefined }, false],
  ])("%s, is shown", async (_, more, onGrid) => {
    const answer = await sent({ body: homeOpened(more), contentType, onGrid });
    expect(answer).toMatchObject({ ...NOTHING, homes: ["U0ADMIN"] });
  });

  test("that is not the home tab is left alone", async () => {
    expect(await sent({ body: homeOpened({}, { tab: "messages" }), contentType })).toMatchObject({
      ...NOTHING,
      homes: [],
    });
  });
});

describe("what is not for a listener", () => {
  test("a certificate check is answered with an empty 200", async () => {
    expect(await sent({ body: "ssl_check=1&token=deprecated" })).toMatchObject({ ...NOTHING, answer: "" });
  });

  test("the proof of the request URL gives the challenge back", async () => {
    const body = JSON.stringify({
      token: "deprecated",
      challenge: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
      type: "url_verification",
    });
    const answer = await sent({ body, contentType: JSON_TYPE });
    expect(answer).toMatchObject(NOTHING);
    expect(answer.answer).toContain("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
  });

  test.each([
    ["a message shortcut", messageShortcut],
    ["a global shortcut", globalShortcut],
    ["a menu's search", suggestion],
  ])("%s is not heard", async (_, body) => expect(await sent({ body })).toMatchObject(UNHEARD));

  test.each([
    ["an app that was removed", { type: "app_uninstalled" }],
    ["tokens that were revoked", { type: "tokens_revoked", tokens: { bot: ["U0BOT"] } }],
    ["a message", { type: "message", channel_type: "im", user: "U0ADMIN", text: "hello" }],
  ])("an event about %s, which nobody listens for, changes nothing", async (_, event) => {
    expect(await sent({ body: homeOpened({}, event), contentType: JSON_TYPE })).toMatchObject(NOTHING);
  });
});
