import type { WebClient } from "@slack/web-api";
import type { Cards } from "../domain/ports.ts";
import { closedCard } from "../slack/blocks/closed-card.ts";
import { pendingCard } from "../slack/blocks/pending-card.ts";
import { reminder } from "../slack/blocks/reminder.ts";
import { slackFailure } from "./slack-failure.ts";

const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/**
 * Cards in a Slack channel. The client comes when it is first needed, since its token is a secret yet to be fetched.
 * Throws Throttled with Slack's own delay, PermanentFailure named `slack_<error>`, or an error that is worth a retry.
 */
export function slackCards(client: () => Promise<WebClient>, channel: string): Cards {
  const chat = async <Answer>(call: (chat: WebClient["chat"]) => Promise<Answer>): Promise<Answer> => {
    const { chat: methods } = await client();
    try {
      return await call(methods);
    } catch (error) {
      throw slackFailure(error);
    }
  };

  return {
    async post(user) {
      const posted = await chat((slack) => slack.postMessage({ channel, ...pendingCard(user), ...NO_PREVIEWS }));
      if (!posted.ts) {
        throw new Error("Slack took the card and did not say where it stands.");
      }
      return { channel: posted.channel ?? channel, ts: posted.ts };
    },
    async close(card, user) {
      await chat((slack) => slack.update({ ...card, ...closedCard(user) }));
    },
    async remind(card, user) {
      const reply = { channel: card.channel, thread_ts: card.ts, ...reminder(user), ...NO_PREVIEWS };
      await chat((slack) => slack.postMessage(reply));
    },
  };
}
