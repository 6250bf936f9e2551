import { CallbackExternalError, type DurableContext } from "@aws/durable-execution-sdk-js";
import { type Correspondence, type Letter, after, parseLetter } from "../domain/letters.ts";
import type { Cards, Mail, Users } from "../domain/ports.ts";
import type { Card, Notice, User } from "../domain/user.ts";
import type { besides } from "./beside.ts";
import type { notifier } from "./notify.ts";
import { endless } from "./retry-policy.ts";

/** What a letterbox acts through, and what it knows of its onboarding. */
export interface Letterbox {
  users: Pick<Users, "recordLetters" | "noteDelivery">;
  mail: Pick<Mail, "sendVerification">;
  cards: Pick<Cards, "update" | "tell">;
  notify: ReturnType<typeof notifier>;
  beside: ReturnType<typeof besides>;
  user: User;
  /** Whether nobody has decided yet; certain after one macrotask. */
  isOpen: () => boolean;
  /** The notifications that failed permanently; the letterbox keeps this set up to date. */
  undelivered: Set<Notice>;
  /** The card once it is posted; undefined if it is lost. */
  posted: () => PromiseLike<Card | undefined>;
}

// An execution can have 3,000 operations, and a letter takes up to four and their retries.
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const MOST_LETTERS = 200;

/**
 * Everything but the decision reaches a sleeping onboarding through the letterbox: a callback without a timeout. The workflow opens
 * another one for each letter until the execution ends; the first is created before the profile, which holds its ID.
 *
 * One step takes a letter: it writes the letter's result and the next letterbox's ID into the profile together, so that the next
 * sender sees both. The workflow acts on a letter beside reading further ones, and only while nobody has decided.
 */
export function letterbox({ users, mail, cards, notify, beside, user, isOpen, undelivered, posted }: Letterbox) {
  let known: Correspondence = {};
  let shown: Promise<unknown> = Promise.resolve();

  /** False once the user has complained. Certain after one macrotask. */
  const mayMail = () => known.mail?.state !== "complained";

  /** Updates the card and adds a line to its thread, after earlier letters have done so. */
  const show = (
    own: DurableContext,
    step: string,
    send: (card: Card | undefined, attempt: number) => Promise<void>,
  ) => {
    const before = shown;
    const showing = async () => {
      await before;
      const card = await posted();
      await notify(own, { through: "slack", step, send: (attempt) => send(card, attempt), isNeeded: isOpen });
    };
    shown = showing();
    return shown;
  };

  const act = async (own: DurableContext, letter: Letter, then: User): Promise<unknown> => {
    switch (letter.kind) {
      case "nudge":
        return show(own, "nudge-approvers", async (card, attempt) => {
          await (card && cards.tell(card, "nudged", then, attempt));
        });
      case "mail-bounced":
        return show(own, "report-mail-trouble", async (card, attempt) => {
          if (card) {
            await cards.update(card, { ...user, ...known, undelivered: [...undelivered] });
            await cards.tell(card, "mail-bounced", then, attempt);
          }
        });
      case "resend-mail": {
        const resent = await notify(own, {
          through: "mail",
          step: "resend-verification-email",
          send: () => mail.sendVerification(user),
          isNeeded: () => isOpen() && mayMail(),
        });
        if (resent.status === "skipped") {
          return undefined;
        }
        const isSent = resent.status === "sent";
        if (isSent) {
          undelivered.delete("verification-email");
        } else {
          undelivered.add("verification-email");
        }
        return show(own, "report-resend", async (card, attempt) => {
          await users.noteDelivery(user, "verification-email", isSent ? "delivered" : "undelivered");
          if (card) {
            await cards.update(card, { ...user, ...known, undelivered: [...undelivered] });
            await cards.tell(card, isSent ? "resent" : "verification-email", then, attempt);
          }
        });
      }
    }
  };

  return {
    mayMail,
    /** Resolves when the card shows the letters so far. */
    shown: () => shown,
    /** Reads letters until the execution ends, beginning with the one that `first` brings. */
    async read(own: DurableContext, first: PromiseLike<string>): Promise<void> {
      const ids = new Set<string>();
      let arriving = first;
      for (let count = 1; count <= MOST_LETTERS; count += 1) {
        const letter = await letterIn(arriving);
        const news = letter && !ids.has(letter.id) ? after(known, letter) : undefined;
        known = news ?? known;
        if (letter) {
          ids.add(letter.id);
        }
        const [following, letterboxId] =
          count < MOST_LETTERS ? await own.createCallback(`letterbox-${count + 1}`) : [NO_LETTER, undefined];
        const isTaken = await own.step(
          "take-letter",
          async ({ logger }) => {
            const isPending = await users.recordLetters(user, { ...known, letterbox: letterboxId });
            const about = { user_id: user.userId, execution: user.execution, kind: letter?.kind ?? "unreadable" };
            logger.info(news ? "letter taken" : "letter ignored", about);
            return isPending && news !== undefined;
          },
          endless,
        );
        if (letter && isTaken) {
          const then = { ...user, ...known };
          void beside("letter", (theirs) => act(theirs, letter, then), own);
        }
        arriving = following;
      }
    },
  };
}

const NO_LETTER: PromiseLike<string> = new Promise<never>(() => undefined);

/** A letter; undefined for anything else in the callback, and for its failure, which only an operator can cause. */
async function letterIn(arriving: PromiseLike<string>): Promise<Letter | undefined> {
  try {
    return parseLetter(await arriving);
  } catch (error) {
    if (error instanceof CallbackExternalError) {
      return undefined;
    }
    throw error;
  }
}
