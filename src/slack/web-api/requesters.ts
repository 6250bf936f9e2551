import type { CloseEndedPorts } from "../../domain/close-ended.ts";
import { notStarted } from "../blocks/not-started.ts";
import { callSlack, type SlackClients } from "./call.ts";

/** Tells requesters, in a direct message, that nothing was started; nobody where a program asked. Throws as callSlack does. */
export function slackRequesters(clients: SlackClients): CloseEndedPorts["tellNotStarted"] {
  return async (request, why) => {
    const { requestedBy } = request;
    if (requestedBy) {
      await callSlack(clients, (slack) =>
        slack.chat.postMessage({
          channel: requestedBy,
          ...notStarted(request, why),
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
    }
  };
}
