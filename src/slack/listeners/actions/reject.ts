import type { Deadline } from "../../../domain/deadline.ts";
import type { Answer } from "../../blocks/message.ts";
import { decideInSlack, type SlackDecidePorts } from "../../decide-in-slack.ts";
import type { Press } from "../../press.ts";

/** Answers a press on Reject, which Slack sends once its confirm dialog was confirmed. */
export async function reject(ports: SlackDecidePorts, press: Press, deadline: Deadline): Promise<Answer> {
  const { answer } = await decideInSlack(ports, { ...press, outcome: "rejected" }, deadline);
  return answer;
}
