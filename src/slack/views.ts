import type { HomeView, ModalView } from "@slack/types";
import { callSlack, type SlackClients } from "./web-api.ts";

/** Modals and the home tab. Throws when Slack refuses. */
export interface Views {
  /** Opens a modal; the trigger lives 3 s and opens one view. */
  open(triggerId: string, view: ModalView): Promise<void>;
  /** Replaces a person's home tab. */
  publishHome(userId: string, view: HomeView): Promise<void>;
}

/** Slack's modals and home tabs. Throws as callSlack does. */
export function slackViews(clients: SlackClients): Views {
  return {
    async open(trigger_id, view) {
      await callSlack(clients, (slack) => slack.views.open({ trigger_id, view }));
    },
    async publishHome(user_id, view) {
      await callSlack(clients, (slack) => slack.views.publish({ user_id, view }));
    },
  };
}
