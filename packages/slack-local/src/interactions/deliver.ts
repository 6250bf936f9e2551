import { createHmac } from "node:crypto";

/** What the app answered to a press, a command or an event. */
export interface AppAnswer {
  /** The HTTP status, 200 for an acknowledgement over Socket Mode; undefined where there was no answer at all. */
  status: number | undefined;
  body: string;
  milliseconds: number;
  /** What Slack would have shown as an error, in a sentence; undefined where all is well. */
  problem?: string | undefined;
}

/** Something that Slack tells the app: its kind, in Socket Mode's words, and what it says. */
export type Delivery =
  | { type: "slash_commands"; payload: Record<string, string> }
  | { type: "interactive" | "events_api"; payload: Record<string, unknown> };

/** The app as Slack reaches it: by HTTP requests or over Socket Mode. */
export interface AppEndpoint {
  deliver: (delivery: Delivery) => Promise<AppAnswer>;
  now: () => Date;
}

/** Where the app takes Slack's requests, the secret that they are signed with, and how long Slack waits for an answer. */
export interface RequestUrl {
  appUrl: () => string;
  signingSecret: string;
  timeoutMilliseconds: number;
  now: () => Date;
}

/** It waits longer than Slack does, to report how slow the app was. */
const GIVE_UP_MILLISECONDS = 30_000;
const FORM = "application/x-www-form-urlencoded";

/** Sends a delivery as a signed HTTP request: a form for commands and interactions, JSON for events. */
export function deliverByHttp(app: RequestUrl, { type, payload }: Delivery): Promise<AppAnswer> {
  switch (type) {
    case "slash_commands":
      return deliverForm(app, payload);
    case "interactive":
      return deliverForm(app, { payload: JSON.stringify(payload) });
    case "events_api":
      return send(app, "application/json", JSON.stringify(payload));
  }
}

/** Sends Slack's form-encoded request. */
export function deliverForm(app: RequestUrl, fields: Record<string, string>): Promise<AppAnswer> {
  return send(app, FORM, new URLSearchParams(fields).toString());
}

async function send(app: RequestUrl, contentType: string, body: string): Promise<AppAnswer> {
  const timestamp = String(Math.floor(app.now().getTime() / 1000));
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  try {
    const response = await fetch(app.appUrl(), {
      method: "POST",
      headers: {
        "content-type": contentType,
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signature(app.signingSecret, timestamp, body),
      },
      body,
      signal: AbortSignal.timeout(GIVE_UP_MILLISECONDS),
    });
    const text = await response.text();
    const milliseconds = took();
    return {
      status: response.status,
      body: text,
      milliseconds,
      problem: problemOf(app, response.status, milliseconds),
    };
  } catch (error) {
    const why = error instanceof Error && error.name === "TimeoutError" ? "gave no answer" : "could not be reached";
    return { status: undefined, body: "", milliseconds: took(), problem: `The app ${why}.` };
  }
}

/** Slack's signature of a request. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signature(signingSecret: string, timestamp: string, body: string): string {
  return `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

/** What Slack would have shown as an error, in a sentence. */
export function problemOf(
  { timeoutMilliseconds }: Pick<RequestUrl, "timeoutMilliseconds">,
  status: number,
  milliseconds: number,
): string | undefined {
  if (milliseconds > timeoutMilliseconds) {
    return `The app took ${(milliseconds / 1000).toFixed(1)} s; Slack waits for 3 s and would have shown an error.`;
  }
  return status === 200 ? undefined : `The app answered with HTTP status ${status}; Slack would have shown an error.`;
}
