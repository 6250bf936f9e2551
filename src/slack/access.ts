import type { BlockAction, EnvelopedEvent, ViewSubmitAction } from "@slack/bolt";
import type { Clock } from "../domain/clock.ts";
import { kept } from "../domain/deadline.ts";
import { isGroup } from "../domain/people.ts";
import type { User } from "../domain/user.ts";
import { mention } from "./words.ts";

/**
 * Who acts: Slack's user ID, the person's workspace or, on Enterprise Grid, organisation as the payload names it, and the
 * channel the act happens in, if any.
 */
export interface Actor {
  id: string;
  teamId: string | undefined;
  channel: string | undefined;
}

/** The workspace that the app is installed in, and the organisation that it is part of on Enterprise Grid. */
export interface Home {
  teamId: string;
  enterpriseId: string | undefined;
}

/** What Slack says of people. Throws when Slack cannot be asked. */
export interface Directory {
  /** Where the app is at home; it never changes. */
  home(): Promise<Home>;
  /** The organisation that a person belongs to, as Slack knows it; undefined for nobody's. */
  organisationOf(userId: string): Promise<string | undefined>;
  /** The user IDs of the members of a user group or a channel. */
  membersOf(id: string): Promise<readonly string[]>;
}

/** The same, with answers kept for a short time. */
export interface KeptDirectory extends Directory {
  /** Where the app is at home, without asking; undefined before Slack has said it. */
  known(): Home | undefined;
}

/**
 * Asks for the home until Slack has said it, and about each person, group and channel at most once a minute: someone taken out of
 * a group or channel can act for up to that long. A failure is not kept.
 */
export function keptDirectory(directory: Directory, now: Clock): KeptDirectory {
  let known: Home | undefined;
  return {
    home: kept(async () => (known = await directory.home()), { now }),
    known: () => known,
    organisationOf: keptForMinute((userId) => directory.organisationOf(userId), now),
    membersOf: keptForMinute((id) => directory.membersOf(id), now),
  };
}

function keptForMinute<Found>(ask: (id: string) => Promise<Found>, now: Clock): (id: string) => Promise<Found> {
  const answers = new Map<string, () => Promise<Found>>();
  return (id) => {
    const answer = answers.get(id) ?? kept(() => ask(id), { now, milliseconds: 60_000 });
    answers.set(id, answer);
    return answer();
  };
}

/** Who can do what. Each method gives undefined if it is allowed, otherwise a private sentence that says who can. */
export interface Access {
  /** Verify, reject and cancel. */
  decide(actor: Actor): Promise<string | undefined>;
  /** For an approver and one profile: a refusal if they requested it themselves. Calls nothing. */
  fourEyes(actor: Actor, about: Pick<User, "requestedBy">): string | undefined;
  /** A refusal that needs no call to Slack, for use before a modal, whose trigger lives 3 s. Undefined leaves the question open. */
  refuseAtOnce(actor: Actor, act: "decide" | "start"): string | undefined;
  start(actor: Actor): Promise<string | undefined>;
  /** See other people's onboardings: list, status and the Home tab. */
  ask(actor: Actor): Promise<string | undefined>;
}

/** The approvers' channel, who approves, who else can start, and whether requesters are kept from deciding on their own requests. */
export interface AccessSettings {
  channel: string;
  approvers: "channel" | readonly string[];
  requesters: readonly string[] | undefined;
  fourEyes: boolean;
}

/**
 * Access as the settings have it. With `channel` its members approve: someone who acts in it is one of them, and about someone on
 * the Home tab Slack is asked. Only Slack says where the app is installed; each method throws if Slack doesn't answer.
 */
export function access(settings: AccessSettings, directory: KeptDirectory): Access {
  const { channel, approvers, requesters = [], fourEyes } = settings;
  const listed = approvers === "channel" ? [] : approvers;
  const starters = [...listed, ...requesters];
  const isInChannel = (actor: Actor) => approvers === "channel" && actor.channel === channel;

  const isForeign = async ({ id, teamId }: Actor) => {
    const home = await directory.home();
    const belongs = placeOf(teamId, home);
    return belongs === "ask" ? (await directory.organisationOf(id)) !== home.enterpriseId : belongs === "elsewhere";
  };

  const place = approvers === "channel" ? channel : undefined;
  // The home tab has no channel; in another channel people are pointed to the right one, without a call to Slack.
  const memberships = (actor: Actor) => (place !== undefined && actor.channel === undefined ? [place] : []);

  /** Allows an act to the people on a list and, where they approve, to the members of the channel. */
  const only = (act: string, list: readonly string[]) => {
    const groups = list.filter(isGroup);
    return async (actor: Actor): Promise<string | undefined> => {
      if (await isForeign(actor)) {
        return otherTeamRefusal(act);
      }
      if (isInChannel(actor) || list.includes(actor.id)) {
        return undefined;
      }
      const looks = await Promise.all([...groups, ...memberships(actor)].map((id) => look(id, actor.id, directory)));
      if (looks.some(({ isMember }) => isMember)) {
        return undefined;
      }
      const unreadable = looks.filter(({ isMember }) => isMember === undefined).map(({ id }) => id);
      return unreadable.length > 0 ? groupRefusal(act, unreadable) : refusal(act, list, place);
    };
  };

  return {
    decide: only(DECIDE, listed),
    fourEyes: (actor, { requestedBy }) => (fourEyes && requestedBy === actor.id ? fourEyesRefusal() : undefined),
    refuseAtOnce(actor, act) {
      const [words, list] = act === "decide" ? [DECIDE, listed] : [START, starters];
      const home = directory.known();
      if (home && placeOf(actor.teamId, home) === "elsewhere") {
        return otherTeamRefusal(words);
      }
      const isOpen =
        isInChannel(actor) || list.includes(actor.id) || list.some(isGroup) || memberships(actor).length > 0;
      return isOpen ? undefined : refusal(words, list, place);
    },
    start: only(START, starters),
    ask: only("see other people's requests", listed),
  };
}

const DECIDE = "decide on new users";
const START = "start an onboarding";

/**
 * Where a person is at home, by the ID that the payload names. On Enterprise Grid it can be the organisation's (E…), or that of
 * another workspace, perhaps of the same organisation: then Slack has to be asked about the person.
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
function placeOf(teamId: string | undefined, { teamId: home, enterpriseId }: Home): "home" | "elsewhere" | "ask" {
  if (teamId !== undefined && (teamId === home || teamId === enterpriseId)) {
    return "home";
  }
  return enterpriseId !== undefined && teamId?.startsWith("T") ? "ask" : "elsewhere";
}

/** The person who pressed a control on a message or in a view. */
export function actorOfPress({ user, channel }: Pick<BlockAction, "user" | "channel">): Actor {
  return { id: user.id, teamId: user.team_id, channel: channel?.id };
}

/** The part of a submission that says who made it. */
export interface Submitter {
  user: Pick<ViewSubmitAction["user"], "id" | "team_id">;
}

/** The person who submitted a modal; `channel` is where it was opened, if in a channel. */
export function actorOfSubmit({ user }: Submitter, channel: string | undefined): Actor {
  return { id: user.id, teamId: user.team_id, channel };
}

/** The person who opened the Home tab, in the workspace where that happened. */
export function actorOfHome({ team_id }: Pick<EnvelopedEvent, "team_id">, userId: string): Actor {
  return { id: userId, teamId: team_id, channel: undefined };
}

/** `isMember` is undefined where the group could not be read. */
async function look(
  id: string,
  userId: string,
  directory: Directory,
): Promise<{ id: string; isMember: boolean | undefined }> {
  try {
    return { id, isMember: (await directory.membersOf(id)).includes(userId) };
  } catch {
    return { id, isMember: undefined }; // a refusal, which says why
  }
}

// Each is shown privately, and says that nothing happened, why, and who can do it. `act` is what was wanted: "start an onboarding".

const ENGLISH_LIST = new Intl.ListFormat("en-GB");

/** A text in a block has 3,000 characters at most: of a long list the first are named. */
const MOST_NAMED = 20;

/** For people on no list, or outside the approvers' channel. */
export function refusal(act: string, list: readonly string[], channel: string | undefined): string {
  const others = list.length - MOST_NAMED;
  const people = others > 1 ? [...list.slice(0, MOST_NAMED), `${others} others`] : list;
  const who = [
    ...(channel ? [`members of <#${channel}> (in that channel or on the Home tab)`] : []),
    ...people.map(named),
  ];
  return `Sorry, you can't ${act}. Nothing was changed. Only ${ENGLISH_LIST.format(who)} can do this.`;
}

/** For people of another organisation, in a channel shared with it. */
export function otherTeamRefusal(act: string): string {
  return `Sorry, you can't ${act}. Nothing was changed. Only members of the app's own workspace can do this.`;
}

/** For requesters, with `fourEyes`. */
export function fourEyesRefusal(): string {
  return "Sorry, you requested this onboarding yourself, so you can't decide on it. Nothing was changed. Another approver can.";
}

/** For people who might be in a group or channel that Slack doesn't tell about: a refusal until it does. */
export function groupRefusal(act: string, groups: readonly string[]): string {
  const who = groups.map(named).join(", ");
  const channel = groups.find(isChannel);
  const hint = channel ? `use /onboard and the cards in ${named(channel)}, or ` : "please ";
  return `Sorry, we couldn't check whether you can ${act}: Slack didn't say who is in ${who}. Nothing was changed; ${hint}try again in a minute.`;
}

// https://docs.slack.dev/messaging/formatting-message-text#mentioning-groups
function named(id: string): string {
  return isGroup(id) ? `<!subteam^${id}>` : isChannel(id) ? `<#${id}>` : mention(id);
}

/** A public channel, or a private one by its older ID. */
export function isChannel(id: string): boolean {
  return /^[CG][A-Z0-9]+$/u.test(id);
}
