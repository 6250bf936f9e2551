import type { Groups, Home, Workspace } from "../../domain/ports.ts";
import type { User } from "../../domain/user.ts";
import { holds, isGroup } from "./holds.ts";
import { fourEyesRefusal, groupRefusal, otherTeamRefusal, refusal } from "./refusals.ts";

/**
 * Who acts: Slack's user ID, the person's workspace or, on Enterprise Grid, organisation as the payload names it, and the
 * channel the act happens in, if any.
 */
export interface Actor {
  id: string;
  teamId: string | undefined;
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
 * Access as the settings have it. `channel` trusts Slack: whoever acts in the approvers' channel is one of them. Where the app
 * is at home, Slack alone says; where it does not answer, each answer throws.
 */
export function access(settings: AccessSettings, groups: Groups, workspace: Workspace): Access {
  const { channel, approvers, requesters = [], fourEyes } = settings;
  const listed = approvers === "channel" ? [] : approvers;
  const isInChannel = (actor: Actor) => approvers === "channel" && actor.channel === channel;

  const isForeign = async ({ id, teamId }: Actor) => {
    const home = await workspace.home();
    const belongs = placeOf(teamId, home);
    return belongs === "ask" ? (await workspace.organisationOf(id)) !== home.enterpriseId : belongs === "elsewhere";
  };

  const check = async (actor: Actor, act: string, list: readonly string[]) => {
    if (await isForeign(actor)) {
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
      const home = workspace.known();
      if (home && placeOf(actor.teamId, home) === "elsewhere") {
        return otherTeamRefusal(DECIDE);
      }
      const isOpen = isInChannel(actor) || listed.includes(actor.id) || listed.some(isGroup);
      return isOpen ? undefined : refusal(DECIDE, listed, approvers === "channel" ? channel : undefined);
    },
    start: (actor) => check(actor, "start an onboarding", [...listed, ...requesters]),
    ask: (actor) => check(actor, "see the onboardings", listed),
  };
}

const DECIDE = "decide about new users";

/**
 * Where a person is at home, by the ID that the payload names. On Enterprise Grid it can be the organisation's (E…), or that of
 * another workspace, which may be of the same organisation: Slack has to be asked about the person then.
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
function placeOf(teamId: string | undefined, { teamId: home, enterpriseId }: Home): "home" | "elsewhere" | "ask" {
  if (teamId !== undefined && (teamId === home || teamId === enterpriseId)) {
    return "home";
  }
  return enterpriseId !== undefined && teamId?.startsWith("T") ? "ask" : "elsewhere";
}
