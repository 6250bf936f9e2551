import { InvalidRequest } from "./failures.ts";
import { parseRequest } from "./request.ts";
import type { Cards, Executions } from "./ports.ts";
import type { Failure, OnboardingRequest, User } from "./user.ts";

/** The profiles that ended executions left behind, and the addresses that they hold. */
export interface Leftovers {
  /**
   * Closes the pending profile of an ended execution as failed and frees its address; calling it again is safe. Returns the profile
   * until `announced` is called for it, "none" if this execution never wrote one, and undefined if there is nothing to close: the
   * execution closed its profile itself, or the profile now belongs to another onboarding.
   */
  close(request: OnboardingRequest, execution: string, failure: Failure): Promise<User | "none" | undefined>;
  /** Records that the end of this profile was announced. */
  announced(user: User): Promise<void>;
}

/** The ports for closing. */
export interface CloseEndedPorts {
  executions: Pick<Executions, "find">;
  leftovers: Leftovers;
  cards: Pick<Cards, "update" | "tell" | "tellRequester">;
  /** Informs the requester that nothing was started, and why. */
  tellNotStarted: (request: OnboardingRequest, why: NotStarted) => Promise<void>;
}

/** Why a requested onboarding never began: the address or the user was taken, or something failed on our side. */
export type NotStarted = "taken" | "trouble";

/** The result of an event, for the log. */
export type Closed = "still running" | "nothing left" | "not ours to read" | "requester informed" | "closed";

const REFUSALS: ReadonlySet<string | undefined> = new Set(["UserAlreadyPending", "UserAlreadyActive", "AddressInUse"]);
// A second attempt sends at once, without a slot in the channel's queue: such ends are rare.
const SEND_AT_ONCE = 2;

/**
 * Closes what a failed, stopped or timed-out execution left behind: its profile, its address and its card; and informs the requester.
 * It asks Lambda whether the execution has really ended, so a late, repeated or false event does no harm. Throws if something doesn't
 * answer; calling it again continues.
 */
export async function closeEnded(ports: CloseEndedPorts, execution: string): Promise<Closed> {
  const { executions, leftovers, cards, tellNotStarted } = ports;
  const found = await executions.find(execution);
  if (found?.outcome !== "failed" && found?.outcome !== "stopped" && found?.outcome !== "timed-out") {
    return "still running";
  }
  const request = requestIn(found.input);
  if (!request) {
    return "not ours to read";
  }
  const isRefusal = REFUSALS.has(found.error);
  const left = await leftovers.close(request, execution, WHY[found.outcome]);
  if (isRefusal || left === "none") {
    await tellNotStarted(request, isRefusal ? "taken" : "trouble");
    return "requester informed";
  }
  if (!left) {
    return "nothing left";
  }
  if (left.card) {
    await cards.update(left.card, left);
    await cards.tell(left.card, "decided", left, SEND_AT_ONCE);
  }
  await cards.tellRequester(left, SEND_AT_ONCE);
  await leftovers.announced(left);
  return "closed";
}

const WHY = {
  failed: { name: "OnboardingFailed", message: "Something went wrong on our side." },
  stopped: { name: "OnboardingStopped", message: "An operator stopped it." },
  "timed-out": { name: "OnboardingTimedOut", message: "It ran for too long." },
} as const satisfies Record<string, Failure>;

/** The request that an execution was started with; undefined if it was refused as invalid, because then nobody waits. */
function requestIn(input: unknown): OnboardingRequest | undefined {
  try {
    return parseRequest(input);
  } catch (error) {
    if (error instanceof InvalidRequest) {
      return undefined;
    }
    throw error;
  }
}
