import type { WebClient } from "@slack/web-api";
import type { CardNews, Cards } from "../domain/ports.ts";
import type { User } from "../domain/user.ts";
import { closedCard } from "../slack/blocks/closed-card.ts";
import type { Message } from "../slack/blocks/message.ts";
import { pendingCard } from "../slack/blocks/pending-card.ts";
import { requesterAnswer } from "../slack/blocks/requester-answer.ts";
import { threadLine } from "../slack/blocks/thread.ts";
import { callSlack, type SlackClients } from "./slack-call.ts";

const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/**
 * Cards in a Slack channel. The clients come when they are needed, since their token is a secret yet to be fetched.
 * Throws Throttled with Slack's own delay, PermanentFailure named `slack_<error>`, or an error that is worth a retry.
 */
export function slackCards(clients: SlackClients, channel: string): Cards {
  const call = <Answer>(method: (slack: WebClient) => Promise<Answer>) => callSlack(clients, method);

  return {
    async post(user) {
      const posted = await call((slack) => slack.chat.postMessage({ channel, ...cardOf(user), ...NO_PREVIEWS }));
      if (!posted.ts) {
        throw new Error("Slack took the card and did not say where it stands.");
      }
      return { channel: posted.channel ?? channel, ts: posted.ts };
    },
    async permalink({ channel: of, ts }) {
      const { permalink } = await call((slack) => slack.chat.getPermalink({ channel: of, message_ts: ts }));
      if (!permalink) {
        throw new Error("Slack did not say where the card can be opened.");
      }
      return permalink;
    },
    async update({ channel: of, ts }, user, news) {
      await call((slack) => slack.chat.update({ channel: of, ts, ...cardOf(user, news) }));
    },
    async tell({ channel: of, ts }, event, user) {
      const line = { channel: of, thread_ts: ts, text: threadLine(event, user), ...NO_PREVIEWS };
      await call((slack) => slack.chat.postMessage(line));
    },
    async tellRequester(user) {
      const { requestedBy } = user;
      if (requestedBy) {
        await call((slack) =>
          slack.chat.postMessage({ channel: requestedBy, text: requesterAnswer(user), ...NO_PREVIEWS }),
        );
      }
    },
  };
}

/** With controls while it is pending, without them ever after. */
function cardOf(user: User, news?: CardNews): Message {
  return user.status === "PENDING_EMAIL_VERIFICATION" ? pendingCard(user, news) : closedCard(user, news);
}
