import { complete, type CompleteWorkspace, type Workspace } from "./workspace.ts";

/** Slack's own voice, which reports that a command failed. */
export const SLACKBOT = { id: "USLACKBOT", name: "Slackbot" } as const;

/** A person, with their workspace and, on Enterprise Grid, their organisation. */
export interface KnownPerson {
  id: string;
  name: string;
  username: string;
  teamId: string;
  enterpriseId: string | undefined;
}

/** Everyone and everything that the workspace has, and questions about them. */
export interface Directory extends Omit<CompleteWorkspace, "people"> {
  people: KnownPerson[];
  personOf: (id: string) => KnownPerson | undefined;
  /** The name that others see; the ID of someone unknown. */
  displayName: (id: string) => string;
  /** Whether someone is a guest from another company. */
  isForeign: (person: KnownPerson) => boolean;
  /** The person who acts where none is named. */
  firstPerson: KnownPerson;
  /** The channel that is meant where none is named. */
  firstChannel: CompleteWorkspace["channels"][number];
}

/** The directory of a workspace; throws InvalidWorkspace. */
export function directory(workspace: Workspace): Directory {
  const known = complete(workspace);
  const { app, channels, enterprise, team } = known;
  const people = known.people.map(({ teamId = team.id, enterpriseId, ...person }) => {
    const own = teamId === team.id ? enterprise?.id : undefined;
    return { ...person, teamId, enterpriseId: enterpriseId ?? own };
  });
  const names = new Map([...people, { id: app.userId, name: app.name }, SLACKBOT].map(({ id, name }) => [id, name]));
  const [firstPerson] = people;
  const [firstChannel] = channels;
  if (!firstPerson || !firstChannel) {
    throw new Error("A complete workspace has people and channels.");
  }
  return {
    ...known,
    people,
    firstPerson,
    firstChannel,
    personOf: (id) => people.find((person) => person.id === id),
    displayName: (id) => names.get(id) ?? id,
    isForeign: ({ teamId, enterpriseId }) => (enterprise ? enterpriseId !== enterprise.id : teamId !== team.id),
  };
}

/** The direct conversation between a person and the app. */
export function directMessageId(userId: string): string {
  return `D${userId.slice(1)}`;
}
