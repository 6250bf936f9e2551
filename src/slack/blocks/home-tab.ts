import type { Button, HomeView, KnownBlock, SectionBlock } from "@slack/types";
import type { User } from "../../domain/user.ts";
import { ACTION } from "../ids.ts";
import { richText } from "../text/words.ts";
import { MORE, NOBODY, pendingLine } from "./pending-list.ts";

/** What a person may see on the home tab: the pending or the sentence that says who may, and whether they may start. */
export interface HomeTab {
  mayStart: boolean;
  pending: { users: readonly User[]; more: boolean } | { refusal: string };
}

/** The home tab, as this person may see it. */
export function homeTab({ mayStart, pending }: HomeTab): HomeView {
  const list = "refusal" in pending ? [section(pending.refusal)] : listed(pending);
  return { type: "home", blocks: [header("Onboarding"), ...(mayStart ? [starter] : []), ...list] };
}

/** The home tab when something did not answer. */
export function troubledHome(trouble: string): HomeView {
  return { type: "home", blocks: [header("Onboarding"), section(trouble)] };
}

const start: Button = {
  type: "button",
  action_id: ACTION.start,
  style: "primary",
  text: { type: "plain_text", text: "Start an onboarding" },
};
const starter: KnownBlock = { type: "actions", elements: [start] };

function listed({ users, more }: { users: readonly User[]; more: boolean }): KnownBlock[] {
  if (users.length === 0) {
    return [section(NOBODY)];
  }
  return [
    { type: "divider" },
    header("Waiting for a decision"),
    ...users.map((user) => richText(pendingLine(user))),
    ...(more ? [section(MORE)] : []),
  ];
}

function header(text: string): KnownBlock {
  return { type: "header", text: { type: "plain_text", text } };
}

/** Words of ours: nobody else's text. */
function section(text: string): SectionBlock {
  return { type: "section", text: { type: "mrkdwn", text } };
}
