import { PermanentFailure } from "../../src/domain/failures.ts";

/** The durable operations of every onboarding, those of one with a card, those that close it, and those that let the user in. */
export const ASKED = ["verification", "letterbox-1", "create-user-profile", "send-verification-email", "post-to-slack"];
export const OPENED = [...ASKED, "record-card"];
export const CLOSED = ["tell-requester", "update-slack-card"];
export const WELCOMED = ["activate-user", "send-welcome-email", ...CLOSED];

/** What the channel and the requester see of an onboarding that ends like this. */
export const shown = (status: string) => [
  "card for u-ada",
  `U0REQUESTER is told: ${status}`,
  `1.000001 shows ${status}`,
  "1.000001 thread: decided",
];

/** A fault that passes, and one that does not. */
export const down = () => new Error("connection refused");
export const refusedForGood = () => new PermanentFailure("MessageRejected", "The mail was refused.");

/** The log's lines with these words, each as its words and its fields. */
export const linesOf = ({ logs }: { logs: readonly string[] }, ...words: string[]) =>
  logs.map((line) => JSON.parse(line) as unknown[]).filter(([said]) => words.includes(String(said)));
