import * as v from "valibot";

/** The Slack workspace to play: who is there, where they talk, and the app that is installed. */
export interface Workspace {
  /** Slack's own part of the workspace: T0LOCAL, "Local workspace", unless given. */
  team?: { id?: string; domain?: string; name?: string };
  /** The Enterprise Grid organisation that the workspace belongs to; none unless given. */
  enterprise?: { id: string; name: string };
  /** The people to act as; the page starts as the first. */
  people: readonly Person[];
  /** The public channels; what names no channel goes to the first. */
  channels: readonly Channel[];
  groups?: readonly Group[];
  app?: InstalledApp;
}

/** Someone who can click and type. */
export interface Person {
  id: string;
  name: string;
  /** Made from the name unless given. */
  username?: string;
  /** Another workspace than this one: of a connected company (Slack Connect), or with `enterpriseId` of an organisation. */
  teamId?: string;
  /** The organisation; unless given it is this workspace's, for its own people. */
  enterpriseId?: string;
}

/** A public channel. Commands can be typed in any channel; the app can post where it is a member, which is the default. */
export interface Channel {
  id: string;
  name: string;
  appIsMember?: boolean;
  /** The people in it; everyone of the workspace unless given. */
  members?: readonly string[];
}

/** A user group. */
export interface Group {
  id: string;
  handle: string;
  users: readonly string[];
}

/** The app as Slack knows it, its credentials and its slash commands. */
export interface InstalledApp {
  /** A0LOCAL unless given. */
  id?: string;
  /** B0LOCAL unless given. */
  botId?: string;
  /** U0BOT unless given. */
  userId?: string;
  name?: string;
  username?: string;
  /** xoxb-local unless given. */
  botToken?: string;
  /** For Socket Mode: xapp-local unless given. */
  appToken?: string;
  /** The scopes of the app token, connections:write unless given. */
  appTokenScopes?: readonly string[];
  /** local-signing-secret unless given. */
  signingSecret?: string;
  scopes?: readonly string[];
  /** What is typed without a command's name goes to the first. */
  commands?: readonly Command[];
}

/** A slash command; the hint says what to type after it. */
export interface Command {
  name: string;
  usageHint?: string;
}

/** The workspace that was passed in can't be played; the message says why, a sentence for each fault. */
export class InvalidWorkspace extends Error {
  override name = "InvalidWorkspace";
}

const id = (letters: string) =>
  v.pipe(
    v.string("must be text"),
    v.regex(new RegExp(`^[${letters}][A-Z0-9]+$`, "u"), ({ received }) => {
      const kinds = Array.from(letters).join(" or ");
      return `must be ${kinds} followed by capital letters and digits, not ${received}`;
    }),
  );
const text = v.pipe(v.string("must be text"), v.nonEmpty("must not be empty"));
const list = <Item extends v.GenericSchema>(item: Item) => v.array(item, "must be a list");
const some = <Item extends v.GenericSchema>(item: Item) => v.pipe(list(item), v.nonEmpty("must not be empty"));

const PersonSchema = v.pipe(
  v.strictObject({
    id: id("UW"),
    name: text,
    username: v.optional(text),
    teamId: v.optional(id("T")),
    enterpriseId: v.optional(id("E")),
  }),
  v.transform((person) => ({ ...person, username: person.username ?? usernameOf(person.name) })),
);

const ChannelSchema = v.strictObject({
  id: id("C"),
  name: text,
  appIsMember: v.optional(v.boolean(), true),
  members: v.optional(list(id("UW"))),
});

const GroupSchema = v.strictObject({ id: id("S"), handle: text, users: list(id("UW")) });

const CommandSchema = v.strictObject({
  name: v.pipe(text, v.startsWith("/", "must begin with /")),
  usageHint: v.optional(v.string(), ""),
});

const AppSchema = v.strictObject({
  id: v.optional(id("A"), "A0LOCAL"),
  botId: v.optional(id("B"), "B0LOCAL"),
  userId: v.optional(id("UW"), "U0BOT"),
  name: v.optional(text, "Local app"),
  username: v.optional(text, "local_app"),
  botToken: v.optional(text, "xoxb-local"),
  appToken: v.optional(text, "xapp-local"),
  appTokenScopes: v.optional(list(text), ["connections:write"]),
  signingSecret: v.optional(text, "local-signing-secret"),
  scopes: v.optional(list(text), ["chat:write", "commands", "im:write", "usergroups:read", "users:read"]),
  commands: v.optional(list(CommandSchema), []),
});

const WorkspaceSchema = v.pipe(
  v.strictObject({
    team: v.optional(
      v.strictObject({
        id: v.optional(id("T"), "T0LOCAL"),
        domain: v.optional(text, "local"),
        name: v.optional(text, "Local workspace"),
      }),
      {},
    ),
    enterprise: v.optional(v.strictObject({ id: id("E"), name: text })),
    people: some(PersonSchema),
    channels: some(ChannelSchema),
    groups: v.optional(list(GroupSchema), []),
    app: v.optional(AppSchema, {}),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed) {
      const { app, people, channels, groups } = dataset.value;
      const ids = [app.userId, ...[...people, ...channels, ...groups].map((one) => one.id)];
      const repeated = ids.find((one, index) => ids.indexOf(one) !== index);
      if (repeated) {
        addIssue({ message: `has the ID ${repeated} twice` });
      }
      for (const group of groups) {
        for (const user of group.users.filter((member) => !people.some((person) => person.id === member))) {
          addIssue({ message: `group ${group.id} has the user ${user}, whom workspace.people lacks` });
        }
      }
    }
  }),
);

/** A workspace with everything that was left out. */
export type CompleteWorkspace = v.InferOutput<typeof WorkspaceSchema>;

/** Fills in what was left out of a workspace; throws InvalidWorkspace. */
export function complete(workspace: Workspace): CompleteWorkspace {
  const parsed = v.safeParse(WorkspaceSchema, workspace);
  if (parsed.success) {
    return parsed.output;
  }
  throw new InvalidWorkspace(parsed.issues.map(sentence).join(" "));
}

function sentence(issue: v.BaseIssue<unknown>): string {
  const path = ["workspace", v.getDotPath(issue)].filter(Boolean).join(".");
  if (issue.type === "strict_object" && issue.expected === "never") {
    return `There is no ${path}.`;
  }
  if (issue.input === undefined) {
    return `${path} is missing.`;
  }
  return `${path} ${issue.type === "strict_object" ? "must be an object" : issue.message}.`;
}

function usernameOf(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/gu, ".");
}
