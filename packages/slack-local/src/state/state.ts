import { type Changes, changes } from "../live-page/changes.ts";
import type { Directory } from "../directory.ts";
import { type Archive, openArchive } from "./archive.ts";
import { type Conversation, conversations, type Ephemeral } from "./conversations.ts";
import { type Faults, faults } from "./faults.ts";
import { type RateLimit, rateLimit } from "./rate-limit.ts";
import { tickets, type Tickets } from "./tickets.ts";
import { timestamps } from "./timestamps.ts";
import type { OpenView } from "./views.ts";

/** What an answer through a response_url is about: the conversation, who sees it, and the message that was pressed. */
export interface ResponseTarget {
  channel: string;
  user: string;
  ts?: string | undefined;
  thread_ts?: string | undefined;
}

/** Everything that a running Slack remembers. With a file, messages survive a restart; nothing else does. */
export interface State {
  /** The people, channels and groups, which never change. */
  directory: Directory;
  archive: Archive;
  conversations: Map<string, Conversation>;
  ephemerals: Ephemeral[];
  /** The open modal of each person, and their home tab, by user ID. */
  modals: Map<string, OpenView>;
  homes: Map<string, OpenView>;
  /** What went wrong where, by user ID and place: a message's ts, a view's ID. */
  problems: Map<string, string>;
  triggers: Tickets<{ user: string }>;
  responseUrls: Tickets<ResponseTarget>;
  faults: Faults;
  rateLimit: RateLimit;
  changes: Changes;
  /** The scopes of the app's token. */
  scopes: readonly string[];
  /** The conversation of each scheduled message, by its ID. */
  scheduled: Map<string, string>;
  now: () => Date;
  nextTs: () => string;
}

const RESPONSE_URL_MILLISECONDS = 30 * 60_000;

/** How a workspace begins. */
export interface Beginning {
  directory: Directory;
  /** The file that keeps messages; in memory without one. */
  file: string | undefined;
  /** How long a trigger_id lives. */
  triggerMilliseconds: number;
  now: () => Date;
}

/** The workspace as it was left in the file, or empty. Throws FileInUse. */
export function openState({ directory, file, triggerMilliseconds, now }: Beginning): State {
  const archive = openArchive(file);
  const all = conversations(directory);
  const ephemerals: Ephemeral[] = [];
  let last: string | undefined;
  for (const { channel, to, message, former } of archive.all()) {
    last = message.ts;
    const conversation = all.get(channel);
    if (to === null) {
      conversation?.messages.push(message);
    } else {
      ephemerals.push({ ...message, channel, to });
    }
    if (former) {
      conversation?.former.set(message.ts, former);
    }
  }
  return {
    directory,
    archive,
    conversations: all,
    ephemerals,
    modals: new Map(),
    homes: new Map(),
    problems: new Map(),
    triggers: tickets(1, triggerMilliseconds, now),
    responseUrls: tickets(5, RESPONSE_URL_MILLISECONDS, now),
    faults: faults(),
    rateLimit: rateLimit(now),
    changes: changes(),
    scopes: directory.app.scopes,
    scheduled: new Map(),
    now,
    nextTs: timestamps(now, last),
  };
}
