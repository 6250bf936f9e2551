import type { HomeView, ModalView } from "@slack/types";
import type { Views } from "../../domain/ports.ts";
import { callSlack, type SlackClients } from "./call.ts";

/** Slack's modals and home tabs. Throws as callSlack does. */
export function slackViews(clients: SlackClients): Views<ModalView | HomeView> {
  return {
    async open(trigger_id, view) {
      await callSlack(clients, (slack) => slack.views.open({ trigger_id, view }));
    },
    async publishHome(user_id, view) {
      await callSlack(clients, (slack) => slack.views.publish({ user_id, view }));
    },
  };
}
