import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { parseRequest } from "../domain/request.ts";
import type { Cards, Decisions, Mail, Metrics, Users } from "../domain/ports.ts";
import type { Card, EndedUser, Notice, UserStatus } from "../domain/user.ts";
import { besides } from "./beside.ts";
import { letterbox } from "./letterbox.ts";
import { notifier } from "./notify.ts";
import { type Result, endingOf, refused, resultOf } from "./outcome.ts";
import { type Schedule, remind } from "./reminders.ts";
import { endless, limited } from "./retry-policy.ts";

/** What the workflow acts through, its decision window, and when it reminds. */
export interface Onboard extends Schedule {
  users: Users;
  mail: Mail;
  cards: Cards;
  decisions: Pick<Decisions, "giveUp">;
  metrics: Metrics;
  windowSeconds: number;
}

const CLOSING = {
  ACTIVE: "activate-user",
  REJECTED: "reject-user",
  CANCELLED: "cancel-user",
  EXPIRED: "expire-user",
  FAILED: "fail-user",
} as const satisfies Partial<Record<UserStatus, string>>;

/**
 * Onboards one user: asks for a decision by email and in Slack, sleeps until someone decides or the window ends, writes the end into
 * the profile, and notifies everyone.
 *
 * The durable operations' names and order are a replay contract: an execution fails if it wakes on other ones. So published versions
 * are kept, and each execution wakes on the code it began with.
 */
export function onboarding({ users, mail, cards, decisions, metrics, windowSeconds, ...schedule }: Onboard) {
  return async (input: unknown, ctx: DurableContext): Promise<Result> => {
    const request = parseRequest(input); // before anything durable: a step would retry a bad input
    const { durableExecutionArn: execution } = ctx.executionContext;
    const about = { user_id: request.userId, execution };

    // First, so that the profile is created with their IDs: one write instead of two.
    const [[decided, callbackId], [letter, letterboxId]] = await Promise.all([
      ctx.createCallback("verification", { timeout: { seconds: windowSeconds } }),
      ctx.createCallback("letterbox-1"),
    ]);
    const created = await ctx.step(
      "create-user-profile",
      async ({ logger }) => {
        const creation = await users.create(request, { execution, callbackId, letterbox: letterboxId, windowSeconds });
        // Logged and counted inside the step: a replay doesn't repeat it.
        if ("refusal" in creation) {
          logger.info("onboarding refused", { ...about, reason: creation.refusal });
        } else {
          logger.info("onboarding started", about);
          metrics.started();
        }
        return creation;
      },
      limited,
    );
    if ("refusal" in created) {
      throw refused(created.refusal);
    }
    const { user } = created;
    const notify = notifier(metrics, user);
    let ended: EndedUser | undefined; // once there is a decision, an expiry or a failure
    const isOpen = () => ended === undefined;
    const beside = besides(ctx, metrics, about);

    /** Shows a notification that failed permanently: in lists, and on the card and in its thread if there is one. */
    const undelivered = new Set<Notice>();
    const shown = () => ({ ...(ended ?? user), undelivered: [...undelivered] });
    const report = (own: DurableContext, notice: Notice, card?: Card) => {
      undelivered.add(notice);
      return notify(own, {
        through: "slack",
        step: `report-${notice}`,
        async send(attempt) {
          await users.noteDelivery(user, notice, "undelivered");
          if (card && (notice === "welcome-email" || isOpen())) {
            await cards.update(card, shown());
            await cards.tell(card, notice, ended ?? user, attempt);
          }
        },
      });
    };

    // Asks through both channels at once. Neither is awaited here: a decision must not wait for a channel's retries.
    const mailing = notify(ctx, {
      through: "mail",
      step: "send-verification-email",
      send: () => mail.sendVerification(user),
      isNeeded: isOpen,
    });
    const posting = notify(ctx, {
      through: "slack",
      step: "post-to-slack",
      send: (attempt) => cards.post(ended ?? user, attempt), // a late card is posted closed
    });

    // Lists, answers and messages link to the card, so its address is stored. The card is updated even without it.
    const recording = beside("card", async (own) => {
      const posted = await posting;
      if (posted.status !== "sent") {
        return undefined;
      }
      const recorded = await notify(own, {
        through: "slack",
        step: "record-card",
        async send() {
          const card = { ...posted.answer, permalink: await cards.permalink(posted.answer) };
          await users.recordCard(user, card);
          return card;
        },
      });
      return recorded.status === "sent" ? recorded.answer : posted.answer;
    });

    // By direct message, if the settings say so; otherwise the card itself mentions the approvers, or nobody.
    void beside("approvers", async (own) => {
      const card = await recording;
      if (!card) {
        return;
      }
      const ask = (person: string, place: number) =>
        notify(own, {
          through: "slack",
          step: `message-approver-${place + 1}`,
          send: (attempt) => cards.messageApprover(person, card, user, attempt),
          isNeeded: isOpen,
        });
      await Promise.all(cards.approvers.map(ask));
    });

    // If one channel is lost, the other is enough. If both are, nobody can decide, so giving up fails the callback. The callback
    // stays the only arbiter: after an earlier decision, giving up has no effect.
    let reporting: Promise<unknown> | undefined;
    void beside("trouble", async (own) => {
      const [mailed, posted] = await Promise.all([mailing, posting]);
      if (mailed.status !== "lost") {
        await (posted.status === "lost" && report(own, "card"));
        return;
      }
      if (posted.status === "lost") {
        const message = `Neither the email (${mailed.reason}) nor the Slack card (${posted.reason}) could be delivered.`;
        await own.step(
          "give-up",
          async ({ logger }) => {
            logger.error("giving up", { ...about, reason: message });
            await decisions.giveUp(callbackId, { name: "OnboardingUndeliverable", message });
          },
          endless,
        );
        return;
      }
      reporting = report(own, "verification-email", await recording);
      await reporting;
    });

    const letters = letterbox({
      users,
      mail,
      cards,
      notify,
      beside,
      user,
      isOpen,
      undelivered,
      async posted() {
        const card = await recording;
        await reporting;
        return card;
      },
    });
    void beside("letterbox", (own) => letters.read(own, letter));

    void beside("reminder", async (own) => {
      await posting; // the time counts from when approvers could see the card
      const { mayMail } = letters;
      await remind(own, recording, { ...schedule, mail, cards, notify, beside, user, isOpen, mayMail, report });
    });

    const ending = await endingOf(decided);
    ended = { ...user, ...ending };
    const closed = await ctx.step(
      CLOSING[ending.status],
      async ({ logger }) => {
        const written = await users.close(user, ending);
        logger.info("onboarding decided", { ...about, status: written.status });
        metrics.ended(written);
        return written;
      },
      endless, // the decider has already been told that it counted
    );
    ended = closed;

    const welcoming =
      closed.status === "ACTIVE" &&
      notify(ctx, {
        through: "mail",
        step: "send-welcome-email",
        send: () => mail.sendWelcome(closed),
        isNeeded: letters.mayMail,
      });
    const card = await recording;
    const answering =
      closed.requestedBy !== undefined &&
      notify(ctx, {
        through: "slack",
        step: "tell-requester",
        send: (attempt) => cards.tellRequester({ ...closed, ...(card ? { card } : {}) }, attempt),
      });
    if (card) {
      await letters.shown();
      await reporting; // its update must not overtake the outcome's
      const updated = await notify(ctx, {
        through: "slack",
        step: "update-slack-card",
        async send(attempt) {
          await cards.update(card, shown());
          await cards.tell(card, "decided", closed, attempt);
        },
      });
      if (updated.status === "lost") {
        await report(ctx, "card-update");
      }
    }
    if (welcoming && (await welcoming).status !== "sent") {
      await report(ctx, "welcome-email", card);
    }
    await answering;
    return resultOf(user.userId, closed);
  };
}
