import type { HomeView, ModalView } from "@slack/types";
import type { Decisions, Executions, Outcome, Starts } from "../../src/domain/ports.ts";
import type { Letter, Letters } from "../../src/domain/letters.ts";
import type { Deadline } from "../../src/domain/deadline.ts";
import type { Decision, OnboardingRequest, User } from "../../src/domain/user.ts";
import type { Directory } from "../../src/slack/access.ts";
import type { Log } from "../../src/slack/log.ts";
import type { Views, Whisper } from "../../src/slack/views.ts";

/** Executions to be started: remembers each start, and answers as told. */
export function memoryStarts(answer: Awaited<ReturnType<Starts["start"]>> = "started") {
  const started: { request: OnboardingRequest; previous: User | undefined }[] = [];
  const starts: Starts = {
    async start(request, previous, deadline) {
      deadline.beforeSending();
      started.push({ request, previous });
      deadline.accepted();
      return answer;
    },
  };
  return { ...starts, started };
}

/** Executions that all stand alike, and run unless the test says otherwise. */
export function memoryExecutions(outcome: Outcome = "running"): Executions {
  return { find: async () => ({ outcome, input: undefined }) };
}

/** Callbacks to be completed: the first decision on each counts, every later one is refused. */
export function memoryDecisions() {
  const delivered = new Map<string, Decision>();
  const first = async (callbackId: string, decision: Decision, deadline: Deadline) => {
    deadline.beforeSending();
    const open = !delivered.has(callbackId);
    if (open) {
      delivered.set(callbackId, decision);
      deadline.accepted();
    }
    return open;
  };
  const decisions: Decisions = { deliver: first, giveUp: async () => false };
  return { ...decisions, delivered };
}

/** Letterboxes: each takes one letter; `tried` are those of every attempt. */
export function memoryLetters() {
  const sent = new Map<string, Letter>();
  const tried: string[] = [];
  const letters: Letters = {
    async send(letterbox, letter, deadline) {
      deadline.beforeSending();
      tried.push(letterbox);
      const isFirst = !sent.has(letterbox);
      if (isFirst) {
        sent.set(letterbox, letter);
        deadline.accepted();
      }
      return isFirst;
    },
  };
  return { ...letters, sent, tried };
}

/** User groups by their members; any other group cannot be read. `asked` are the look-ups. */
export function memoryGroups(
  groups: Readonly<Record<string, readonly string[]>>,
): Pick<Directory, "membersOf"> & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async membersOf(groupId) {
      asked.push(groupId);
      const members = groups[groupId];
      if (!members) {
        throw new Error("missing_scope");
      }
      return members;
    },
  };
}

/** Views as Slack got them. */
export function memoryViews(): Views & {
  opened: [string, ModalView][];
  homes: Map<string, HomeView>;
  /** Slack's mark of each person's present home tab. */
  hashes: Map<string, string>;
  whispered: Whisper[];
} {
  const opened: [string, ModalView][] = [];
  const homes = new Map<string, HomeView>();
  const hashes = new Map<string, string>();
  const whispered: Whisper[] = [];
  return {
    opened,
    homes,
    whispered,
    open: async (triggerId, view) => void opened.push([triggerId, view]),
    hashes,
    async publishHome(userId, view, hash) {
      const isPresent = hash === undefined || hash === hashes.get(userId);
      if (isPresent) {
        homes.set(userId, view);
        hashes.set(userId, `hash-${Number(hashes.get(userId)?.slice(5) ?? 0) + 1}`);
      }
      return isPresent;
    },
    whisper: async (message) => void whispered.push(message),
  };
}

/** A log whose lines a test can read. */
export function memoryLog() {
  const lines: string[] = [];
  const write = (level: string) => (message: string, fields: object) => {
    lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  };
  const log: Log = { info: write("info"), warn: write("warn"), error: write("error") };
  return { ...log, lines };
}
