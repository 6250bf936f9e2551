import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { changes } from "../../packages/slack-local/src/live-page/changes.ts";
import type { Outcome } from "./outcome.ts";

/** An email that SES took; `at` is in seconds since 1970. */
export interface StoredMail {
  messageId: string;
  from: string;
  replyTo: string[];
  destination: { to: string[]; cc: string[]; bcc: string[] };
  subject: string;
  body: { html?: string | undefined; text?: string | undefined };
  headers: { name: string; value: string }[];
  tags: { name: string; value: string }[];
  configurationSet?: string | undefined;
  outcome: Outcome;
  at: number;
}

/** The emails that SES took, oldest first; a file keeps them for the next start. */
export interface Recorder {
  all(): readonly StoredMail[];
  find(messageId: string): StoredMail | undefined;
  record(mail: StoredMail): void;
  clear(): void;
  /** Calls back when there is new email, or none any more. */
  subscribe: (listener: () => void) => () => void;
}

/** Keeps emails in memory, and in `file` if there is one, from which it starts. */
export function recorder(file?: string): Recorder {
  const { announce, subscribe } = changes();
  const mails = file ? reopened(file) : [];
  return {
    subscribe,
    all: () => mails,
    find: (messageId) => mails.find((mail) => mail.messageId === messageId),
    record(mail) {
      mails.push(mail);
      if (file) {
        appendFileSync(file, `${JSON.stringify(mail)}\n`);
      }
      announce();
    },
    clear() {
      mails.length = 0;
      if (file) {
        rmSync(file, { force: true });
      }
      announce();
    },
  };
}

/** What the file holds. A line that a crash cut off is left out, and does not spoil the next one. */
function reopened(file: string): StoredMail[] {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const whole = lines.filter(isJson);
  writeFileSync(file, whole.map((line) => `${line}\n`).join(""));
  return whole.map((line): StoredMail => ({ ...EARLIER, ...JSON.parse(line) }));
}

/** What emails that were kept by an earlier version lack. */
const EARLIER = { replyTo: [], headers: [], tags: [], outcome: "delivered" };

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
