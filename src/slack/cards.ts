import { approverQuestion, escalation as escalated, notStarted, requesterAnswer, threadMessage } from "./thread.ts";
import type { WebClient } from "@slack/web-api";
import type { Clock } from "../domain/clock.ts";
import type { CloseEndedPorts } from "../domain/close-ended.ts";
import { Throttled } from "../domain/failures.ts";
import { type Escalation, HERE, type Notified } from "../domain/people.ts";
import type { Cards, Slots, ThreadEvent } from "../domain/ports.ts";
import type { Card, User } from "../domain/user.ts";
import { closedCard, pendingCard } from "./card.ts";
import { type NameOf, calling, naming } from "./mentions.ts";
import { callSlack, type SlackClients } from "./web-api.ts";
import { type Message, message } from "./words.ts";

// Slack lets a short burst pass, so the next message needn't wait out the second of the one before it.
const AHEAD_MILLISECONDS = 1_000;
// A reply notifies only those who follow its thread, unless the channel sees it as well. https://docs.slack.dev/messaging#threading
const SHOWN_TO_ALL = { reply_broadcast: true } as const;
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** What is sent into a channel or a thread there. */
type Sent = Message & { channel: string } & ({ thread_ts?: string } | { thread_ts: string; reply_broadcast: true });

/** Who is notified, where the last reminder escalates to, and people's names for lines that must not notify them. */
export interface Calling {
  notified: Notified;
  escalation: Escalation | undefined;
  nameOf: NameOf;
}

/** Notifies nobody. */
const QUIET: Calling = {
  notified: { mentions: [], messages: [] },
  escalation: undefined,
  nameOf: async () => undefined,
};

/**
 * Cards in a Slack channel. The clients come when they are needed, since their token is a secret yet to be fetched.
 * Throws Throttled until a message's slot comes or with Slack's own delay, PermanentFailure named `slack_<error>`, or an
 * error that is worth a retry.
 */
export function slackCards(
  clients: SlackClients,
  channel: string,
  slots: Slots,
  now: Clock,
  { notified, escalation, nameOf }: Calling = QUIET,
): Cards {
  const call = <Answer>(method: (slack: WebClient) => Promise<Answer>) => callSlack(clients, method);
  const send = (sent: Sent) => call((slack) => slack.chat.postMessage({ ...sent, ...NO_PREVIEWS }));
  const awaitSlot = async (slot: Promise<number>, aheadMilliseconds: number) => {
    const seconds = Math.ceil(((await slot) - aheadMilliseconds - now().getTime()) / 1000);
    if (seconds > 0) {
      throw new Throttled("Other messages have earlier slots in the channel.", seconds);
    }
  };
  const sendInSlot = async (attempt: number, user: User, sent: Sent) => {
    if (attempt === 1) {
      await awaitSlot(slots(sent.channel, lifeOf(user)), AHEAD_MILLISECONDS);
    }
    await send(sent);
  };

  /** Replies in a card's thread. A reply that asks for something is shown in the channel too, and mentions the people it asks. */
  const reply = async (
    card: Card,
    event: ThreadEvent,
    user: User,
    attempt: number,
    asked: readonly string[] | undefined,
  ) => {
    const line = calling(await naming(threadMessage(event, { ...user, card }), nameOf), asked ?? []);
    const place = { channel: card.channel, thread_ts: card.ts };
    await sendInSlot(attempt, user, { ...place, ...line, ...(asked ? SHOWN_TO_ALL : {}) });
  };

  return {
    async post(user, attempt) {
      if (attempt === 1) {
        await awaitSlot(slots(channel, lifeOf(user)), 0);
      }
      const mentions = user.status === "PENDING_EMAIL_VERIFICATION" ? notified.mentions : [];
      const posted = await send({ channel, ...calling(await naming(cardOf(user), nameOf), mentions) });
      if (!posted.ts) {
        throw new Error("Slack took the card and did not say where it is.");
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
    async update({ channel: of, ts }, user) {
      // We assume that an edit notifies nobody, not even people it mentions. Slack's documentation doesn't say: record 23.
      await call((slack) => slack.chat.update({ channel: of, ts, ...cardOf(user) }));
    },
    async tell(card, event, user, attempt) {
      const asks = event === "reminded" || event === "nudged";
      await reply(card, event, user, attempt, asks ? notified.mentions : undefined);
    },
    async escalate(card, user, attempt) {
      if (escalation && "channel" in escalation) {
        // A channel is notified by a mention only. https://docs.slack.dev/reference/block-kit/block-elements/broadcast-element
        const asked = calling(message(escalated({ ...user, card })), [HERE]);
        await sendInSlot(attempt, user, { channel: escalation.channel, ...asked });
      } else {
        await reply(card, "escalated", user, attempt, escalation?.people);
      }
    },
    approvers: notified.messages,
    async messageApprover(userId, card, user, attempt) {
      await sendInSlot(attempt, user, { channel: userId, ...approverQuestion({ ...user, card }) });
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
function cardOf(user: User): Message {
  return user.status === "PENDING_EMAIL_VERIFICATION" ? pendingCard(user) : closedCard(user);
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
