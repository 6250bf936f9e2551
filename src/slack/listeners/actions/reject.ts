import { decideInSlack, type SlackDecidePorts } from "../../decide-in-slack.ts";
import type { Press } from "../../press.ts";

/** Answers a press on Reject, which Slack sends once its confirm dialog was confirmed. */
export async function reject(ports: SlackDecidePorts, press: Press): Promise<string> {
  const { text } = await decideInSlack(ports, { ...press, outcome: "rejected" });
  return text;
}
