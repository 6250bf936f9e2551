import type { KnownPerson } from "../directory.ts";
import { Impossible } from "../live-page/action.ts";
import type { ResponseTarget, State } from "../state/state.ts";
import type { AppEndpoint } from "./deliver.ts";

/** What an interaction needs: the workspace, the app, and the address that takes the app's answers. */
export interface Session {
  state: State;
  app: AppEndpoint;
  url: () => string;
}

/** The deprecated token that Slack still sends; apps verify the signature. */
export const VERIFICATION_TOKEN = "local-verification-token";

/** The person with this ID; throws Impossible. */
export function findPerson({ directory }: State, id: string): KnownPerson {
  const person = directory.personOf(id);
  if (!person) {
    throw new Impossible(`Nobody here has the ID ${id}.`);
  }
  return person;
}

/**
 * What every interaction carries, with a fresh trigger. On Enterprise Grid the person's `team_id` is the organisation's.
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export function interaction({ state }: Session, person: KnownPerson) {
  const { app, enterprise } = state.directory;
  const { id, username, teamId, enterpriseId } = person;
  return {
    user: { id, username, name: username, team_id: enterpriseId ?? teamId },
    team: teamOf(state, person),
    api_app_id: app.id,
    token: VERIFICATION_TOKEN,
    enterprise: enterprise ?? null,
    is_enterprise_install: false,
    trigger_id: state.triggers.issue({ user: id }),
  };
}

/** The workspace that someone acts from. */
export function teamOf({ directory }: State, { teamId, enterpriseId }: KnownPerson) {
  const { team, enterprise } = directory;
  const isOwn = enterprise !== undefined && enterpriseId === enterprise.id;
  return {
    id: teamId,
    domain: teamId === team.id ? team.domain : "elsewhere",
    ...(isOwn ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
  };
}

/** A new response_url for this interaction. */
export function responseUrl({ state, url }: Session, target: ResponseTarget): string {
  return `${url()}/response/${state.responseUrls.issue(target)}`;
}

/** Sets or clears what the page shows as a problem at a message or a view. */
export function setProblem({ changes, problems }: State, place: string, problem: string | undefined): void {
  if (problems.get(place) === problem) {
    return;
  }
  if (problem === undefined) {
    problems.delete(place);
  } else {
    problems.set(place, problem);
  }
  changes.announce();
}
