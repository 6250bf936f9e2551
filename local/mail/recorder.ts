import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { changes } from "../../packages/slack-local/src/live-page/changes.ts";
import { sesStore, type StoredMail } from "./ses-store.ts";

/** The mails that were sent here, oldest first; a file keeps them for the next start. */
export interface Recorder {
  all(): readonly StoredMail[];
  find(messageId: string): StoredMail | undefined;
  /** Takes down the mails that an answer of SES's names. */
  record(answer: string): void;
  clear(): void;
  /** Calls back when there is new mail, or none any more. */
  subscribe: (listener: () => void) => () => void;
}

/** Keeps what SES's stand-in accepts, dated by `now`; what `file` kept goes back into the stand-in's store. */
export function recorder(now: () => number, file?: string): Recorder {
  const { announce, subscribe } = changes();
  const mails = file ? reopened(file) : [];
  sesStore().emails.push(...mails);
  const keep = (mail: StoredMail) => file && appendFileSync(file, `${JSON.stringify(mail)}\n`);
  return {
    subscribe,
    all: () => mails,
    find: (messageId) => mails.find((mail) => mail.messageId === messageId),
    record(answer) {
      for (const [, messageId] of answer.matchAll(/"MessageId":"([^"]+)"/gu)) {
        const mail = sesStore().emails.findLast((candidate) => candidate.messageId === messageId);
        if (mail) {
          mail.at = Math.floor(now() / 1000);
          mails.push(mail);
          keep(mail);
        }
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
  return whole.map((line): StoredMail => JSON.parse(line));
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
