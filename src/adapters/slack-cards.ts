import type { WebClient } from "@slack/web-api";
import type { Clock } from "../domain/clock.ts";
import { Throttled } from "../domain/failures.ts";
import type { CardNews, Cards } from "../domain/ports.ts";
import type { User } from "../domain/user.ts";
import { closedCard } from "../slack/blocks/closed-card.ts";
import type { Message } from "../slack/blocks/message.ts";
import { pendingCard } from "../slack/blocks/pending-card.ts";
import { requesterAnswer } from "../slack/blocks/requester-answer.ts";
import { threadMessage } from "../slack/blocks/thread.ts";
import type { Turns } from "./dynamo-turns.ts";
import { callSlack, type SlackClients } from "./slack-call.ts";

// The line that begins a thread follows its card at once, for whatever else is to be told about the card comes after it.
const CARD_AND_FIRST_LINE = 2;
// Slack lets a short burst pass: what is told next need not wait for the second of the message before it to be over.
const AHEAD_MILLISECONDS = 1_000;
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** What is sent into a channel or a thread there. */
type Sent = Message & { channel: string; thread_ts?: string };

/**
 * Cards in a Slack channel. The clients come when they are needed, since their token is a secret yet to be fetched.
 * Throws Throttled until a message's turn comes or with Slack's own delay, PermanentFailure named `slack_<error>`, or an
 * error that is worth a retry.
 */
export function slackCards(clients: SlackClients, channel: string, turns: Turns, now: Clock): Cards {
  const call = <Answer>(method: (slack: WebClient) => Promise<Answer>) => callSlack(clients, method);
  const send = (message: Sent) => call((slack) => slack.chat.postMessage({ ...message, ...NO_PREVIEWS }));
  const awaitTurn = (turn: number) => {
    const seconds = Math.ceil((turn - now().getTime()) / 1000);
    if (seconds > 0) {
      throw new Throttled("Other messages are before this one in the channel's line.", seconds);
    }
  };
  const sendInTurn = async (attempt: number, message: Sent) => {
    if (attempt === 1) {
      awaitTurn((await turns(message.channel, 1)) - AHEAD_MILLISECONDS);
    }
    await send(message);
  };

  return {
    queue: async () => new Date(await turns(channel, CARD_AND_FIRST_LINE)).toISOString(),
    async post(user, turn) {
      awaitTurn(Date.parse(turn));
      const posted = await send({ channel, ...cardOf(user) });
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
    async tell({ channel: of, ts }, event, user, attempt) {
      const line = { channel: of, thread_ts: ts, ...threadMessage(event, user) };
      await (event === "asked" ? send(line) : sendInTurn(attempt, line));
    },
    async tellRequester(user, attempt) {
      const { requestedBy } = user;
      if (requestedBy) {
        await sendInTurn(attempt, { channel: requestedBy, ...requesterAnswer(user) });
      }
    },
  };
}

/** With controls while it is pending, without them ever after. */
function cardOf(user: User, news?: CardNews): Message {
  return user.status === "PENDING_EMAIL_VERIFICATION" ? pendingCard(user, news) : closedCard(user, news);
}
