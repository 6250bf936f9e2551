import type { Press } from "../../src/slack/listener.ts";
import { actor } from "./actors.ts";

/** A use of a control on Ada's card by U0ADMIN, in the approvers' channel unless the test says otherwise. */
export function pressOf(overrides: Partial<Press> = {}): Press {
  return {
    userId: "u-ada",
    onboardingId: "1111",
    choice: undefined,
    actor: actor("U0ADMIN"),
    triggerId: "1.2.3",
    thread: undefined,
    isInView: false,
    ...overrides,
  };
}
