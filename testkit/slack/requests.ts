import { createHmac } from "node:crypto";
import { stringify } from "node:querystring";
import type { HttpEvent } from "../../src/slack/request.ts";

export const SIGNING_SECRET = "test-signing-secret";
const FORM = "application/x-www-form-urlencoded";

interface Sending {
  at?: Date;
  base64?: boolean;
  contentType?: string;
  secret?: string;
}

/** A signed request as API Gateway hands it over: payload format 2.0, a form's body as base64. */
export function signed(body: string, { at = new Date(), base64 = true, contentType = FORM, secret }: Sending = {}) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const mac = createHmac("sha256", secret ?? SIGNING_SECRET).update(`v0:${timestamp}:${body}`);
  return {
    version: "2.0",
    routeKey: "POST /slack/events",
    rawPath: "/slack/events",
    rawQueryString: "",
    headers: {
      "content-type": contentType,
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${mac.digest("hex")}`,
    } as Record<string, string | undefined>,
    requestContext: { http: { method: "POST" } },
    body: base64 ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded: base64,
  } satisfies HttpEvent & Record<string, unknown>;
}

/** `/onboard …` as Slack sends it. */
export function command(text: string, fields: Record<string, string> = {}): string {
  return stringify({
    command: "/onboard",
    text,
    user_id: "U0REQUESTER",
    user_name: "requester",
    team_id: "T0LOCAL",
    team_domain: "local",
    channel_id: "C0APPROVALS",
    channel_name: "approvals",
    api_app_id: "A0LOCAL",
    response_url: "http://127.0.0.1:9/commands",
    trigger_id: "1.2.3",
    ...fields,
  });
}

interface Used {
  value?: string;
  block_id?: string;
  by?: string;
  /** When, in seconds since 1970. */
  at?: string;
  responseUrl?: string;
  /** More of the message's container. */
  container?: object;
  /** On the home tab, and not on a message; with more of its view. */
  isInView?: boolean | object;
}

/** A press on a card's button as Slack sends it. */
export function press(action_id: string, { value = "u-ada", ...used }: Used = {}): string {
  const text = { type: "plain_text", text: action_id };
  return interaction({ type: "button", action_id, value, text }, used);
}

/** A text that is typed into an input, which sends it when Enter is pressed. */
export function typedInto(action_id: string, value: string | null, used: Used = {}): string {
  return interaction({ type: "plain_text_input", action_id, value }, used);
}

/** The choice of an overflow menu's option on a card, as Slack sends it. */
export function useOfMenu(action_id: string, { value = "u-ada", ...used }: Used = {}): string {
  const selected_option = { text: { type: "plain_text", text: action_id }, value };
  return interaction({ type: "overflow", action_id, selected_option }, used);
}

function interaction(
  action: object,
  {
    block_id = "onboarding:1111",
    by = "U0ADMIN",
    responseUrl = "http://127.0.0.1:9/actions",
    container = {},
    at: pressedAt = "1795510800.000200",
    isInView = false,
  }: Used,
): string {
  const at = { message_ts: "1795510800.000100", channel_id: "C0APPROVALS", is_ephemeral: false };
  const onMessage = {
    channel: { id: "C0APPROVALS", name: "approvals" },
    container: { type: "message", ...at, ...container },
    message: { type: "message", ts: at.message_ts, team: "T0LOCAL" },
    response_url: responseUrl,
  };
  const payload = {
    type: "block_actions",
    ...person(by),
    ...(isInView
      ? { container: { type: "view", view_id: "V1" }, view: { id: "V1", type: "home", ...Object(isInView) } }
      : onMessage),
    actions: [{ ...action, block_id, action_ts: pressedAt }],
  };
  return stringify({ payload: JSON.stringify(payload) });
}

/** A modal submitted as Slack sends it; `values` by block ID and action ID. */
export function submitted(modal: object, values: object, by = "U0ADMIN"): string {
  const view = { ...modal, id: "V1", team_id: "T0LOCAL", app_installed_team_id: "T0LOCAL", state: { values } };
  return stringify({ payload: JSON.stringify({ type: "view_submission", ...person(by), view }) });
}

function person(id: string) {
  return {
    user: { id, username: "someone", name: "someone", team_id: "T0LOCAL" },
    team: { id: "T0LOCAL", domain: "local" },
    api_app_id: "A0LOCAL",
    trigger_id: "1.2.3",
  };
}
