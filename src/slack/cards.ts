import { notStarted, requesterAnswer, threadMessage } from "./thread.ts";
import type { WebClient } from "@slack/web-api";
import type { Clock } from "../domain/clock.ts";
import type { CloseEndedPorts } from "../domain/close-ended.ts";
import { Throttled } from "../domain/failures.ts";
import type { CardNews, Cards, Slots } from "../domain/ports.ts";
import type { User } from "../domain/user.ts";
import { closedCard, pendingCard } from "./card.ts";
import { callSlack, type SlackClients } from "./web-api.ts";
import type { Message } from "./words.ts";

// Slack lets a short burst pass: what is told next need not wait for the second of the message before it to be over.
const AHEAD_MILLISECONDS = 1_000;
// A reply notifies only those who follow its thread, unless the channel sees it as well. https://docs.slack.dev/messaging#threading
const SHOWN_TO_ALL = { reply_broadcast: true } as const;
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** What is sent into a channel or a thread there. */
type Sent = Message & { channel: string } & ({ thread_ts?: string } | { thread_ts: string; reply_broadcast: true });

/**
 * Cards in a Slack channel. The clients come when they are needed, since their token is a secret yet to be fetched.
 * Throws Throttled until a message's slot comes or with Slack's own delay, PermanentFailure named `slack_<error>`, or an
 * error that is worth a retry.
 */
export function slackCards(clients: SlackClients, channel: string, slots: Slots, now: Clock): Cards {
  const call = <Answer>(method: (slack: WebClient) => Promise<Answer>) => callSlack(clients, method);
  const send = (message: Sent) => call((slack) => slack.chat.postMessage({ ...message, ...NO_PREVIEWS }));
  const awaitSlot = async (slot: Promise<number>, aheadMilliseconds: number) => {
    const seconds = Math.ceil(((await slot) - aheadMilliseconds - now().getTime()) / 1000);
    if (seconds > 0) {
      throw new Throttled("Other messages have earlier slots in the channel.", seconds);
    }
  };
  const sendInSlot = async (attempt: number, user: User, message: Sent) => {
    if (attempt === 1) {
      await awaitSlot(slots(message.channel, lifeOf(user)), AHEAD_MILLISECONDS);
    }
    await send(message);
  };

  return {
    async post(user, attempt) {
      if (attempt === 1) {
        await awaitSlot(slots(channel, lifeOf(user)), 0);
      }
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
      await sendInSlot(attempt, user, event === "nudged" ? { ...line, ...SHOWN_TO_ALL } : line);
    },
    async tellRequester(user, attempt) {
      const { requestedBy } = user;
      if (requestedBy) {
        await sendInSlot(attempt, user, { channel: requestedBy, ...requesterAnswer(user) });
      }
    },
  };
}

/** Until when a message about this user is of use: what asks for a decision, until the window ends. */
function lifeOf({ status, expiresAt }: User): number {
  return status === "PENDING_EMAIL_VERIFICATION" ? Date.parse(expiresAt) : Number.POSITIVE_INFINITY;
}

/** With controls while it is pending, without them ever after. */
function cardOf(user: User, news?: CardNews): Message {
  return user.status === "PENDING_EMAIL_VERIFICATION" ? pendingCard(user, news) : closedCard(user, news);
}

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
