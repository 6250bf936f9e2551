import type { Button, HomeView, InputBlock, KnownBlock, SectionBlock } from "@slack/types";
import type { PendingPage } from "../domain/pending.ts";
import type { User } from "../domain/user.ts";
import { ACTION } from "./ids.ts";
import { homeRow, type Looker, MAYBE_MORE, NOBODY } from "./inbox.ts";
import { FIRST_PAGE, pageTurners, type Place, written } from "./place.ts";
import { ended } from "./wording.ts";
import { type Answer, contentOf, message, plain, richText, words } from "./words.ts";

/** What a person sees on the Home tab. */
export interface HomeTab {
  looker: Looker;
  mayStart: boolean;
  /** Says who can see other people's onboardings, for a person who can't. */
  refusal?: string | undefined;
  place?: Place;
  /** A page of the pending, or of this person's own requests. */
  page: PendingPage;
  /** The last ones that have ended, of all or of this person's own requests. */
  recent?: readonly User[];
  /** The result of the last press. */
  said?: Answer | undefined;
}

/**
 * The Home tab for one person. A view has at most 100 blocks and 250 kB.
 * https://docs.slack.dev/reference/views/home-tab-views https://docs.slack.dev/reference/methods/views.publish#errors
 */
export function homeTab({ place = FIRST_PAGE, ...given }: HomeTab): HomeView {
  const tab = { ...given, place };
  const { looker, mayStart, refusal, said } = tab;
  const hasOwn = tab.page.users.length > 0 || place.trail.length > 0;
  return {
    type: "home",
    private_metadata: written(place),
    blocks: [
      header("Onboarding"),
      ...(said === undefined ? [] : blocksOf(said)),
      ...(mayStart ? [starters] : []),
      ...(looker.isApprover ? inbox(tab) : hasOwn ? [header("Your requests"), ...listed(tab)] : []),
      ...past(tab),
      ...(refusal === undefined ? [] : [section(refusal)]),
    ],
  };
}

/** The Home tab when something did not answer. */
export function troubledHome(trouble: string): HomeView {
  return { type: "home", blocks: [header("Onboarding"), section(trouble)] };
}

function inbox(tab: PlacedTab): KnownBlock[] {
  const { place, page } = tab;
  const isEmpty = page.users.length === 0 && page.next === undefined && place.trail.length === 0;
  const heading = header("Waiting for a decision");
  if (isEmpty && place.search === undefined) {
    return [heading, section(NOBODY)];
  }
  return [heading, ...searching(place), ...(isEmpty ? nobodyFound(place) : listed(tab))];
}

type PlacedTab = HomeTab & { place: Place };

/** What has ended lately, below the first page of those who wait. */
function past({ looker, recent = [] }: HomeTab): KnownBlock[] {
  const heading = looker.isApprover ? "Recent decisions" : "Your past requests";
  return recent.length === 0 ? [] : [header(heading), ...recent.map((user) => richText(...ended(user)))];
}

/** The rows of a page, and the buttons to other pages. */
function listed({ looker, place, page }: PlacedTab): KnownBlock[] {
  const { users, next, cutShort } = page;
  const turners = pageTurners(place, next, { previous: ACTION.homePrevious, next: ACTION.homeNext });
  return [
    ...users.flatMap((user) => homeRow(user, looker)),
    ...(cutShort ? [section(MAYBE_MORE)] : []),
    ...(looker.isApprover && users.length > 1 ? [selected] : []),
    ...(turners.length > 0 ? [{ type: "actions" as const, elements: turners }] : []),
  ];
}

/** Its block is named after the search: Slack keeps what is typed in a block of the same name. */
function searching({ search }: Place): KnownBlock[] {
  const field: InputBlock = {
    type: "input",
    block_id: `search ${search ?? ""}`,
    dispatch_action: true,
    optional: true,
    label: { type: "plain_text", text: "Search by name or email address" },
    element: {
      type: "plain_text_input",
      action_id: ACTION.homeSearch,
      max_length: 100,
      dispatch_action_config: { trigger_actions_on: ["on_enter_pressed"] },
      ...(search === undefined ? {} : { initial_value: search }),
    },
  };
  return search === undefined ? [field] : [field, { type: "actions", elements: [showAll] }];
}

function nobodyFound({ search = "" }: Place): KnownBlock[] {
  return message(words`Nobody who is waiting has “${plain(search, 100)}” in their name or email address.`).blocks;
}

const showAll: Button = {
  type: "button",
  action_id: ACTION.homeAll,
  text: { type: "plain_text", text: "Show all" },
  value: written(FIRST_PAGE),
};

const selected: KnownBlock = {
  type: "actions",
  elements: [
    {
      type: "button",
      action_id: ACTION.homeVerifySelected,
      text: { type: "plain_text", text: "Verify selected…" },
      accessibility_label: "Verify everyone who is selected above",
    },
    {
      type: "button",
      action_id: ACTION.homeRejectSelected,
      text: { type: "plain_text", text: "Reject selected…" },
      accessibility_label: "Reject everyone who is selected above",
    },
  ],
};

const start: Button = {
  type: "button",
  action_id: ACTION.start,
  style: "primary",
  text: { type: "plain_text", text: "Start an onboarding" },
};
const startMany: Button = {
  type: "button",
  action_id: ACTION.startMany,
  text: { type: "plain_text", text: "Start several" },
  accessibility_label: "Start several onboardings",
};
const starters: KnownBlock = { type: "actions", elements: [start, startMany] };

function blocksOf(answer: Answer): KnownBlock[] {
  return contentOf(answer).blocks ?? [section(contentOf(answer).text)];
}

function header(text: string): KnownBlock {
  return { type: "header", text: { type: "plain_text", text } };
}

/** Our own words, with nobody else's text in them. */
function section(text: string): SectionBlock {
  return { type: "section", text: { type: "mrkdwn", text } };
}
