import { createHmac } from "node:crypto";

/** What the app answered to a press, a command or an event. */
export interface AppAnswer {
  /** The HTTP status; undefined where there was no answer at all. */
  status: number | undefined;
  body: string;
  milliseconds: number;
  /** What Slack would have shown as an error, in a sentence; undefined where all is well. */
  problem?: string | undefined;
}

/** Where the app takes Slack's requests, the secret that they are signed with, and how long Slack waits for an answer. */
export interface AppEndpoint {
  appUrl: () => string;
  signingSecret: string;
  timeoutMilliseconds: number;
  now: () => Date;
}

/** It waits longer than Slack does, to report how slow the app was. */
const GIVE_UP_MILLISECONDS = 30_000;

/** Sends Slack's form-encoded request. */
export function deliverForm(app: AppEndpoint, fields: Record<string, string>): Promise<AppAnswer> {
  return deliver(app, "application/x-www-form-urlencoded", new URLSearchParams(fields).toString());
}

/** Sends Slack's JSON request, the form of events. */
export function deliverJson(app: AppEndpoint, event: unknown): Promise<AppAnswer> {
  return deliver(app, "application/json", JSON.stringify(event));
}

async function deliver(app: AppEndpoint, contentType: string, body: string): Promise<AppAnswer> {
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
  { timeoutMilliseconds }: Pick<AppEndpoint, "timeoutMilliseconds">,
  status: number,
  milliseconds: number,
): string | undefined {
  if (milliseconds > timeoutMilliseconds) {
    return `The app took ${(milliseconds / 1000).toFixed(1)} s; Slack waits for 3 s and would have shown an error.`;
  }
  return status === 200 ? undefined : `The app answered with HTTP status ${status}; Slack would have shown an error.`;
}
