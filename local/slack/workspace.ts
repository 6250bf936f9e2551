import { type Changes, changes } from "../changes.ts";
import { SCOPES } from "./identities.ts";
import { type Archive, openArchive } from "./state/archive.ts";
import { type Conversation, conversations, type Ephemeral } from "./state/conversations.ts";
import { type Faults, faults } from "./state/faults.ts";
import { type RateLimit, rateLimit } from "./state/rate-limit.ts";
import { tickets, type Tickets } from "./state/tickets.ts";
import { timestamps } from "./state/timestamps.ts";
import type { OpenView } from "./state/views.ts";

/** What an answer through a response_url is about: the conversation, who sees it, and the message that was pressed. */
export interface Occasion {
  channel: string;
  user: string;
  ts?: string | undefined;
  thread_ts?: string | undefined;
}

/** Everything that the stand-in remembers. The messages outlive the process where the archive has a file, nothing else does. */
export interface Workspace {
  archive: Archive;
  conversations: Map<string, Conversation>;
  ephemerals: Ephemeral[];
  /** The open modal of each person, and their home tab, by user ID. */
  modals: Map<string, OpenView>;
  homes: Map<string, OpenView>;
  /** What went wrong where, by user ID and place: a message's ts, a view's ID. */
  troubles: Map<string, string>;
  triggers: Tickets<{ user: string }>;
  responseUrls: Tickets<Occasion>;
  faults: Faults;
  rateLimit: RateLimit;
  changes: Changes;
  /** The scopes of the app's token. */
  scopes: readonly string[];
  /** The conversation of each scheduled message, by its ID. */
  scheduled: Map<string, string>;
  now: () => Date;
  nextTs(): string;
}

const RESPONSE_URL_MILLISECONDS = 30 * 60_000;

/** A workspace with what the file keeps from before, if there is one; its trigger IDs live as long as told. Throws DatabaseInUse. */
export function openWorkspace(now: () => Date, file?: string, triggerMilliseconds = 3_000): Workspace {
  const archive = openArchive(file);
  const all = conversations();
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
    archive,
    conversations: all,
    ephemerals,
    modals: new Map(),
    homes: new Map(),
    troubles: new Map(),
    triggers: tickets(1, triggerMilliseconds, now),
    responseUrls: tickets(5, RESPONSE_URL_MILLISECONDS, now),
    faults: faults(),
    rateLimit: rateLimit(now),
    changes: changes(),
    scopes: SCOPES,
    scheduled: new Map(),
    now,
    nextTs: timestamps(now, last),
  };
}
