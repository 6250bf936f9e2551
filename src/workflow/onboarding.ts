import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { parseRequest } from "../domain/request.ts";
import type { Cards, Decisions, Mail, Metrics, Users } from "../domain/ports.ts";
import type { UserStatus } from "../domain/user.ts";
import { besides } from "./beside.ts";
import { letterbox } from "./letterbox.ts";
import { notifier } from "./notify.ts";
import { type Result, endingOf, refused, resultOf } from "./outcome.ts";
import { endless, limited } from "./retry-policy.ts";

/** What the workflow acts through, its decision window, and when it reminds; 0 seconds is never. */
export interface Onboard {
  users: Users;
  mail: Mail;
  cards: Cards;
  decisions: Pick<Decisions, "giveUp">;
  metrics: Metrics;
  windowSeconds: number;
  reminderSeconds: number;
}

const CLOSING = {
  ACTIVE: "activate-user",
  REJECTED: "reject-user",
  CANCELLED: "cancel-user",
  EXPIRED: "expire-user",
  FAILED: "fail-user",
} as const satisfies Partial<Record<UserStatus, string>>;

/**
 * Onboards one user: asks for a decision by email and in Slack, sleeps until someone decides or the window ends, writes the
 * end into the profile, and tells everyone.
 *
 * The durable operations' names and order are a replay contract: an execution that slept on other ones fails when it
 * wakes. Published versions are kept for that reason, so that each execution wakes on the code it began with.
 */
export function onboarding({ users, mail, cards, decisions, metrics, windowSeconds, reminderSeconds }: Onboard) {
  return async (input: unknown, ctx: DurableContext): Promise<Result> => {
    const request = parseRequest(input); // before anything durable: inside a step, a bad input would be retried
    const { durableExecutionArn: execution } = ctx.executionContext;
    const about = { user_id: request.userId, execution };

    // First, so that the profile is born with their IDs: one write instead of two.
    const [[decided, callbackId], [letter, letterboxId]] = await Promise.all([
      ctx.createCallback("verification", { timeout: { seconds: windowSeconds } }),
      ctx.createCallback("letterbox-1"),
    ]);
    const created = await ctx.step(
      "create-user-profile",
      async ({ logger }) => {
        const creation = await users.create(request, { execution, callbackId, letterbox: letterboxId, windowSeconds });
        // Logged and counted in here: once, and not again by each replay.
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
    let current = user;
    const isOpen = () => current === user;
    const beside = besides(ctx, metrics, about);

    // Ask through both channels at once. Neither is awaited here: a decision must not wait for a channel's retries.
    const mailing = notify(ctx, {
      through: "mail",
      step: "send-verification-email",
      send: () => mail.sendVerification(user),
      isNeeded: isOpen,
    });
    const posting = notify(ctx, {
      through: "slack",
      step: "post-to-slack",
      send: (attempt) => cards.post(current, attempt), // a card that is late is closed from the start
    });

    // Lists, answers and messages link to the card, so its address is kept. Without it the card is still updated.
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

    // Where one channel is lost, the other one is enough. Where both are, nobody can decide: giving up fails the callback,
    // so that the callback stays the only arbiter, and a decision that came first stands.
    let reporting: Promise<unknown> | undefined;
    void beside("trouble", async (own) => {
      const [mailed, posted] = await Promise.all([mailing, posting]);
      if (mailed.status !== "lost") {
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
      const card = await recording;
      if (card) {
        reporting = notify(own, {
          through: "slack",
          step: "report-mail-failure",
          async send(attempt) {
            await cards.update(card, user, { mailFailed: true });
            await cards.tell(card, "mail-failed", user, attempt);
          },
          isNeeded: isOpen,
        });
        await reporting;
      }
    });

    const letters = letterbox({
      users,
      mail,
      cards,
      notify,
      beside,
      user,
      isOpen,
      async posted() {
        const card = await recording;
        await reporting;
        return card;
      },
    });
    void beside("letterbox", (own) => letters.read(own, letter));

    if (reminderSeconds > 0) {
      void beside("reminder", async (own) => {
        const posted = await posting;
        await own.wait("until-reminder", { seconds: reminderSeconds });
        const send = () => mail.sendReminder(user);
        const reminding = notify(own, {
          through: "mail",
          step: "send-reminder-email",
          send,
          isNeeded: () => isOpen() && letters.mayMail(),
        });
        if (posted.status === "sent") {
          await notify(own, {
            through: "slack",
            step: "remind-in-thread",
            send: (attempt) => cards.tell(posted.answer, "reminded", user, attempt),
            isNeeded: isOpen,
          });
        }
        await reminding;
      });
    }

    const ending = await endingOf(decided);
    current = { ...user, ...ending };
    const closed = await ctx.step(
      CLOSING[ending.status],
      async ({ logger }) => {
        const ended = await users.close(user, ending);
        logger.info("onboarding decided", { ...about, status: ended.status });
        metrics.ended(ended);
        return ended;
      },
      endless, // whoever decided has been told so
    );
    current = closed;

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
      await reporting; // whose update must not overtake the outcome's
      await notify(ctx, {
        through: "slack",
        step: "update-slack-card",
        async send(attempt) {
          await cards.update(card, closed);
          await cards.tell(card, "decided", closed, attempt);
        },
      });
      if (welcoming) {
        const isWelcomed = (await welcoming).status === "sent";
        await notify(ctx, {
          through: "slack",
          step: "report-welcome",
          async send(attempt) {
            await cards.update(card, closed, isWelcomed ? { welcomed: true } : { welcomeFailed: true });
            await cards.tell(card, isWelcomed ? "welcomed" : "welcome-failed", closed, attempt);
          },
        });
      }
    }
    await Promise.all([welcoming, answering]);
    return resultOf(user.userId, closed);
  };
}
