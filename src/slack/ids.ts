/** The names under which Slack sends us what people do. They stand on cards already posted: rename none. */
export const ACTION = { verify: "verify", reject: "reject", more: "more", start: "start" } as const;

/** The callback IDs of modals. */
export const VIEW = { reject: "reject-with-a-reason", start: "start" } as const;

/** The slash command, as the manifest declares it. */
export const COMMAND = "/onboard";

const CONTROLS = "onboarding:";

/** The block ID of a card's controls, which names the onboarding that they decide. */
export function controlsId(onboardingId: string): string {
  return `${CONTROLS}${onboardingId}`;
}

/** The onboarding that a block ID names, or undefined where the controls are not a card's. */
export function onboardingOf(blockId: string): string | undefined {
  return blockId.startsWith(CONTROLS) ? blockId.slice(CONTROLS.length) : undefined;
}
