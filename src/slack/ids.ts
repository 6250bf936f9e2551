/** The names of controls in what Slack sends. Cards already posted use them, so rename none. */
export const ACTION = {
  verify: "verify",
  reject: "reject",
  more: "more",
  start: "start",
  startMany: "start-many",
  next: "next",
  previous: "previous",
  withdraw: "withdraw",
  again: "again",
  listVerify: "list-verify",
  listReject: "list-reject",
  homeVerify: "home-verify",
  homeReject: "home-reject",
  homeMore: "home-more",
  homeNudge: "home-nudge",
  homeWithdraw: "home-withdraw",
  homeSelect: "home-select",
  homeVerifySelected: "home-verify-selected",
  homeRejectSelected: "home-reject-selected",
  homePrevious: "home-previous",
  homeNext: "home-next",
  homeSearch: "home-search",
  homeAll: "home-all",
} as const;

/** The callback IDs of modals. */
export const VIEW = {
  decide: "decide",
  start: "start",
  again: "start-again",
  startMany: "start-many",
  decideMany: "decide-many",
} as const;

/** The slash command, as the manifest declares it. */
export const COMMAND = "/onboard";

/** Separates the user ID from the choice in a menu option's value; no user ID contains it. */
export const CHOICE = "#";

/** A card's controls have the block ID `onboarding:<ID>`, which names the onboarding that they decide on. */
export const CONTROLS = "onboarding:";
