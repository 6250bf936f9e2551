import type { ActionsBlock, Button, Overflow } from "@slack/types";
import { onboardingId, type User } from "../../domain/user.ts";
import { ACTION, controlsId } from "../ids.ts";
import { plain } from "../text/escape.ts";

/** A pending card's buttons and menu. They carry the user ID, and the block the onboarding; never the engine's callback ID. */
export function controls(user: User): ActionsBlock {
  return {
    type: "actions",
    block_id: controlsId(onboardingId(user)),
    elements: [verify(user), reject(user), more(user)],
  };
}

function verify(user: User): Button {
  return {
    type: "button",
    action_id: ACTION.verify,
    value: user.userId,
    style: "primary",
    text: { type: "plain_text", text: "Verify" },
    accessibility_label: plain(`Verify ${user.name}`, 75),
  };
}

/** A mistaken tap on a phone is common, and a rejection is final: Slack asks before it sends the press. */
function reject(user: User): Button {
  return {
    type: "button",
    action_id: ACTION.reject,
    value: user.userId,
    style: "danger",
    text: { type: "plain_text", text: "Reject" },
    accessibility_label: plain(`Reject ${user.name}`, 75),
    confirm: {
      title: { type: "plain_text", text: "Reject this user?" },
      text: {
        type: "plain_text",
        text: `${plain(user.name, 200)} will not be let in. This cannot be undone.`,
        emoji: false,
      },
      confirm: { type: "plain_text", text: "Reject" },
      deny: { type: "plain_text", text: "Keep waiting" },
      style: "danger",
    },
  };
}

function more(user: User): Overflow {
  return {
    type: "overflow",
    action_id: ACTION.more,
    options: [{ text: { type: "plain_text", text: "Reject with a reason…" }, value: user.userId }],
  };
}
