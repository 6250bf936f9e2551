import { stringify } from "node:querystring";
import { FIELD, startModal } from "../../../src/slack/start-form.ts";

// What Slack sends, in the shapes that it documents and that its own SDK's tests recorded; the values are made up.

export const TEAM = "T0LOCAL";
export const ENTERPRISE = "E0CORP";

type Json = Record<string, unknown>;

const form = (payload: Json) => stringify({ payload: JSON.stringify(payload) });

const MESSAGE = {
  type: "message",
  ts: "1795510800.000100",
  text: "Ada",
  team: TEAM,
  user: "U0BOT",
  bot_id: "B0BOT",
  app_id: "A0LOCAL",
};

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function press(more: Json = {}, action: Json = {}, responseUrl = "http://127.0.0.1:9/actions"): string {
  return form({
    type: "block_actions",
    user: { id: "U0ADMIN", username: "ada", name: "ada", team_id: TEAM },
    api_app_id: "A0LOCAL",
    token: "deprecated",
    container: { type: "message", message_ts: MESSAGE.ts, channel_id: "C0APPROVALS", is_ephemeral: false },
    trigger_id: "12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
    team: { id: TEAM, domain: "local" },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: "C0APPROVALS", name: "privategroup" },
    message: MESSAGE,
    state: { values: {} },
    response_url: responseUrl,
    actions: [
      {
        type: "button",
        action_id: "verify",
        block_id: "onboarding:1111",
        text: { type: "plain_text", text: "Verify", emoji: true },
        value: "u-ada",
        style: "primary",
        action_ts: "1795510800.840180",
        ...action,
      },
    ],
    ...more,
  });
}

const typed = (field: string, type: string, value: string | null) => ({ [field]: { [field]: { type, value } } });
const STATE = {
  values: {
    ...typed(FIELD.email, "email_text_input", "zoe@example.com"),
    ...typed(FIELD.name, "plain_text_input", "Zoë"),
    ...typed(FIELD.note, "plain_text_input", null),
  },
};

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function modal(type: "view_submission" | "view_closed", more: Json = {}): string {
  return form({
    type,
    team: { id: TEAM, domain: "local" },
    user: { id: "U0ADMIN", username: "ada", name: "ada", team_id: TEAM },
    api_app_id: "A0LOCAL",
    token: "deprecated",
    ...(type === "view_submission" ? { trigger_id: "1.2.3", response_urls: [] } : { is_cleared: false }),
    view: {
      ...startModal("C0APPROVALS", "en"),
      id: "V0",
      team_id: TEAM,
      state: STATE,
      hash: "1643113987.gRY6ROtt",
      previous_view_id: null,
      root_view_id: "V0",
      app_id: "A0LOCAL",
      external_id: "",
      app_installed_team_id: TEAM,
      bot_id: "B0BOT",
    },
    is_enterprise_install: false,
    enterprise: null,
    ...more,
  });
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export function command(text: string, more: Record<string, string | undefined> = {}): string {
  const fields = {
    token: "deprecated",
    team_id: TEAM,
    team_domain: "local",
    channel_id: "C0APPROVALS",
    channel_name: "privategroup",
    user_id: "U0ADMIN",
    user_name: "ada",
    command: "/onboard",
    text,
    api_app_id: "A0LOCAL",
    is_enterprise_install: "false",
    response_url: "http://127.0.0.1:9/commands",
    trigger_id: "1.2.3",
    ...more,
  };
  return stringify(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}

/** https://docs.slack.dev/reference/events/app_home_opened in https://docs.slack.dev/apis/events-api/#callback-field */
export function homeOpened(more: Json = {}, event: Json = {}): string {
  return JSON.stringify({
    token: "deprecated",
    team_id: TEAM,
    api_app_id: "A0LOCAL",
    event: {
      type: "app_home_opened",
      user: "U0ADMIN",
      channel: "D0ADMIN",
      tab: "home",
      event_ts: "1795510800.000100",
      ...event,
    },
    type: "event_callback",
    event_id: "Ev0",
    event_time: 1_795_510_800,
    authorizations: [
      { enterprise_id: null, team_id: TEAM, user_id: "U0BOT", is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: "4-event-context",
    ...more,
  });
}

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export const messageShortcut = form({
  type: "message_action",
  callback_id: "nobody-listens",
  trigger_id: "1.2.3",
  message_ts: MESSAGE.ts,
  response_url: "http://127.0.0.1:9/app",
  message: MESSAGE,
  channel: { id: "C0APPROVALS", name: "privategroup" },
  user: { id: "U0ADMIN", username: "ada", team_id: TEAM, name: "ada" },
  team: { id: TEAM, domain: "local" },
});

/** The same page. */
export const globalShortcut = form({
  type: "shortcut",
  callback_id: "nobody-listens",
  trigger_id: "1.2.3",
  user: { id: "U0ADMIN", username: "ada", team_id: TEAM },
  team: { id: TEAM, domain: "local" },
});

/** https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
export const suggestion = form({
  type: "block_suggestion",
  user: { id: "U0ADMIN", name: "ada" },
  team: { id: TEAM, domain: "local" },
  block_id: "search",
  action_id: "search",
  value: "an",
  view: { id: "V0", type: "modal", callback_id: "another" },
});
