import { setTimeout as pass } from "node:timers/promises";
import { LOCAL } from "../../local/address.ts";

const LOOK_MILLISECONDS = 20;

/** Opens a user's link, and returns the milliseconds since it was due. */
export async function openLink(due: number, link: string): Promise<number> {
  await answered(link);
  return performance.now() - due;
}

/** Presses the button of a link's page, and returns the milliseconds that the answer took. */
export async function confirm(link: string): Promise<number> {
  const [begun, url] = [performance.now(), new URL(link)];
  const body = new URLSearchParams({ token: url.searchParams.get("token") ?? "" });
  await answered(new URL("?", url), { method: "POST", body });
  return performance.now() - begun;
}

/** Presses Verify as the local Slack's page does. Returns the milliseconds from when it was due to the answer, and until the card has no buttons. */
export async function press(slackUrl: string, due: number, ts: string) {
  await answered(`${slackUrl}/actions/press`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user: "U0ADMIN", channel: LOCAL.channel, ts, actionId: "verify" }),
  });
  const answer = performance.now();
  while (await hasButtons(slackUrl, ts)) {
    await pass(LOOK_MILLISECONDS);
  }
  return { answered: answer - due, shown: performance.now() - due };
}

async function hasButtons(slackUrl: string, ts: string): Promise<boolean> {
  const query = new URLSearchParams({ channel: LOCAL.channel, ts, limit: "1" }).toString();
  const headers = { authorization: `Bearer ${LOCAL.botToken}` };
  return (await answered(`${slackUrl}/api/conversations.replies?${query}`, { headers })).includes('"actions"');
}

async function answered(url: string | URL, init?: RequestInit): Promise<string> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${new URL(url).pathname} answered with status ${response.status}: ${text.slice(0, 200)}`);
  }
  return text;
}
