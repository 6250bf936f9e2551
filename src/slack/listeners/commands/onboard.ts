import type { Deadline } from "../../../domain/deadline.ts";
import type { Users } from "../../../domain/ports.ts";
import type { Access, Actor } from "../../access/access.ts";
import type { SlackDecidePorts } from "../../decide-in-slack.ts";
import { type OpenPorts, openStartModal } from "../../open-start-modal.ts";
import { parseCommand } from "../../parse-command.ts";
import type { SlackStartPorts } from "../../start-in-slack.ts";
import type { Answer } from "../../blocks/message.ts";
import { cancel } from "./cancel.ts";
import { HELP } from "./help.ts";
import { list } from "./list.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";

export interface OnboardPorts extends SlackDecidePorts, SlackStartPorts, OpenPorts {
  users: Pick<Users, "find" | "findByEmail" | "listPending">;
  access: Access;
}

/** What Slack says of a typed command. https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export interface Typed {
  text: string;
  user_id: string;
  team_id: string;
  channel_id: string;
  trigger_id: string;
}

/** Answers `/onboard …` in private; undefined where a modal is the answer. Each deed asks first whether it is allowed. */
export async function onboard(ports: OnboardPorts, typed: Typed, deadline: Deadline): Promise<Answer | undefined> {
  const asked = parseCommand(typed.text);
  if (asked.kind === "help") {
    return HELP;
  }
  const actor: Actor = {
    id: typed.user_id,
    teamId: typed.team_id,
    channel: typed.channel_id,
  };
  switch (asked.kind) {
    case "open":
      return openStartModal(ports, actor, typed.trigger_id);
    case "start":
      return start(ports, actor, asked, deadline);
    case "list":
      return list(ports, actor);
    case "status":
      return status(ports, actor, asked.email);
    case "cancel":
      return cancel(ports, actor, asked.email, deadline);
  }
}
