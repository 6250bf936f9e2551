import { Impossible } from "../../page/doing.ts";
import { APP, type Person, personOf, teamOf } from "../identities.ts";
import type { Occasion } from "../workspace.ts";
import type { Sandbox } from "./sandbox.ts";

/** The person with this ID; throws Impossible. */
export function findPerson(id: string): Person {
  const person = personOf(id);
  if (!person) {
    throw new Impossible(`Nobody here has the ID ${id}.`);
  }
  return person;
}

/** What every interaction of a person's carries, a fresh trigger among it. The team is the person's own. */
export function interaction({ workspace }: Sandbox, person: Person) {
  const { id, username, teamId } = person;
  return {
    user: { id, username, name: username, team_id: teamId },
    team: teamOf(person),
    api_app_id: APP.id,
    token: VERIFICATION_TOKEN,
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: workspace.triggers.issue({ user: id }),
  };
}

/** The deprecated token that Slack still sends; apps verify the signature. */
export const VERIFICATION_TOKEN = "local-verification-token";

/** A fresh address for answers to this occasion. */
export function responseUrl({ workspace, url }: Sandbox, occasion: Occasion): string {
  return `${url()}/response/${workspace.responseUrls.issue(occasion)}`;
}
