import type { Groups, Workspace } from "../../domain/ports.ts";
import type { User } from "../../domain/user.ts";
import { holds } from "./holds.ts";
import { fourEyesRefusal, groupRefusal, otherTeamRefusal, refusal } from "./refusals.ts";

/**
 * Who acts: Slack's user ID, the team that the person belongs to and the app's own team, each if the payload says so, and
 * the channel the act happens in, if any.
 */
export interface Actor {
  id: string;
  teamId: string | undefined;
  appTeamId: string | undefined;
  channel: string | undefined;
}

/** Who may do what. Each answers undefined when it is allowed; else the private, kind sentence that says who may. */
export interface Access {
  /** Verify, reject and cancel; `about` is the profile, once it is read, for four eyes. */
  decide(actor: Actor, about?: Pick<User, "requestedBy">): Promise<string | undefined>;
  /** The refusal to decide that can be told without asking Slack anything; undefined leaves the question open. */
  refuseAtOnce(actor: Actor): string | undefined;
  start(actor: Actor): Promise<string | undefined>;
  /** List, status and the home tab. */
  ask(actor: Actor): Promise<string | undefined>;
}

/** The channel of the approvers, who approves, who else may start, and whether a requester is kept from deciding. */
export interface AccessSettings {
  channel: string;
  approvers: "channel" | readonly string[];
  requesters: readonly string[] | undefined;
  fourEyes: boolean;
}

/**
 * Access as the settings have it. `channel` trusts Slack: whoever acts in the approvers' channel is one of them. Slack is
 * asked for the app's team where an actor's payload does not say it; where it does not answer, each answer throws.
 */
export function access(settings: AccessSettings, groups: Groups, workspace: Workspace): Access {
  const { channel, approvers, requesters = [], fourEyes } = settings;
  const listed = approvers === "channel" ? [] : approvers;
  const isInChannel = (actor: Actor) => approvers === "channel" && actor.channel === channel;
  const isForeign = ({ teamId }: Actor, appTeamId: string) => teamId !== appTeamId;

  const check = async (actor: Actor, act: string, list: readonly string[]) => {
    if (isForeign(actor, actor.appTeamId ?? (await workspace.teamId()))) {
      return otherTeamRefusal(act);
    }
    if (isInChannel(actor)) {
      return undefined;
    }
    const answer = await holds(list, actor.id, groups);
    switch (answer.kind) {
      case "yes":
        return undefined;
      case "no":
        return refusal(act, list, approvers === "channel" ? channel : undefined);
      case "unreadable":
        return groupRefusal(act, answer.groups);
    }
  };

  return {
    async decide(actor, about) {
      const refused = await check(actor, DECIDE, listed);
      return refused ?? (fourEyes && about?.requestedBy === actor.id ? fourEyesRefusal() : undefined);
    },
    refuseAtOnce(actor) {
      if (actor.appTeamId !== undefined && isForeign(actor, actor.appTeamId)) {
        return otherTeamRefusal(DECIDE);
      }
      const isOpen = isInChannel(actor) || listed.includes(actor.id) || listed.some((id) => id.startsWith("S"));
      return isOpen ? undefined : refusal(DECIDE, listed, approvers === "channel" ? channel : undefined);
    },
    start: (actor) => check(actor, "start an onboarding", [...listed, ...requesters]),
    ask: (actor) => check(actor, "see the onboardings", listed),
  };
}

const DECIDE = "decide about new users";
