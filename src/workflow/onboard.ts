import type { Cards, Decisions, Mail, Metrics, Users } from "../domain/ports.ts";
import type { Card } from "../domain/user.ts";

/** What the workflow acts through, and its two spans of time; a reminder after 0 seconds is none. */
export interface Onboard {
  users: Users;
  mail: Mail;
  cards: Cards;
  decisions: Pick<Decisions, "giveUp">;
  metrics: Metrics;
  windowSeconds: number;
  reminderSeconds: number;
}

/** The two notices that ask for a decision, under way. */
export interface Asked {
  mail: PromiseLike<unknown>;
  card: PromiseLike<Card>;
  /** What was begun last on the card and its thread beside the wait. The outcome is written after it, never under it. */
  thread: PromiseLike<unknown>;
}
